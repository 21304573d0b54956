import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Reference } from '../../src/core/message.ts';
import { NOTHING } from '../../src/plan/plan-parts.ts';
import { attendAddressHealth } from '../../src/schedule/address-health.ts';
import { ADMIN_NL, ANNA, BEN, KIM, subscribe } from '../e2e/invented-people.ts';
import { email } from '../support/plans.ts';
import { thrown } from '../support/thrown.ts';
import { type DeskWorld, type Person, startDeskWorld } from './desk-world.ts';
import type { Seen, Visitor } from './visitor.ts';

const ADDRESS = email('ben.bakker@nic.example');

let world: DeskWorld;
let kim: Person;
let reader: Person;

beforeAll(async () => {
  world = await startDeskWorld();
  kim = await world.addPerson(KIM, 'Kim', 'reviewer');
  reader = await world.addPerson('rita@tld-ops.example', 'Rita', 'reader');
  await world.play({ from: ADMIN_NL, text: subscribe('nl', ANNA, BEN) });
});
afterAll(() => world.close());

/** Mail to the address came back as often as it takes; the Secretariat has the case. */
async function opened(): Promise<Reference> {
  const { store, clock, house } = world.service.workplace;
  const at = clock();
  const health = {
    address: ADDRESS,
    bounces: 2,
    lastAt: at,
    status: '5.1.1',
    reason: 'no such user <b>',
    failingSince: at,
    probedAt: at,
    brokenSince: at,
    askedAt: at,
  };
  const ref = await store.nextReference(at);
  const moved = [{ address: ADDRESS, before: null, after: health }];
  await store.commit({ ...NOTHING, ref, at, mail: null, addressHealth: moved });
  await attendAddressHealth(house, store, at, thrown);
  const open = (await store.addressCases()).find(({ state }) => state === 'open');
  if (open === undefined) throw new Error('no case');
  return open.ref;
}

const post = (browser: Visitor, page: Seen, ref: Reference, action: string, fields: Record<string, string> = {}) => {
  const form = { csrf: page.hidden('csrf'), digest: page.hidden('digest'), version: page.hidden('version') };
  return browser.post(`/held/${ref}/${action}`, { ...form, ...fields });
};

test('an address that does not work is a case at the desk, and ends by one of two decisions', async () => {
  const { store } = world.service.workplace;
  const ref = await opened();
  const browser = await world.signedIn(kim);
  expect((await browser.get('/held')).text).toContain(`href="/held/${ref}"`);
  expect((await browser.get('/roster/nl')).text).toContain(`<a href="/held/${ref}">${ref}</a> address`);
  const page = await browser.get(`/held/${ref}`);
  expect(page.text).toContain('Ben Bakker');
  expect(page.text).toContain('no such user &lt;b&gt;');
  expect((await post(browser, page, ref, 'assign')).status).toBe(303);
  expect((await post(browser, page, ref, 'note', { note: 'Rang twice.' })).status).toBe(303);
  expect((await post(browser, page, ref, 'refuse', { reason: ' ' })).status).toBe(400);
  expect((await post(browser, page, ref, 'refuse', { reason: 'He is back.' })).status).toBe(303);
  const ended = await browser.get(`/held/${ref}`);
  for (const words of ['Rang twice.', 'He is back.', '<strong>refused</strong>']) expect(ended.text).toContain(words);
  expect((await post(browser, page, ref, 'approve')).status).toBe(409);
  expect(await store.addressCase(ref)).toMatchObject({ state: 'refused' });
  expect((await browser.get('/roster')).text).not.toContain('does not work');

  const again = await opened();
  const read = await (await world.signedIn(reader)).get(`/held/${again}`);
  expect(read.text).toContain('Readers see everything and decide nothing.');
  expect((await post(browser, await browser.get(`/held/${again}`), again, 'approve')).status).toBe(303);
  expect(await store.addressCase(again)).toMatchObject({ state: 'approved' });
  expect((await browser.get('/roster')).text).toContain('does not work');
});
