import { describe, expect, it } from 'vitest';
import { addressKey } from '../../src/core/email-address.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../src/core/instant.ts';
import { rosterOf, type World } from '../../src/core/world.ts';
import type { Store } from '../../src/store/port.ts';
import {
  ADMIN,
  BR,
  changed,
  changePlan,
  firstContacts,
  JANE,
  jane,
  john,
  later,
  mailPlan,
  NL,
  NOON,
  outgoing,
  plan,
  ref,
} from '../support/plans.ts';
import { storeAt, temporaryFile } from './temporary-store.ts';

const worldOf = (store: Store, now: Instant = NOON): Promise<World> =>
  store.world({ from: null, tokenHashes: [], deferralKey: null }, now);
const answer = (to = ADMIN) => outgoing({ to, kind: 'answer' });
const isIterable = (value: unknown): value is Iterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.iterator in value;
/** Its maps as lists, whatever they are made of. */
const plainWorld = (world: World): unknown =>
  Object.entries(world).map(([name, value]: [string, unknown]) => [
    name,
    isIterable(value) ? [...value].map((entry) => JSON.stringify(entry)).toSorted() : value,
  ]);
const answersOf = ({ answersToday }: World): unknown[] => [...answersToday];

describe('what a store remembers between two looks at the world', () => {
  it('is not changed in the hands of those who looked before', async () => {
    const store = storeAt(temporaryFile());
    await store.commit(changePlan(1, firstContacts(NL, john()), { outgoing: [answer()] }));
    const before = await worldOf(store);
    const plan2 = changePlan(2, changed(rosterOf(before, NL), john(), jane()), { outgoing: [answer(), answer(JANE)] });
    await store.commit({ ...plan2, provedAddresses: [JANE] });
    const after = await worldOf(store);
    expect(rosterOf(before, NL).contacts).toEqual([john()]);
    expect(rosterOf(after, NL).contacts).toEqual([john(), jane()]);
    expect([before, after].map(({ changesToday }) => changesToday.get(NL))).toEqual([1, 2]);
    expect([before, after].map(({ provedAddresses }) => provedAddresses.has(addressKey(JANE)))).toEqual([false, true]);
    expect(answersOf(before)).toEqual([[addressKey(ADMIN), 1]]);
    expect(answersOf(after)).toHaveLength(2);
  });

  it('does not count what a clock wrote that was ahead, until it is time', async () => {
    const file = temporaryFile();
    const store = storeAt(file);
    const future = later(400 * DAY);
    await worldOf(store, future);
    const plan1 = changePlan(1, firstContacts(NL, john()), { at: future, outgoing: [answer(), answer()] });
    await store.commit({ ...plan1, badTokenFrom: ADMIN });
    const query = { from: ADMIN, tokenHashes: [], deferralKey: null };
    const counts = async (from: Store, now: Instant): Promise<readonly unknown[]> => {
      const world = await from.world(query, now);
      return [
        world.changesToday.get(NL) ?? 0,
        world.answersToday.get(addressKey(ADMIN)) ?? 0,
        world.mailsThisHour,
        world.badTokens,
      ];
    };
    expect(await counts(store, future)).toEqual([1, 2, 2, 1]);
    for (const now of [NOON, later(DAY)]) {
      expect(await counts(store, now)).toEqual([0, 0, 0, 0]);
      expect(await counts(storeAt(file), now)).toEqual([0, 0, 0, 0]);
    }
    expect(await counts(store, later(400 * DAY + MINUTE))).toEqual([1, 2, 2, 1]);
  });

  it('is what a store that was opened just now reads', async () => {
    const file = temporaryFile();
    const store = storeAt(file);
    for (const [number, at] of [0, 1, 2, 30, 26, 50].entries()) {
      await worldOf(store, later(at * HOUR));
      const mail = mailPlan(number + 1, { at: later(at * HOUR), outgoing: [answer(), outgoing({ unproved: true })] });
      await store.commit(mail);
    }
    await store.commit(changePlan(7, firstContacts(BR, jane()), { at: later(50 * HOUR) }));
    for (const now of [51, 25, 26.5, 54, 0, 90].map((hours) => later(hours * HOUR))) {
      expect(plainWorld(await worldOf(store, now))).toEqual(plainWorld(await worldOf(storeAt(file), now)));
    }
    expect((await worldOf(store, later(50 * HOUR + MINUTE))).mailsThisHour).toBe(2);
  });

  it('is not what was undone', async () => {
    const store = storeAt(temporaryFile());
    await store.commit(changePlan(1, firstContacts(NL, john()), { outgoing: [answer()] }));
    await worldOf(store);
    const broken = { ...jane(), name: '' };
    const failing = store.commit(changePlan(2, firstContacts(BR, broken), { outgoing: [answer()] }));
    await expect(failing).rejects.toThrow('CHECK constraint failed');
    const world = await worldOf(store);
    expect([...world.rosters.keys()]).toEqual([NL]);
    expect(answersOf(world)).toEqual([[addressKey(ADMIN), 1]]);
  });
});

describe('a store that is closed at once', () => {
  it('has remembered that a mail was sent, though nobody waited for it', async () => {
    const file = temporaryFile();
    const store = storeAt(file);
    await store.commit(plan({ ref: ref(1), outgoing: [outgoing()] }));
    await store.nextToSend(NOON, later(DAY), 1);
    const marked = store.markSent('2026-000001-1', later(1), '250 taken');
    await store.close();
    await marked;
    expect(await storeAt(file).outboxWaiting()).toEqual([]);
  });
});
