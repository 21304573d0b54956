import { beforeAll, expect, test } from 'vitest';
import { observed } from '../../src/core/iana-step.ts';
import { DAY } from '../../src/core/instant.ts';
import type { Redelegation } from '../../src/core/redelegation.ts';
import { NO_MAIL, rosterOf } from '../../src/core/world.ts';
import type { House } from '../../src/plan/house.ts';
import { planIanaChanges } from '../../src/plan/iana-changes.ts';
import { shippedHouse } from '../security/bench.ts';
import { storeAt, temporaryFile } from './temporary-store.ts';
import { observe } from '../support/iana.ts';
import {
  changed,
  changePlan,
  email,
  firstContacts,
  jane,
  john,
  later,
  NL,
  NOON,
  observation,
  plan,
  ref,
} from '../support/plans.ts';

// What a decision was judged on may have moved on when it is stored.

let house: House;
beforeAll(async () => {
  house = await shippedHouse();
});
const MOVED = { adminEmail: email('new@other.example'), manager: 'Another registry' };

async function place() {
  const store = storeAt(temporaryFile());
  await store.commit(changePlan(1, firstContacts(NL, john())));
  await observe(store, [observation()], NOON);
  const look = async (n: number, now = later(DAY)) => {
    const world = await store.world(NO_MAIL, now);
    const step = observed(
      world.iana.get(NL) ?? null,
      { ...observation(), ...MOVED, asOf: now },
      { now, configured: 'rdap', established: true },
    );
    return { steps: [step], plan: planIanaChanges(house, world, ref(n), [step], []), round: null, at: now };
  };
  return { store, look };
}

test('a change on the word of the Admin Contact of before is stale once IANA names another', async () => {
  const { store, look } = await place();
  const then = (await store.world(NO_MAIL, NOON)).iana.get(NL) ?? null;
  const judged = rosterOf(await store.world(NO_MAIL, later(DAY)), NL);
  expect(await store.observeIana(await look(2))).toEqual({ outcome: 'committed' });
  expect(
    await store.commit(changePlan(3, changed(judged, john(), jane()), { ianaSeen: [{ tld: NL, before: then }] })),
  ).toEqual({ outcome: 'stale' });
});

test('a redelegation marks whoever is on the list when it is stored', async () => {
  const { store, look } = await place();
  const judged = rosterOf(await store.world(NO_MAIL, later(DAY)), NL);
  const taking = await look(2);
  await store.commit(changePlan(3, changed(judged, john(), jane())));
  expect(await store.observeIana(taking)).toEqual({ outcome: 'stale' });
  expect(await store.observeIana(await look(4))).toEqual({ outcome: 'committed' });
  const open = (await store.world(NO_MAIL, later(DAY))).redelegations.get(NL);
  expect(open?.unconfirmed).toEqual([john().email, jane().email]);
});

test('the schedule takes no redelegation up again that moved on, or was settled, since it looked', async () => {
  const { store, look } = await place();
  await store.observeIana(await look(2));
  const seen = (await store.world(NO_MAIL, later(DAY))).redelegations.get(NL) ?? null;
  if (seen === null) throw new Error('no redelegation is open');
  const reminded = { ...seen, askedAt: later(8 * DAY) };
  const settled = { ...reminded, unconfirmed: [], settledAt: later(9 * DAY) };
  const step = (n: number, before: Redelegation | null, after: Redelegation) =>
    store.commit(plan({ ref: ref(n), redelegations: [{ before, after }] }));
  expect(await Promise.all([step(3, seen, reminded), step(4, seen, { ...seen, reminders: 1 })])).toEqual([
    { outcome: 'committed' },
    { outcome: 'stale' },
  ]);
  expect(await step(5, reminded, settled)).toEqual({ outcome: 'committed' });
  expect(await step(6, reminded, { ...reminded, reminders: 1 })).toEqual({ outcome: 'stale' });
  expect((await store.world(NO_MAIL, later(9 * DAY))).redelegations.get(NL)).toBeUndefined();
  expect(await step(7, null, { ...seen, seenAt: later(20 * DAY) })).toEqual({ outcome: 'committed' });
});
