import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClock } from '../../src/threads/clock.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/core/instant.ts';
import { type DemoWorld, startDemoWorld } from '../../src/demo/demo-world.ts';
import { type SmarthostSink, startSmarthostSink } from '../../src/demo/smarthost-sink.ts';
import { FEWEST_ATTEMPTS } from '../../src/smtp/retry-schedule.ts';
import type { OutboxEntry } from '../../src/store/port.ts';
import { tldopsHere } from './child-program.ts';
import { eventually } from './deadline.ts';
import { asRead, inboxOf } from './inbox.ts';
import { ADMIN_NL, ianaRecord, KIM } from './invented-people.ts';

let world: DemoWorld;
/** Takes the place of the world's sink once that is gone. */
let later: SmarthostSink | null;
const clock = createClock();

beforeEach(async () => {
  clock.ahead = 0;
  later = null;
  world = await startDemoWorld({
    iana: [ianaRecord('nl', ADMIN_NL)],
    domains: { 'nic.example': { dmarc: 'reject' } },
    clock,
  });
});

afterEach(async () => {
  await world.close();
  await later?.close();
});

/** One mail that is answered with one mail. */
async function asks(): Promise<void> {
  expect(await world.play({ from: ADMIN_NL, text: 'HELP' })).toMatch(/ info$/u);
}

function attempted(attempts: number): Promise<OutboxEntry> {
  return eventually(
    async () => (await world.service.workplace.store.outbox()).find((entry) => entry.attempts === attempts),
    `attempt ${attempts}`,
  );
}

async function waitOf(entry: OutboxEntry): Promise<number> {
  return Date.parse(entry.nextAttemptAt) - Date.now() - clock.ahead;
}

const listed = async (...args: readonly string[]): Promise<unknown> => {
  const finished = await tldopsHere(['outbox', ...args, '--json', '--config', world.settingsFile]);
  expect(finished).toMatchObject({ status: 0, stderr: '' });
  return finished.json();
};

describe('mail that the smarthost does not take now', () => {
  it.each(['defer', 'close'] as const)(
    '(%s) is tried again with growing waits and the same octets, and arrives once',
    async (mood) => {
      world.sink.mood(mood);
      await asks();
      const first = await attempted(1);
      expect(first.state).toBe('waiting');
      const firstWait = await waitOf(first);
      expect(firstWait).toBeGreaterThan(15 * SECOND);
      clock.ahead += firstWait + SECOND;
      const second = await attempted(2);
      const secondWait = await waitOf(second);
      expect(secondWait).toBeGreaterThan(firstWait + 15 * SECOND);
      expect(world.sink.mails).toEqual([]);
      world.sink.mood('take');
      clock.ahead += secondWait + SECOND;
      const arrived = await world.sink.mail(() => true);
      const sent = [...world.sink.refused, arrived];
      expect(sent).toHaveLength(3);
      expect(new Set(sent.map(({ headers }) => headers.get('message-id'))).size).toBe(1);
      expect(new Set(sent.map(({ raw }) => raw.toString())).size).toBe(1);
      await eventually(
        async () => (await world.service.workplace.store.outbox()).every(({ state }) => state === 'sent'),
        'it is sent',
      );
      clock.ahead += DAY;
      await asks();
      await world.sink.mail((mail) => mail !== arrived);
      expect(world.sink.mails).toHaveLength(2);
    },
  );

  it.each(['refuse-session', 'defer-recipient'] as const)('(%s) waits, and nothing is given up', async (mood) => {
    world.sink.mood(mood);
    await asks();
    expect(await attempted(1)).toMatchObject({ state: 'waiting' });
    world.sink.mood('take');
    clock.ahead += MINUTE;
    expect((await world.sink.mail(() => true)).envelope.to).toEqual([ADMIN_NL]);
  });

  it('(nobody listens) is listed with its reason, and `outbox retry` sends it at once when the smarthost is back', async () => {
    const port = Number(world.sink.url.split(':').at(-1));
    await world.sink.close();
    await asks();
    const entry = await attempted(1);
    expect(await listed('list')).toEqual([
      expect.objectContaining({
        id: entry.id,
        ref: entry.ref,
        to: ADMIN_NL,
        state: 'waiting',
        attempts: 1,
        subject: entry.subject,
        lastReason: expect.stringMatching(/./u),
      }),
    ]);
    later = await startSmarthostSink({ port });
    expect(await listed('retry')).toEqual({ due: 1 });
    const arrived = await later.mail(() => true);
    expect(arrived.headers.get('message-id')).toContain(entry.id);
    await eventually(
      async () => (await world.service.workplace.store.outbox()).every(({ state }) => state === 'sent'),
      'it is sent',
    );
    expect(await listed('list')).toEqual([]);
    expect(await listed('list', '--all')).toEqual([
      expect.objectContaining({ id: entry.id, state: 'sent', attempts: 2 }),
    ]);
  });
});

describe('mail that will never arrive', () => {
  it.each(['reject', 'reject-recipient'] as const)(
    '(%s) is given up at once, and the Secretariat is told once',
    async (mood) => {
      world.sink.mood(mood, ADMIN_NL);
      await asks();
      const given = await attempted(1);
      expect(given).toMatchObject({ to: ADMIN_NL, state: 'given-up' });
      const notice = await inboxOf(world.sink).next(KIM, 'notice');
      expect(notice.text).toContain(ADMIN_NL);
      expect(notice.text).toContain(given.ref);
      expect(await listed('list', '--all')).toEqual(
        expect.arrayContaining([expect.objectContaining({ id: given.id, state: 'given-up' })]),
      );
      // That the notice has left is written a moment after it has arrived.
      await expect.poll(() => listed('list')).toEqual([]);
      expect(await listed('retry')).toEqual({ due: 0 });
      expect(world.sink.mails.map(({ envelope }) => envelope.to[0])).toEqual([KIM]);
    },
  );

  it('is tried for five days before it is given up', async () => {
    world.sink.mood('defer');
    await asks();
    await attempted(1);
    clock.ahead += 4.9 * DAY;
    expect(await attempted(2)).toMatchObject({ state: 'waiting' });
    clock.ahead += 0.2 * DAY;
    for (let attempts = 3; attempts < FEWEST_ATTEMPTS; attempts += 1) {
      expect(await attempted(attempts)).toMatchObject({ state: 'waiting' });
      clock.ahead += 2 * HOUR;
    }
    expect(await attempted(FEWEST_ATTEMPTS)).toMatchObject({ state: 'given-up' });
    world.sink.mood('take');
    clock.ahead += MINUTE;
    const notice = await asRead(await world.sink.mail(({ envelope }) => envelope.to.includes(KIM)));
    expect(notice.text).toContain(ADMIN_NL);
  });

  it('does not go round in circles where the Secretariat cannot be reached either', async () => {
    world.sink.mood('reject');
    await asks();
    await eventually(async () => {
      const entries = await world.service.workplace.store.outbox();
      return entries.length === 2 && entries.every(({ state }) => state === 'given-up');
    }, 'answer and notice are given up');
    clock.ahead += DAY;
    world.sink.mood('take');
    await asks();
    await world.sink.mail(() => true);
    expect(await world.service.workplace.store.outbox()).toHaveLength(3);
  });
});
