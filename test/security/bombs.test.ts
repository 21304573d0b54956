import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectSmtp } from '../../src/demo/smtp-client.ts';
import { ADMIN_NL } from '../e2e/invented-people.ts';
import { buildFortress, type Fortress } from './fortress.ts';

// Mails made to be costly, many at once, from outside; meanwhile a good mail every moment. The program is to look at
// other clients within 200 ms, and its memory is bounded; a slow machine is given more of both.

const MOST_BLOCKED_MS = 500;
const MOST_MEMORY = 900 * 1024 * 1024;
const MOST_DELAY_MS = 30_000;
const SENDERS = 8;

let fortress: Fortress;
beforeAll(async () => {
  fortress = await buildFortress();
  await fortress.play({ from: ADMIN_NL, text: 'HELP' });
});
afterAll(() => fortress.close());

const HEAD = 'From: mallory@elsewhere.example\r\nSubject: bomb\r\n';

function nested(depth: number): string {
  const open = Array.from(
    { length: depth },
    (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
  ).join('');
  const close = Array.from({ length: depth }, (_, n) => `\r\n--b${depth - 1 - n}--`).join('');
  return `${open}Content-Type: text/plain\r\n\r\nHELP${close}\r\n`;
}

const html = (text: string): string => `${HEAD}Content-Type: text/html\r\n\r\n${text}\r\n`;
const BOMBS: readonly (readonly [string, string])[] = [
  ['deep MIME', HEAD + nested(500)],
  [
    'many parts',
    `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(20_000)}--b--\r\n`,
  ],
  [
    'boundaries that nearly fit',
    `${HEAD}Content-Type: multipart/mixed; boundary=${'b'.repeat(70)}\r\n\r\n${`--${'b'.repeat(69)}\r\n`.repeat(40_000)}`,
  ],
  ['folds', `From: mallory@elsewhere.example\r\nX: y${'\r\n z'.repeat(1900)}\r\nSubject: x\r\n\r\nHELP\r\n`],
  ['a huge header', `From: mallory@elsewhere.example\r\n${`X: ${'y'.repeat(900)}\r\n`.repeat(400)}\r\nHELP\r\n`],
  [
    'ten signatures of many fields',
    `${`DKIM-Signature: v=1; a=rsa-sha256; d=elsewhere.example; s=s1; h=${'from:'.repeat(100)}subject; bh=AAAA; b=AAAA\r\n`.repeat(10)}${HEAD}\r\n${'HELP\r\n'.repeat(300_000)}`,
  ],
  ['eleven signatures', `${'DKIM-Signature: v=1\r\n'.repeat(11)}${HEAD}\r\nHELP\r\n`],
  [
    'a thousand copied addresses',
    `${HEAD}Cc: ${Array.from({ length: 1000 }, (_, n) => `a${n}@nic.example`).join(',\r\n ')}\r\n\r\nSUBSCRIBE .nl\r\n`,
  ],
  ['giant HTML', html('<div>'.repeat(400_000))],
  ['HTML of tables in tables', html('<table><tr><td>'.repeat(50_000))],
  ['HTML of attributes', html(`<p ${'a=b '.repeat(500_000)}>x`)],
  ['HTML comments without an end', html('<!--'.repeat(500_000))],
  ['nine megabytes of lines', `${HEAD}\r\n${'REMOVE .nl ALL\r\n'.repeat(560_000)}`],
  [
    'nine megabytes of base64',
    `${HEAD}Content-Transfer-Encoding: base64\r\n\r\n${`${'U1VC'.repeat(19)}\r\n`.repeat(115_000)}`,
  ],
  [
    'words of every length',
    `${HEAD}\r\n${Array.from({ length: 2000 }, (_, n) => 'Name: '.repeat(n % 300)).join('\r\n')}\r\n`,
  ],
];

async function sent(raw: string, n: number): Promise<string> {
  const client = await connectSmtp(fortress.program.smtp, 'mx.elsewhere.example', `127.0.0.${100 + n}`);
  const reply = await client
    .send(
      { mailFrom: 'mallory@elsewhere.example', recipients: [fortress.world.mailbox] },
      Buffer.from(`Message-ID: <${n}.${Math.random()}@elsewhere.example>\r\n${raw}`),
    )
    .catch(() => 'connection closed');
  await client.quit();
  return reply;
}

test('eight senders of mail bombs at once delay nobody for long, and every bomb is decided', {
  timeout: 240_000,
}, async () => {
  await fortress.watchAnew();
  const machine = monitorEventLoopDelay({ resolution: 5 });
  machine.enable();
  const queue = [...BOMBS];
  const replies: string[] = [];
  const over = new AbortController();
  const attack = Promise.all(
    Array.from({ length: SENDERS }, async (_, sender) => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift())
        replies.push(`${next[0]}: ${await sent(next[1], sender)}`);
    }),
  ).finally(() => {
    over.abort();
  });
  const delays: number[] = [];
  while (!over.signal.aborted) {
    const began = performance.now();
    expect(await fortress.play({ from: ADMIN_NL, text: 'HELP' })).toMatch(/^250 /u);
    delays.push(performance.now() - began);
  }
  await attack;
  expect(replies.filter((reply) => !/: (?:550 5\.[67]|552 5\.3\.4|250 )/u.test(reply))).toEqual([]);
  const { blockedMs, rss } = await fortress.seen();
  machine.disable();
  // This process does next to nothing: what it waits for is the machine's doing, and the program waits for that as well.
  expect(blockedMs).toBeLessThan(MOST_BLOCKED_MS + 3 * (machine.max / 1e6));
  expect(rss).toBeLessThan(MOST_MEMORY);
  expect(Math.max(...delays)).toBeLessThan(MOST_DELAY_MS);
  const metrics = await fortress.metrics();
  expect(metrics.get('tldops_mails_total{verdict="refused"}') ?? 0).toBeGreaterThanOrEqual(BOMBS.length);
});
