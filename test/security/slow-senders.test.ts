import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually, within } from '../e2e/deadline.ts';
import { buildFortress, type Fortress } from './fortress.ts';
import { goodMail } from './good-mail.ts';
import { besiege, SLOW_CONNECTIONS } from './slow-connections.ts';

// A thousand connections that keep the program waiting, in every state in which they can, from one address and from many.

const PLACES = 200;
/** What is promised is a second; a slow machine may take longer for a mail of its own accord. */
const MOST_DELAY_MS = 10_000;
/** All that knock at once are let in before anything else: a tenth of a millisecond each, but on a busy machine. */
const MOST_BLOCKED_MS = 10_000;

let fortress: Fortress;
beforeAll(async () => {
  fortress = await buildFortress();
  // The first mail starts the readers.
  await goodMail(fortress);
});
afterAll(() => fortress.close());

test.each<readonly [string, (n: number) => string]>([
  ['of the same address', () => '127.0.0.1'],
  ['of one network', (n) => `127.0.7.${1 + (n % 250)}`],
  ['of a thousand networks', (n) => `127.${1 + (n % 4)}.${Math.floor(n / 4)}.9`],
])('a thousand idle and dripping connections %s delay a good mail by a second at most', async (_, addressOf) => {
  const quiet = await goodMail(fortress);
  await fortress.watchAnew();
  const siege = await besiege(fortress.program.smtp, addressOf);
  try {
    const delays = [await goodMail(fortress), await goodMail(fortress), await goodMail(fortress)].map(
      (ms) => ms - quiet,
    );
    expect(Math.max(...delays)).toBeLessThan(MOST_DELAY_MS);
    const { blockedMs } = await fortress.seen();
    expect(blockedMs).toBeLessThan(MOST_BLOCKED_MS);
  } finally {
    siege.stop();
  }
});

test('no more of them are held than there are places, and the rest is counted', async () => {
  const siege = await besiege(fortress.program.smtp, (n) => `127.0.9.${1 + (n % 250)}`);
  try {
    const closed = (): number => siege.sockets.filter((one) => one.destroyed).length;
    await within(
      eventually(() => closed() >= SLOW_CONNECTIONS - PLACES, 'the end of all but two hundred'),
      'the end of the others',
    );
    expect(closed()).toBe(SLOW_CONNECTIONS - PLACES);
  } finally {
    siege.stop();
  }
  const metrics = await fortress.metrics();
  const turnedAway = (why: string): number => metrics.get(`tldops_smtp_turned_away_total{why="${why}"}`) ?? 0;
  expect(turnedAway('too-many') + turnedAway('displaced')).toBeGreaterThanOrEqual(SLOW_CONNECTIONS - PLACES);
  expect(turnedAway('displaced')).toBeGreaterThan(0);
});
