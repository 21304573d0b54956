import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY } from '../../src/core/instant.ts';
import { ADMIN_NL, ANNA, BEN, subscribe } from '../e2e/invented-people.ts';
import { type DeskWorld, type Person, startDeskWorld } from './desk-world.ts';
import { type Visitor, visitor } from './visitor.ts';

let world: DeskWorld;
let kim: Person;
let browser: Visitor;
beforeAll(async () => {
  world = await startDeskWorld();
  await world.play({ from: ADMIN_NL, text: subscribe('nl', ANNA, BEN) });
  kim = await world.addPerson('kim@tld-ops.example', 'Kim Secretary', 'reader');
  browser = await world.signedIn(kim);
});
afterAll(() => world.close());

test('the statistics show members by region and kind, contacts, the ccNSO, movement and who is missing', async () => {
  const { text } = await browser.get('/stats');
  expect(text).toMatch(/<th scope="row">ASCII<\/th><td>1<\/td>/u);
  expect(text).toMatch(/<th scope="row">EU<\/th><td>1<\/td>/u);
  expect(text).toMatch(/<th scope="row">2<\/th><td>1<\/td>/u);
  expect(text).toContain('ccNSO');
  expect(text).toContain('Joined: Netherlands (.nl)');
  expect(text).toContain('<a href="/roster/br"><bdi>.br</bdi></a> Brazil');
  expect(text).not.toContain('<a href="/roster/nl">');
});

test('what happened is told since the day that was asked for', async () => {
  world.pass(2 * DAY);
  browser = await world.signedIn(kim);
  const today = world.service.workplace.clock().slice(0, 10);
  expect((await browser.get(`/stats?since=${today}`)).text).toContain('Joined: none');
  for (const since of ['yesterday', '2999-01-01', '"><b>']) {
    const { status, text } = await browser.get(`/stats?since=${encodeURIComponent(since)}`);
    expect([status, text.includes('Joined: Netherlands (.nl)'), text.includes('"><b>')]).toEqual([200, true, false]);
  }
});

test.each(['coverage', 'growth', 'contacts', 'ccnso'])(
  'the chart %s is a drawing that needs nothing else',
  async (name) => {
    const { status, headers, text } = await browser.get(`/stats/${name}.svg`);
    expect([status, headers.get('content-type')]).toEqual([200, 'image/svg+xml; charset=utf-8']);
    expect(text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^>]*role="img"/u);
    expect(text.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/<script|style|href|class=|https?:/u);
    expect((await visitor(world.service.web).get(`/stats/${name}.svg`)).status).toBe(303);
  },
);

test('no other chart is drawn', async () => {
  expect((await browser.get('/stats/names.svg')).status).toBe(404);
});
