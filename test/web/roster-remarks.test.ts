import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY } from '../../src/core/instant.ts';
import { NOTHING } from '../../src/plan/plan-parts.ts';
import { ADMIN_NL, ANNA, BEN, subscribe } from '../e2e/invented-people.ts';
import { email } from '../support/plans.ts';
import { type DeskWorld, startDeskWorld } from './desk-world.ts';

let world: DeskWorld;
beforeAll(async () => {
  world = await startDeskWorld();
  await world.play({ from: ADMIN_NL, text: subscribe('nl', ANNA, BEN) });
});
afterAll(() => world.close());

test('the roster pages tell which entries are stale, and where mail comes back', async () => {
  const { store, clock } = world.service.workplace;
  const kim = await world.addPerson('kim@tld-ops.example', 'Kim', 'reviewer');
  const calm = await world.signedIn(kim);
  for (const path of ['/roster', '/roster/nl']) expect((await calm.get(path)).text).not.toContain('class="remark"');

  world.pass(200 * DAY);
  const ref = await store.nextReference(clock());
  const health = {
    address: email('ben.bakker@nic.example'),
    bounces: 2,
    lastAt: clock(),
    status: '5.1.1',
    reason: 'no such user',
    failingSince: clock(),
    probedAt: null,
    brokenSince: null,
    askedAt: null,
  };
  await store.commit({
    ...NOTHING,
    ref,
    at: clock(),
    mail: null,
    audit: [{ kind: 'mail-returned', tld: null, actor: 'system', details: {} }],
    addressHealth: [{ address: health.address, before: null, after: health }],
  });
  const browser = await world.signedIn(kim);
  const list = await browser.get('/roster');
  expect(list.text).toContain('2 of which somebody should look at');
  expect(list.text).toContain('<span class="remark">stale</span>');
  expect(list.text).toContain('<span class="remark">stale, mail comes back</span>');
  expect((await browser.get('/roster?q=comes+back')).text).toContain('1 entry found');
  const page = await browser.get('/roster/nl');
  expect(page.text.match(/stale: not confirmed for too long/gu)).toHaveLength(2);
  expect(page.text).toMatch(
    /mail to ben\.bakker@nic\.example comes back since [0-9-]+ \(2 times, last [0-9-]+, 5\.1\.1\)/u,
  );
});
