import { beforeAll, expect, test } from 'vitest';
import type { IanaNews } from '../../src/core/iana-step.ts';
import { DAY } from '../../src/core/instant.ts';
import type { Redelegation } from '../../src/core/redelegation.ts';
import { rosterOf, type World } from '../../src/core/world.ts';
import type { House } from '../../src/plan/house.ts';
import { planRedelegation, redelegationsSeen, redelegationsSpokenOf } from '../../src/plan/redelegation.ts';
import { iana, roster, shippedHouse, world } from '../security/bench.ts';
import { ADMIN, JANE, jane, JOHN, john, later, NL, ref, SECRETARIAT } from '../support/plans.ts';

let house: House;
beforeAll(async () => {
  house = await shippedHouse();
});

const PEOPLE = [john(), jane()];
const SEEN: Redelegation = {
  tld: NL,
  seenAt: later(0),
  managerBefore: 'Old',
  managerAfter: 'New',
  unconfirmed: [JOHN, JANE],
  askedAt: null,
  reminders: 0,
  settledAt: null,
};

function at(days: number, people: Parameters<typeof roster>[1] = PEOPLE, details: Partial<World> = {}): World {
  return world(house, [roster(NL, people)], { now: later(days * DAY), ...details });
}

/** Lets the days pass and tells who is written to on which. */
function passing(days: number): readonly (readonly [number, readonly string[]])[] {
  const told: [number, readonly string[]][] = [];
  let redelegation = SEEN;
  for (let day = 0; day <= days; day += 1) {
    const plan = planRedelegation(house, at(day), ref(1), redelegation);
    if (plan === null) continue;
    told.push([day, plan.outgoing.map(({ to }) => to)]);
    redelegation = plan.redelegations[0]?.after ?? redelegation;
  }
  return told;
}

test('the Admin Contact is asked after the hold, reminded after 7, 21 and 45 days; then the Secretariat is told', () => {
  expect(passing(200)).toEqual([
    [7, [ADMIN]],
    [14, [ADMIN]],
    [28, [ADMIN]],
    [52, [ADMIN]],
    [66, [SECRETARIAT]],
  ]);
});

test('nobody is asked while the address of the Admin Contact is held', () => {
  const moved = new Map([[NL, iana(NL, ADMIN, { changedAt: later(5 * DAY) })]]);
  expect(planRedelegation(house, at(8, PEOPLE, { iana: moved }), ref(1), SEEN)).toBeNull();
  expect(planRedelegation(house, at(12, PEOPLE, { iana: moved }), ref(1), SEEN)?.outgoing).toHaveLength(1);
});

test('it is settled without a mail when all who were meant are gone', () => {
  const plan = planRedelegation(house, at(3, [john({ email: ADMIN })]), ref(1), SEEN);
  expect(plan).toMatchObject({
    outgoing: [],
    redelegations: [{ before: SEEN, after: { settledAt: later(3 * DAY), unconfirmed: [] } }],
  });
});

test('another manager marks those who are on the list, and nobody where nobody is', () => {
  const before = iana(NL, ADMIN, { manager: 'Old' });
  const news: readonly IanaNews[] = [{ kind: 'manager', tld: NL, before, after: { ...before, manager: 'New' } }];
  const { revision } = rosterOf(at(0), NL);
  const begun = (replaced: Redelegation | null) => ({
    redelegations: [{ before: replaced, after: SEEN }],
    rostersSeen: [{ tld: NL, revision }],
  });
  expect(redelegationsSeen(at(0), news)).toEqual(begun(null));
  const open = { ...SEEN, managerBefore: 'Oldest', reminders: 2 };
  expect(redelegationsSeen(at(0, PEOPLE, { redelegations: new Map([[NL, open]]) }), news)).toEqual(begun(open));
  expect(redelegationsSeen(at(0, []), news)).toEqual({ redelegations: [], rostersSeen: [{ tld: NL, revision }] });
});

test.each([
  ['both are stated again', [john({ confirmedAt: later(DAY) }), jane({ confirmedAt: later(DAY) })], []],
  ['one is stated again', [john({ confirmedAt: later(DAY) }), jane()], [JANE]],
  ['one is replaced', [john({ email: ADMIN, since: later(DAY), confirmedAt: later(DAY) }), jane()], [JANE]],
  ['one is taken off', [jane()], [JANE]],
])('where %s, the others still wait', (_what, after, unconfirmed) => {
  const open = { redelegations: new Map([[NL, SEEN]]) };
  const change = { tld: NL, revision: 3, before: PEOPLE, after };
  expect(redelegationsSpokenOf(at(1, PEOPLE, open), [change])).toMatchObject({
    redelegations: [{ before: SEEN, after: { unconfirmed, settledAt: unconfirmed.length === 0 ? later(DAY) : null } }],
  });
});
