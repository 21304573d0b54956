import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ADMIN_NL, ANNA, BEN, subscribe } from '../e2e/invented-people.ts';
import { buildFortress, type Fortress } from './fortress.ts';

// SMTP smuggling: whatever some server takes for the end of a message, only CRLF.CRLF is one here. Behind each such end a
// second mail follows, which asks in the name of the Admin Contact to take a contact off the roster.

let fortress: Fortress;
beforeAll(async () => {
  fortress = await buildFortress();
  await fortress.play({ from: ADMIN_NL, text: subscribe('nl', ANNA, BEN) });
});
afterAll(() => fortress.close());

const BREAKS = [
  '\n',
  '\r',
  '\r\n',
  '\n\n',
  '\r\r',
  '\r\r\n',
  '\n\r',
  '\0',
  '\r\n\0',
  '\x85',
  '\x0b',
  '\x0c',
  '\x1c',
  '\u2028',
  ' ',
  '\t',
];
const ENDS = BREAKS.flatMap((before) => BREAKS.map((after) => `${before}.${after}`)).filter(
  (end) => !end.includes('\r\n.\r\n'),
);
// A line that begins with two dots is a dot that was escaped; with one, it is not the end either.
const DOTTED = [
  '\r\n..\r\n',
  '\r\n.\r',
  '\r\n.\n',
  '\n.\r\n',
  '\r\n. \r\n',
  '\r\n.\0\r\n',
  '\r\n\0.\r\n',
  '.\r\n',
  '\r\n .\r\n',
];

const SMUGGLED = [
  `MAIL FROM:<${ADMIN_NL}>`,
  'RCPT TO:<tld-ops-admin@tld-ops.example>',
  'DATA',
  `From: ${ADMIN_NL}`,
  'Subject: smuggled',
  '',
  'REMOVE .nl ben.bakker@nic.example',
  '',
].join('\r\n');

/** Everything at once, as a relay would send it that sees one mail; all that is heard until it is enough, or the connection ends. */
function conversation(end: string, isEnough: (heard: string) => boolean = () => false): Promise<readonly string[]> {
  const [host = '', port = ''] = fortress.program.smtp.split(':');
  const outer = `MAIL FROM:<mallory@elsewhere.example>\r\nRCPT TO:<tld-ops-admin@tld-ops.example>\r\nDATA\r\nFrom: mallory@elsewhere.example\r\nSubject: outer\r\n\r\nHELP`;
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port: Number(port), localAddress: '127.0.0.66' });
    let heard = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      heard += chunk;
      if (isEnough(heard)) socket.destroy();
    });
    socket.once('error', reject);
    socket.once('close', () => resolve(heard.split('\r\n').filter((line) => line !== '')));
    socket.write(Buffer.from(`EHLO relay.example\r\n${outer}${end}${SMUGGLED}\r\n.\r\nQUIT\r\n`, 'utf8'));
  });
}

test(`none of ${ENDS.length + DOTTED.length} other ends of data lets a second mail in`, async () => {
  for (const end of [...ENDS, ...DOTTED]) {
    const heard = await conversation(end);
    const shown = `${JSON.stringify(end)}: ${heard.join(' | ')}`;
    expect(heard.filter((line) => line.startsWith('354')).length, shown).toBe(1);
    expect(
      heard.filter((line) => /applied|confirm|held/u.test(line)),
      shown,
    ).toEqual([]);
    const isOdd = /\0|(?<!\r)\n|\r(?!\n)/u.test(end);
    if (isOdd) expect(heard.at(-1), shown).toMatch(/^550 5\.6\.0 /u);
  }
  expect((await fortress.cli('roster', 'show', 'nl')).stdout).toContain('Ben Bakker');
  expect((await fortress.cli('audit', '--json')).stdout).not.toContain('smuggled');
});

test('the true end of data is one', async () => {
  const heard = await conversation('\r\n.\r\n', (text) => text.split('354 ').length === 3);
  expect(heard.at(-1)).toMatch(/^354 /u);
});
