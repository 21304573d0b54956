import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ADMIN, ANNA, laySiege, MALLORY, rawMail, type Siege } from './siege.ts';

let siege: Siege;
beforeAll(async () => {
  siege = await laySiege();
});
afterAll(() => siege.close());

const SUBJECTS = [
  '=?utf-8?q?Hello=0D=0ABcc:_victim@else.example?=',
  '=?utf-8?b?SGVsbG8NClJlcGx5LVRvOiBtYWxsb3J5QGV2aWwuZXhhbXBsZQ==?=',
  '=?utf-8?q?=1B[2J=1B[31mred=1B]0;title=07?=',
  '<script src=https://evil.example/x.js></script>',
  '=?utf-8?q?=E2=80=AEgnp.exe=E2=80=8B?=',
  '=?utf-8?q?nul=00here?=',
  '=cmd|calc!A1',
  '{"path":"/etc/passwd"}',
  `=?utf-16?b?${Buffer.from('REMOVE .nl ALL', 'utf16le').toString('base64')}?=`,
  'REMOVE .nl ALL',
];

describe('what an attacker writes in the Subject', () => {
  test.each(SUBJECTS)('%j comes back harmless', async (subject) => {
    const headers = [
      `From: "<b>Mallory</b> {path}" <${MALLORY}>`,
      `Subject: ${subject}`,
      'Message-ID: <a,victim@else.example>',
    ];
    const raw = await siege.world.compose({
      from: MALLORY,
      text: '',
      raw: rawMail(headers, 'HELP\nwww.evil.example <img src=https://evil.example/>\n{{7*7}} ${7*7}'),
    });
    await siege.withstands(() => siege.send(raw, { ip: '127.0.0.1' }));
  });
});

// Done at once when the admin says it.
const REMOVE = 'REMOVE .nl luis@nic-nl.example';

/** Mail of the Admin Contact, truly signed, in which the command is not what its writer says. */
const NOT_SAID: readonly (readonly [string, readonly string[], string])[] = [
  ['quoted', [], `HELP\n\n> ${REMOVE}\n>> ${REMOVE}`],
  [
    'quoted by Outlook',
    [],
    `HELP\n\n-----Original Message-----\nFrom: x@evil.example\nSent: today\nTo: y\nSubject: z\n\n${REMOVE}`,
  ],
  ['forwarded', [], `HELP\n\n---------- Forwarded message ---------\nFrom: Mallory <${MALLORY}>\n\n${REMOVE}`],
  ['in a signature', [], `HELP\n\n-- \n${REMOVE}`],
  ['in the middle of a sentence', [], `HELP\n\nPlease tell me what ${REMOVE} means.`],
  [
    'flowed into a quotation',
    ['Content-Type: text/plain; charset=utf-8; format=flowed'],
    `HELP\n\n> he wrote \n> ${REMOVE}`,
  ],
  [
    'in an attached message',
    ['Content-Type: multipart/mixed; boundary=b'],
    `--b\nContent-Type: text/plain\n\nHELP\n--b\nContent-Type: message/rfc822\n\nFrom: ${ADMIN}\nSubject: ${REMOVE}\n\n${REMOVE}\n--b--`,
  ],
  [
    'in an attached text',
    ['Content-Type: multipart/mixed; boundary=b'],
    `--b\nContent-Type: text/plain\n\nHELP\n--b\nContent-Type: text/plain; name=x.txt\nContent-Disposition: attachment\n\n${REMOVE}\n--b--`,
  ],
  ['in HTML only', ['Content-Type: text/html; charset=utf-8'], `<p>${REMOVE}</p>`],
  [
    'in hidden HTML',
    ['Content-Type: text/html; charset=utf-8'],
    `<p>HELP</p><div style="display:none">${REMOVE}</div>`,
  ],
  [
    'in the HTML alternative',
    ['Content-Type: multipart/alternative; boundary=b'],
    `--b\nContent-Type: text/plain\n\nHELP\n--b\nContent-Type: text/html\n\n<p>${REMOVE}</p>\n--b--`,
  ],
  [
    'in the plain alternative only',
    ['Content-Type: multipart/alternative; boundary=b'],
    `--b\nContent-Type: text/plain\n\n${REMOVE}\n--b\nContent-Type: text/html\n\n<p>HELP</p>\n--b--`,
  ],
  ['in UTF-7', ['Content-Type: text/plain; charset=utf-7'], `HELP\n\n+AFI-${REMOVE.slice(1)}`],
  ['in UTF-16 that says it is UTF-8', [], REMOVE.split('').join('\u0001')],
  ['with a zero-width space', [], REMOVE.replace(' ', '\u200b ')],
  ['with a bidi override', [], `\u202e${REMOVE.split('').toReversed().join('')}`],
  [
    'in broken base64',
    ['Content-Transfer-Encoding: base64'],
    `${Buffer.from(`${REMOVE}\r\n`).toString('base64').slice(0, -3)}!!!`,
  ],
];

test.each(NOT_SAID)('a command %s is not carried out', async (_, headers, body) => {
  const raw = await siege.world.compose({ from: ADMIN, text: '', raw: rawMail([`From: ${ADMIN}`, ...headers], body) });
  await siege.withstands(() => siege.send(raw, { mailFrom: ADMIN, ip: '127.0.0.1' }));
});

test('the command that was not carried out is, when the Admin Contact says it', async () => {
  expect(await siege.world.play({ from: ADMIN, text: REMOVE })).toMatch(/applied$/u);
});

const NAMES = [
  'Ann\u0430 Croes',
  '<script>alert(1)</script>',
  '=HYPERLINK("https://evil.example")',
  'Anna \u202eseorC',
  'Anna\u200b Croes\u2066',
  'Anna \u001b[31mRed',
  'NOC Team',
  '{path}',
  "Robert'); drop table contact;--",
  '👩‍💻',
  '1234',
];

describe('a name', () => {
  // Changes of a ccTLD are counted, so these are made where nothing was changed before.
  let fresh: Siege;
  beforeAll(async () => {
    fresh = await laySiege();
  });
  afterAll(() => fresh.close());

  test.each(NAMES)('the name %j in a signed mail is stored harmless, or waits', async (name) => {
    const email = `p${Buffer.from(name).toString('hex').slice(0, 40)}@nic-nl.example`;
    const reply = await fresh.world.play({
      from: ADMIN,
      text: `REPLACE .nl ${ANNA}\nName: ${name}\nEmail: ${email}\nPhone: +31 6 44444444`,
    });
    const stored = (await fresh.rosters()).flatMap(({ contacts }) => contacts.map((one) => one.name));
    for (const one of stored) expect(one).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069]/u);
    for (const { subject, text } of await fresh.outbox())
      expect(subject + text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e\u2066-\u2069\u200b]/u);
    if (reply.endsWith('applied'))
      expect(
        await fresh.world.play({
          from: ADMIN,
          text: `REPLACE .nl ${email}\nName: Anna Croes\nEmail: ${ANNA}\nPhone: +31 6 41414141`,
        }),
      ).toMatch(/applied$/u);
  });
});
