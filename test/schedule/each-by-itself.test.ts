import { beforeAll, beforeEach, expect, test } from 'vitest';
import { DAY, plus } from '../../src/core/instant.ts';
import type { House } from '../../src/plan/house.ts';
import { attendFrozenRosters } from '../../src/schedule/frozen-rosters.ts';
import { attendWaitingCases } from '../../src/schedule/waiting-cases.ts';
import type { Store } from '../../src/store/port.ts';
import { rawConnection, storeAt, temporaryFile } from '../store/temporary-store.ts';
import { shippedHouse } from '../support/house.ts';
import {
  BR,
  firstContacts,
  heldCase,
  jane,
  john,
  later,
  mailPlan,
  changePlan,
  NL,
  NOON,
  ref,
} from '../support/plans.ts';

let house: House;
let file = '';
let store: Store;

beforeAll(async () => {
  house = await shippedHouse();
});

beforeEach(() => {
  file = temporaryFile();
  store = storeAt(file);
});

/** What is stored of the mail is no longer what this program wrote. */
function spoil(mail: string): void {
  const raw = rawConnection(file);
  raw.prepare(`update mail set request = '{}' where ref = ?`).run(mail);
  raw.close();
}

async function met(
  attend: (onError: (where: string, error: unknown) => void) => Promise<number>,
): Promise<readonly [number, readonly string[]]> {
  const told: string[] = [];
  return [await attend((where) => told.push(where)), told];
}

test('a case that meets a bug keeps no other from its turn', async () => {
  for (const number of [1, 2, 3]) {
    await store.commit(mailPlan(number, { cases: [heldCase({ ref: ref(number), kind: 'hold', tlds: [NL] })] }));
  }
  spoil(ref(2));
  const now = plus(NOON, 31 * DAY);
  expect(await met((onError) => attendWaitingCases(house, store, now, onError))).toEqual([2, [`case ${ref(2)}`]]);
  expect((await store.heldCases()).map(({ state }) => state)).toEqual(['expired', 'open', 'expired']);
});

test('a frozen roster that meets a bug keeps no other from its turn', async () => {
  await store.commit(changePlan(1, firstContacts(BR, john())));
  await store.commit(changePlan(2, firstContacts(NL, jane())));
  for (const [number, label] of [
    [3, BR],
    [4, NL],
  ] as const) {
    const held = heldCase({ ref: ref(number), kind: 'hold', tlds: [label], commands: ['DISPUTE'] });
    await store.commit(mailPlan(number, { cases: [held], freezes: [{ tld: label, before: null, until: later(DAY) }] }));
  }
  spoil(ref(3));
  const now = plus(NOON, 2 * DAY);
  const [ended, told] = await met((onError) => attendFrozenRosters(house, store, now, onError));
  expect([ended, told]).toEqual([1, ['frozen roster .br']]);
});
