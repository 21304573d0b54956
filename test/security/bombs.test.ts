import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectSmtp } from '../../src/demo/smtp-client.ts';
import { ADMIN_NL } from '../e2e/invented-people.ts';
import { buildFortress, type Fortress } from './fortress.ts';
import { BOMBS } from './mail-bombs.ts';

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
