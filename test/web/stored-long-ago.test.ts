import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ADMIN_NL, ANNA, BEN, subscribe } from '../e2e/invented-people.ts';
import { rawConnection } from '../store/temporary-store.ts';
import { NL } from '../support/plans.ts';
import { type DeskWorld, startDeskWorld } from './desk-world.ts';
import type { Visitor } from './visitor.ts';

let world: DeskWorld;
let browser: Visitor;
beforeAll(async () => {
  world = await startDeskWorld();
  browser = await world.signedIn(await world.addPerson('kim@tld-ops.example', 'Kim', 'reviewer'));
});
afterAll(() => world.close());

/** Writes a stored request as the first version wrote it: nothing was known of lines of fields and of quoted answers. */
function asWrittenAtFirst(ref: string): void {
  const file = join(world.service.workplace.settings.dataDir, 'tldops.sqlite');
  const database = rawConnection(file);
  const { request } = database
    .prepare<[string], { request: string }>('select request from mail where ref = ?')
    .get(ref) ?? {
    request: '',
  };
  const older = request
    .replaceAll(/"lines":\{[^}]*\},/gu, '')
    .replace(/,"filledIn":\[\]/u, ',"quotedReferences":[]')
    .replace(
      '"doubts":[]',
      '"doubts":[{"code":"lossy-text","line":1,"detail":""},{"code":"reading","line":0,"detail":""}]',
    );
  for (const gone of ['"lines"', '"filledIn"', '"doubts":[]']) expect(older).not.toContain(gone);
  database.prepare('update mail set request = ? where ref = ?').run(older, ref);
}

test('a case of a mail that an older version stored can be seen, corrected and decided', async () => {
  const ref = await world.held({
    from: 'colleague@unproved.example',
    cc: ADMIN_NL,
    signed: false,
    text: subscribe('nl', ANNA, BEN),
  });
  asWrittenAtFirst(ref);
  const page = await browser.get(`/held/${ref}`);
  expect([page.status, page.text.includes('Anna Visser')]).toEqual([200, true]);
  expect((await browser.get(`/activity/${ref}`)).status).toBe(200);
  const form = { csrf: page.hidden('csrf'), digest: page.hidden('digest'), version: page.hidden('version') };
  expect((await browser.post(`/held/${ref}/ask-admin`, form)).status).toBe(303);
  const { store } = world.service.workplace;
  expect(await store.heldCase(ref)).toMatchObject({ state: 'open', kind: 'confirm' });
  const again = await browser.get(`/held/${ref}`);
  const second = { csrf: again.hidden('csrf'), digest: again.hidden('digest'), version: again.hidden('version') };
  await browser.post(`/held/${ref}/refuse`, { ...second, reason: 'Not now.' });
  expect((await store.heldCase(ref))?.state).toBe('refused');
  expect((await store.rosters()).find(({ tld }) => tld === NL)).toBeUndefined();
});
