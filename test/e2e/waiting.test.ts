import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClock } from '../../src/threads/clock.ts';
import { type DemoWorld, startDemoWorld } from '../../src/demo/demo-world.ts';
import { DAY } from '../../src/core/instant.ts';
import { parseReference } from '../../src/core/message.ts';
import { ADMIN_NL, ANNA, BEN, ianaRecord, KIM, subscribe } from './invented-people.ts';
import { type Inbox, inboxOf, refIn, replyTo } from './inbox.ts';
import { eventually } from './deadline.ts';

let world: DemoWorld;
let inbox: Inbox;
const clocks = createClock();

beforeEach(async () => {
  clocks.ahead = 0;
  world = await startDemoWorld({
    iana: [ianaRecord('nl', ADMIN_NL)],
    domains: { 'nic.example': { dmarc: 'reject' }, 'elsewhere.example': { dmarc: 'reject' } },
    clock: clocks,
  });
  inbox = inboxOf(world.sink);
});

afterEach(() => world.close());

async function asked(): Promise<string> {
  const reply = await world.play({
    from: 'colleague@elsewhere.example',
    cc: ADMIN_NL,
    text: subscribe('nl', ANNA, BEN),
  });
  expect(reply).toMatch(/ confirm$/u);
  return refIn(reply);
}

/** Days later; the schedule looks at once when it starts. */
async function daysPass(days: number): Promise<void> {
  clocks.ahead += days * DAY;
  await world.restart();
}

async function contacts(): Promise<number> {
  return (await world.service.workplace.store.rosters()).flatMap((roster) => roster.contacts).length;
}

async function caseOf(written: string): Promise<{ readonly state: string; readonly kind: string } | null> {
  const ref = parseReference(written);
  return ref === null ? null : world.service.workplace.store.heldCase(ref);
}

describe('a confirmation that nobody answers', () => {
  it.each(['the first token', 'the second token'])(
    'is reminded of once after three days; %s still opens it',
    async (which) => {
      await asked();
      const question = await inbox.next(ADMIN_NL, 'confirm');
      await daysPass(2.9);
      await daysPass(0.2);
      const reminder = await inbox.next(ADMIN_NL, 'notice');
      expect(replyTo(reminder)).not.toBe(replyTo(question));
      expect(reminder.text).toContain('Anna Visser');
      await daysPass(0.5);
      const to = replyTo(which === 'the first token' ? question : reminder);
      expect(await world.play({ from: ADMIN_NL, to, text: 'CONFIRM' })).toMatch(/ applied$/u);
      expect(await contacts()).toBe(2);
      const other = replyTo(which === 'the first token' ? reminder : question);
      expect(await world.play({ from: ADMIN_NL, to: other, text: 'CONFIRM' })).toMatch(/ info$/u);
      const written = (await world.service.workplace.store.outbox()).filter(({ kind }) => kind === 'reminder');
      expect(written).toHaveLength(1);
    },
  );

  it('goes to the Secretariat after seven days; CONFIRM is too late then, and says so', async () => {
    const ref = await asked();
    const question = await inbox.next(ADMIN_NL, 'confirm');
    await daysPass(7.1);
    const notice = await inbox.next(KIM, 'notice');
    expect(notice.text).toContain(ref);
    expect(await caseOf(ref)).toMatchObject({ state: 'open', kind: 'hold' });
    expect(await world.play({ from: ADMIN_NL, to: replyTo(question), text: 'CONFIRM' })).toMatch(/ info$/u);
    expect((await inbox.next(ADMIN_NL, 'info')).text).toContain('time to answer is over');
    expect(await contacts()).toBe(0);
  });

  it('is too late as soon as the time is over, even before the schedule has looked', async () => {
    await asked();
    const question = await inbox.next(ADMIN_NL, 'confirm');
    clocks.ahead += 7.1 * DAY;
    expect(await world.play({ from: ADMIN_NL, to: replyTo(question), text: 'CONFIRM' })).toMatch(/ info$/u);
    expect(await contacts()).toBe(0);
  });

  it('that was handed over may be approved, or go to the Admin Contact again', async () => {
    const ref = await asked();
    await inbox.next(ADMIN_NL, 'confirm');
    await daysPass(8);
    await inbox.next(KIM, 'notice');
    const { reviewCase } = await import('../../src/review/review-case.ts');
    const { house, store, clock } = world.service.workplace;
    const known = parseReference(ref);
    if (known === null) throw new Error(ref);
    expect(await reviewCase({ house, store, clock }, known, { word: 'ask-admin' }, 'secretariat:test')).toMatchObject({
      ok: true,
    });
    const again = await inbox.next(ADMIN_NL, 'confirm');
    await daysPass(3.1);
    const reminder = await inbox.next(ADMIN_NL, 'notice');
    expect(replyTo(reminder)).not.toBe(replyTo(again));
    expect(await world.play({ from: ADMIN_NL, to: replyTo(again), text: 'CONFIRM' })).toMatch(/ applied$/u);
    expect(await contacts()).toBe(2);
  });
});

describe('time', () => {
  it('makes a dispute too late after fourteen days', async () => {
    expect(await world.play({ from: ADMIN_NL, text: subscribe('nl', ANNA, BEN) })).toMatch(/ applied$/u);
    expect(await world.play({ from: ADMIN_NL, text: 'REMOVE .nl ben.bakker@nic.example' })).toMatch(/ applied$/u);
    const parted = await eventually(
      () =>
        world.sink.mails.find(
          ({ envelope, headers }) =>
            envelope.to.includes('ben.bakker@nic.example') && headers.get('x-tldops-rules')?.includes('one-left'),
        ),
      'the farewell',
    );
    const from = 'ben.bakker@nic.example';
    await daysPass(14.1);
    expect(await world.play({ from, to: replyTo(parted), text: 'DISPUTE' })).toMatch(
      /^(?:250 2\.0\.0 \S+ refused|550 5\.7\.1 .*)$/u,
    );
    expect((await world.service.workplace.store.rosters()).map(({ frozenUntil }) => frozenUntil)).toEqual([null]);
  });

  it('makes a signed mail that is older than three days worth no more than a confirmation', async () => {
    const raw = await world.compose({ from: ADMIN_NL, text: subscribe('nl', ANNA, BEN) });
    clocks.ahead += 3.1 * DAY;
    expect(await world.play({ from: ADMIN_NL, text: '', raw: raw.toString('utf8'), signed: false })).toMatch(
      / confirm$/u,
    );
  });
});
