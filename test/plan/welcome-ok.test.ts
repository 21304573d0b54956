import { beforeAll, expect, test } from 'vitest';
import type { World } from '../../src/core/world.ts';
import type { House } from '../../src/plan/house.ts';
import { attack, roster, SECRETS, shippedHouse, world } from '../security/bench.ts';
import { ADMIN, NL } from '../support/plans.ts';

let house: House;
let plain: World;

const { john, jane } = SECRETS;

beforeAll(async () => {
  house = await shippedHouse();
  plain = world(house, [roster(NL, [john, jane])]);
});

test.each([
  ['a contact', jane.email, 'Thank you. This address works.'],
  ['an Admin Contact, who gets no list', ADMIN, 'We could not find a request in your mail.'],
])('OK in a new mail, to no mail of ours: %s', (_who, from, first) => {
  const { plan } = attack(house, plain, { from, proof: 'signed', text: 'OK' });
  expect(plan.outgoing.map(({ to }) => to)).toEqual([from]);
  expect(plan.outgoing[0]?.text).toContain(first);
});
