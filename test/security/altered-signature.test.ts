import { afterAll, beforeAll, expect, test } from 'vitest';
import { keyRecordName, makeRsaKey, type SigningKey, signMail } from '../../src/demo/mail-signer.ts';
import { ADMIN, laySiege, rawMail, type Siege } from './siege.ts';

// True signatures of the Admin Contact in the hands of somebody else. SPF names the loopback's first address only, so
// mail that comes from the second one has nothing but its signature.

let siege: Siege;
const key: SigningKey = makeRsaKey();
const weak: SigningKey = makeRsaKey(1024);
const short: SigningKey = makeRsaKey(768);
const testing: SigningKey = makeRsaKey();

beforeAll(async () => {
  const named = (selector: string): string => keyRecordName(selector, 'nic-nl.example');
  siege = await laySiege({
    [named('other')]: { TXT: [key.txtRecord] },
    [named('weak')]: { TXT: [weak.txtRecord] },
    [named('short')]: { TXT: [short.txtRecord] },
    [named('testing')]: { TXT: [testing.txtRecord.replace('v=DKIM1;', 'v=DKIM1; t=y;')] },
  });
});
afterAll(() => siege.close());

const SIGNED = [
  'From',
  'To',
  'Subject',
  'Date',
  'Message-ID',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
];

type Signed = {
  readonly headers?: readonly string[];
  readonly body?: string;
  readonly names?: readonly string[];
  readonly bodyLength?: number;
  readonly at?: Date;
  readonly algorithm?: 'rsa-sha1';
  readonly selector?: string;
  readonly with?: SigningKey;
};

async function signed({
  headers = [],
  body = 'HELP',
  names = SIGNED,
  at = new Date(),
  selector = 'other',
  ...more
}: Signed): Promise<string> {
  const raw = Buffer.from(rawMail([`From: ${ADMIN}`, ...headers], body), 'utf8');
  const octets = await signMail(raw, {
    domain: 'nic-nl.example',
    selector,
    key: more.with ?? key,
    headers: names,
    signedAt: at,
    ...(more.bodyLength === undefined ? {} : { bodyLength: more.bodyLength }),
    ...(more.algorithm === undefined ? {} : { algorithm: more.algorithm }),
  });
  return Buffer.from(octets).toString('utf8');
}

const without = (name: string): readonly string[] => SIGNED.filter((one) => one !== name);
const OLD = new Date(Date.UTC(2020, 1, 3));
const dated = (at: Date): string => `Date: ${at.toUTCString().replace('GMT', '+0000')}`;
// Done at once when the admin says it.
const REMOVE = 'REMOVE .nl luis@nic-nl.example';
const TRICK = `HELP\n\n--evil\nContent-Type: text/plain\n\n${REMOVE}\n--evil--`;

const ATTACKS: readonly (readonly [string, () => Promise<string>])[] = [
  ['appended text', async () => `${await signed({})}${REMOVE}\r\n`],
  ['appended text behind l=', async () => `${await signed({ body: 'HELP', bodyLength: 6 })}${REMOVE}\r\n`],
  ['the command itself under l=', () => signed({ body: REMOVE, bodyLength: REMOVE.length + 2 })],
  ['a second Subject on top', async () => `Subject: ${REMOVE}\r\n${await signed({ body: '' })}`],
  [
    'a second To on top',
    async () =>
      `To: tld-ops-admin@tld-ops.example\r\n${await signed({ headers: ['To: somebody@else.example'], body: REMOVE })}`,
  ],
  [
    'a second Content-Type on top',
    async () => `Content-Type: multipart/mixed; boundary=evil\r\n${await signed({ body: TRICK })}`,
  ],
  [
    'another Content-Type, which nobody signed',
    async () =>
      (await signed({ body: TRICK, names: without('Content-Type') })).replace(
        'Content-Type: text/plain; charset=utf-8',
        'Content-Type: multipart/mixed; boundary=evil',
      ),
  ],
  [
    'a boundary that begins like the true one',
    async () =>
      (
        await signed({
          headers: ['Content-Type: multipart/mixed; boundary=evilmore'],
          body: `--evilmore\nContent-Type: text/plain\n\nHELP\n\n--evil\nContent-Type: text/plain\n\n${REMOVE}\n--evil--\n--evilmore--`,
          names: without('Content-Type'),
        })
      ).replace('boundary=evilmore', 'boundary=evil'),
  ],
  [
    'another charset, which nobody signed',
    async () =>
      (await signed({ body: `HELP\n\n+AFI-${REMOVE.slice(1)}`, names: without('Content-Type') })).replace(
        'charset=utf-8',
        'charset=utf-7',
      ),
  ],
  [
    'another transfer encoding, which nobody signed',
    async () =>
      (
        await signed({ body: Buffer.from(REMOVE).toString('base64'), names: without('Content-Transfer-Encoding') })
      ).replace('Content-Transfer-Encoding: 8bit', 'Content-Transfer-Encoding: base64'),
  ],
  ['rsa-sha1', () => signed({ body: REMOVE, algorithm: 'rsa-sha1' })],
  ['a key of 768 bits', () => signed({ body: REMOVE, selector: 'short', with: short })],
  ['a key under test', () => signed({ body: REMOVE, selector: 'testing', with: testing })],
  ['a mail of 2020', () => signed({ headers: [dated(OLD)], body: REMOVE, at: OLD })],
  ['a Date of 2020 under a new signature', () => signed({ headers: [dated(OLD)], body: REMOVE })],
  ['a Date of next week', () => signed({ headers: [dated(new Date(Date.now() + 7 * 86_400_000))], body: REMOVE })],
  [
    'a signature without Subject, put in later',
    async () =>
      (await signed({ body: '', names: without('Subject') })).replace('Subject: contacts', 'Subject: ${REMOVE}'),
  ],
  ['a mail to somebody else', () => signed({ headers: ['To: somebody@else.example'], body: REMOVE })],
  [
    'a mail whose To is not signed',
    () => signed({ headers: ['To: somebody@else.example'], body: REMOVE, names: without('To') }),
  ],
  ['a signature that does not hold', async () => (await signed({ body: 'HELP' })).replace('HELP', REMOVE)],
  [
    'a signature of the attacker with the domain of the admin',
    async () =>
      (await siege.world.compose({ from: 'mallory@evil.example', text: '', raw: rawMail([`From: ${ADMIN}`], REMOVE) }))
        .toString()
        .replace('d=evil.example', 'd=nic-nl.example'),
  ],
];

test.each(ATTACKS)('%s changes nothing', async (_, attack) => {
  const raw = await attack();
  await siege.withstands(() => siege.send(raw));
});

test('a true mail, replayed with another Cc and Reply-To, does nothing a second time', async () => {
  const raw = await signed({ body: 'UPDATE .nl\nEmail: anna@nic-nl.example\nPhone: +31 6 43434343' });
  expect(await siege.send(raw)).toMatch(/applied$/u);
  expect(
    await siege.world.play({ from: ADMIN, text: 'UPDATE .nl\nEmail: anna@nic-nl.example\nPhone: +31 6 41414141' }),
  ).toMatch(/applied$/u);
  for (const more of ['', 'Cc: mallory@evil.example\r\n', 'X-Seen: 1\r\n']) {
    const { reply } = await siege.withstands(() => siege.send(`${more}${raw}`));
    expect(reply).toMatch(/duplicate$/u);
  }
});

const COPIES: readonly (readonly [string, string, { readonly mailFrom?: string; readonly to?: string }])[] = [
  ['a machine sent', 'Auto-Submitted: auto-replied\r\n', {}],
  ['a list passed on', 'List-Id: <contacts.evil.example>\r\n', {}],
  ['nobody sent', '', { mailFrom: '' }],
  ['the postmaster gets', '', { to: 'postmaster@tld-ops.example' }],
];

test.each(COPIES)('a true mail is heard though a copy came first that %s', async (_, more, envelope) => {
  const raw = await signed({ body: 'STATUS .nl' });
  const copy = await siege.send(`${more}${raw}`, envelope);
  expect(copy).toMatch(/^250 2\.0\.0 .*(?:held|info|discarded)$/u);
  const before = (await siege.outbox()).filter(({ to }) => to === ADMIN).length;
  const { reply } = await siege.withstands(() => siege.send(raw, { mailFrom: ADMIN, ip: '127.0.0.1' }));
  expect(reply).toMatch(/info$/u);
  const after = (await siege.outbox()).filter(({ to }) => to === ADMIN);
  expect(after.slice(before).map(({ kind }) => kind)).toEqual(['answer']);
  // The copy once more, behind the true mail: it is known, and nothing comes of it.
  const { reply: last } = await siege.withstands(() => siege.send(`${more}${raw}`, envelope));
  expect(last).toMatch(/(?:duplicate|discarded)$/u);
});

test('what the attacks ask for is done when the Admin Contact signs it', async () => {
  expect(await siege.send(await signed({ body: REMOVE }))).toMatch(/applied$/u);
});
