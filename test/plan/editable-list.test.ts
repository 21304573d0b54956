import { beforeAll, expect, test } from 'vitest';
import type { World } from '../../src/core/world.ts';
import type { House } from '../../src/plan/house.ts';
import type { MailOutcome } from '../../src/plan/plan-mail.ts';
import { attack, roster, SECRETS, shippedHouse, world } from '../security/bench.ts';
import { ADMIN, NL, ref, SECRETARIAT } from '../support/plans.ts';

let house: House;
let plain: World;

const { john, jane } = SECRETS;

beforeAll(async () => {
  house = await shippedHouse();
  plain = world(house, [roster(NL, [john, jane])]);
});

const fromAdmin = (text: string): MailOutcome => attack(house, plain, { from: ADMIN, proof: 'signed', text });

function block({ plan }: MailOutcome): string {
  const text = plan.outgoing.find(({ to }) => to === ADMIN)?.text ?? '';
  return /^CONTACTS .*?(?=^-- $)/msu.exec(text)?.[0] ?? '';
}

test('the list in an answer after which nothing is different can be edited and sent back as the one that counts', () => {
  const again = fromAdmin(block(fromAdmin('STATUS .nl')));
  expect(again.answer.text).toBe(`${ref(7)} applied`);
  expect(block(again)).toContain(`Version of this list: ${String(plain.rosters.get(NL)?.revision)}\n`);

  const edited = block(again).replace(jane.email, 'jane.new@nic.nl');
  expect(fromAdmin(edited).answer.text).toBe(`${ref(7)} applied`);
});

test('the Secretariat has no entry to update, and what it sends waits at the desk', () => {
  const { plan } = attack(house, plain, { from: SECRETARIAT, proof: 'signed', text: 'STATUS .nl' });
  const [{ text } = { text: '' }] = plan.outgoing.filter(({ to }) => to === SECRETARIAT);
  expect(text).toMatch(/it\s+waits\s+for\s+a\s+decision\s+at\s+the\s+review\s+desk/u);
  expect(text).not.toContain('your own entry');
});
