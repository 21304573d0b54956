import { connect } from 'node:net';
import { text as wholeText } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/core/instant.ts';
import { email } from '../support/plans.ts';
import { type DeskWorld, PASSWORD, type Person, signIn, startDeskWorld } from './desk-world.ts';
import { visitor } from './visitor.ts';

const COOKIE = /^__Host-tldops=([\w-]{43}); /u;

let world: DeskWorld;
let kim: Person;
beforeAll(async () => {
  world = await startDeskWorld();
  kim = await world.addPerson('kim@tld-ops.example', 'Kim Secretary', 'reviewer');
});
afterAll(() => world.close());
// What was tried too often is forgotten after a quarter of an hour.
beforeEach(() => world.pass(16 * MINUTE));

const stranger = () => visitor(world.service.web);

describe('signing in', () => {
  test('needs address, password and code, and leads to what waits', async () => {
    const browser = stranger();
    const turnedAway = await browser.get('/held');
    expect([turnedAway.status, turnedAway.location]).toEqual([303, '/login?next=%2Fheld']);
    const form = await browser.get('/login');
    for (const name of ['email', 'password', 'code']) expect(form.text).toContain(`name="${name}"`);
    const seen = await signIn(browser, kim);
    expect([seen.status, seen.location]).toEqual([303, '/held']);
    expect((await browser.get('/held')).text).toContain('Kim Secretary');
  });

  test('sets a cookie that no neighbour and no script can touch', async () => {
    const [cookie = ''] = (await signIn(stranger(), kim)).headers.getSetCookie();
    expect(cookie).toMatch(COOKIE);
    for (const attribute of ['Path=/', 'Secure', 'HttpOnly', 'SameSite=Strict']) expect(cookie).toContain(attribute);
    expect(cookie).not.toMatch(/domain/iu);
  });

  test('says the same of a wrong password, a wrong code and a person whom nobody knows', async () => {
    const attempts = [
      { email: kim.email, password: 'another password', code: kim.code() },
      { email: kim.email, password: PASSWORD, code: '000000' },
      { email: 'nobody@tld-ops.example', password: PASSWORD, code: '123456' },
      { email: 'no address', password: '', code: '' },
    ];
    const pages = [];
    for (const attempt of attempts) pages.push(await stranger().post('/login', attempt));
    expect(pages.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    expect(new Set(pages.map(({ text }) => text.replaceAll(/value="[^"]*"/gu, ''))).size).toBe(1);
    expect(pages.flatMap(({ headers }) => headers.getSetCookie())).toEqual([]);
  });

  test('takes each code once, and the code of 30 seconds ago, but not that of a minute ago', async () => {
    const code = kim.code();
    const form = { email: kim.email, password: PASSWORD, code };
    world.pass(30_000);
    expect((await stranger().post('/login', form)).status).toBe(303);
    expect((await stranger().post('/login', form)).status).toBe(401);
    const late = kim.code();
    world.pass(61_000);
    expect((await stranger().post('/login', { ...form, code: late })).status).toBe(401);
  });

  test('marks the browser, which strangers then cannot lock out, and lets nobody in with the mark alone', async () => {
    const browser = await world.signedIn(kim);
    const mark = /__Host-tldops-browser=[^;]*/u.exec(browser.cookies())?.[0] ?? 'no mark';
    expect((await stranger().get('/held', { Cookie: mark })).status).toBe(303);
    const wrong = { email: kim.email, password: 'guess', code: '000000' };
    for (let tries = 0; tries < 5; tries += 1) await stranger().post('/login', wrong);
    expect((await signIn(stranger(), kim)).status).toBe(429);
    expect((await signIn(browser, kim)).status).toBe(303);
  });

  test('is put off after five wrong tries, also with the right password, and for that person alone', async () => {
    const wrong = { email: kim.email, password: 'guess', code: '000000' };
    for (let tries = 0; tries < 5; tries += 1) expect((await stranger().post('/login', wrong)).status).toBe(401);
    const putOff = await signIn(stranger(), kim);
    expect([putOff.status, putOff.headers.get('retry-after')]).toEqual([429, '900']);
    const lee = await world.addPerson('lee@tld-ops.example', 'Lee', 'reader');
    expect((await signIn(stranger(), lee)).status).toBe(303);
    world.pass(16 * MINUTE);
    expect((await signIn(stranger(), kim)).status).toBe(303);
  });

  test('never adopts a session that the browser brought along', async () => {
    const planted = 'A'.repeat(43);
    const browser = visitor(world.service.web, new Map([['__Host-tldops', planted]]));
    await signIn(browser, kim);
    expect(browser.cookies()).not.toContain(planted);
    const other = visitor(world.service.web, new Map([['__Host-tldops', planted]]));
    expect((await other.get('/held')).status).toBe(303);
  });

  test('ends the session that this browser had before', async () => {
    const browser = await world.signedIn(kim);
    const before = browser.cookies();
    await signIn(browser, kim);
    expect(browser.cookies()).not.toBe(before);
    expect((await stranger().get('/held', { Cookie: before })).status).toBe(303);
  });

  test.each([
    ['https://evil.example/', '/held'],
    ['//evil.example', '/held'],
    ['/\\evil.example', '/held'],
    ['/held/../..//evil.example', '/held'],
    ['/held@evil.example', '/held'],
    ['/roster/nl', '/roster/nl'],
    ['/held/2026-000001', '/held/2026-000001'],
    ['/roster/..', '/held'],
    ['/roster/.nl', '/roster/.nl'],
    ['/roster/рф', '/roster/%D1%80%D1%84'],
  ])('asked to go to %s afterwards it goes to %s', async (next, where) => {
    const form = await stranger().get(`/login?next=${encodeURIComponent(next)}`);
    expect(form.hidden('next')).toBe(next === decodeURI(where) ? next : '');
    expect((await signIn(stranger(), kim, { next })).location).toBe(where);
  });
});

test('a page that was asked for by a name outside ASCII comes after the sign-in', async () => {
  const browser = stranger();
  const { location } = await browser.get('/roster/рф');
  expect(location).toBe(`/login?next=${encodeURIComponent('/roster/рф')}`);
  const next = (await browser.get(location ?? '')).hidden('next');
  const { location: afterwards } = await signIn(browser, kim, { next });
  expect((await browser.get(afterwards ?? '')).location).toBe('/roster/xn--p1ai');
});

test.each(['NL', '.nl', '.NL', 'nl.'])('the desk finds a ccTLD that is written %s', async (written) => {
  const browser = await world.signedIn(kim);
  expect(await browser.get(`/roster/${written}`)).toMatchObject({ status: 303, location: '/roster/nl' });
  expect((await browser.get('/roster/zz')).status).toBe(404);
});

test.each([
  ['PUT', '/login', 405, 'GET, HEAD, POST'],
  ['PUT', '/held', 405, 'GET, HEAD'],
  ['DELETE', '/roster/nl', 405, 'GET, HEAD'],
  ['PUT', '/held/2026-000001/approve', 405, 'POST'],
  ['DELETE', '/logout', 405, 'POST'],
  ['POST', '/roster', 405, 'GET, HEAD'],
  ['DELETE', '/nothing-here', 405, 'GET, HEAD'],
  ['POST', '/held/2026-000001/approve', 303, null],
])('%s %s of a stranger is answered with %d', async (method, path, status, allow) => {
  const body = method === 'POST' ? new URLSearchParams({ a: 'b' }) : null;
  const response = await fetch(`http://${world.service.web}${path}`, { method, body, redirect: 'manual' });
  expect([response.status, response.headers.get('allow')]).toEqual([status, allow]);
});

describe('a session', () => {
  test('ends after half an hour without a click, and after twelve hours in any case', async () => {
    const browser = await world.signedIn(kim);
    for (let hours = 0; hours < 11.5; hours += 0.4) {
      world.pass(0.4 * HOUR);
      expect((await browser.get('/held')).status).toBe(200);
    }
    world.pass(0.4 * HOUR);
    expect((await browser.get('/held')).status).toBe(303);

    const idle = await world.signedIn(kim);
    world.pass(31 * MINUTE);
    expect((await idle.get('/held')).status).toBe(303);
    world.pass(-31 * MINUTE);
    expect((await idle.get('/held')).status).toBe(303);
  });

  test('ends with the button, for which a link is not enough', async () => {
    const browser = await world.signedIn(kim);
    const kept = browser.cookies();
    expect((await browser.get('/logout')).status).toBe(404);
    expect((await browser.post('/logout', { csrf: 'x' })).status).toBe(403);
    const page = await browser.get('/held');
    expect((await browser.post('/logout', { csrf: page.hidden('csrf') })).location).toBe('/login');
    expect(browser.cookies()).not.toMatch(/__Host-tldops=/u);
    expect((await stranger().get('/held', { Cookie: kept })).status).toBe(303);
  });

  test('ends at once when the person is disabled, who cannot sign in again', async () => {
    const max = await world.addPerson('max@tld-ops.example', 'Max', 'reviewer');
    const browser = await world.signedIn(max);
    const { store, clock } = world.service.workplace;
    expect(await store.desk.disableUser(email(max.email), clock(), 'secretariat:test')).toBe(true);
    expect((await browser.get('/held')).status).toBe(303);
    expect((await signIn(stranger(), max)).status).toBe(401);
  });

  test('is known to the database by a hash only', async () => {
    const browser = await world.signedIn(kim);
    const token = /__Host-tldops=([\w-]{43})/u.exec(browser.cookies())?.[1] ?? 'no cookie';
    const { readFile } = await import('node:fs/promises');
    const files = ['tldops.sqlite', 'tldops.sqlite-wal'].map((name) =>
      readFile(`${world.service.workplace.settings.dataDir}/${name}`),
    );
    const octets = Buffer.concat(await Promise.all(files));
    expect(octets.includes('desk_session')).toBe(true);
    for (const secret of [token, PASSWORD]) expect(octets.includes(secret)).toBe(false);
  });
});

test.each([
  ['another site', { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }],
  ['a neighbour', { Origin: 'https://evil.tld-ops.example', 'Sec-Fetch-Site': 'same-site' }],
  ['a page without an origin', { Origin: 'null' }],
])('a form from %s is refused, even that for signing in', async (_who, headers) => {
  const form = { email: kim.email, password: PASSWORD, code: kim.code() };
  expect((await stranger().post('/login', form, headers)).status).toBe(403);
});

test('a form that cannot be read is a form with nothing in it', async () => {
  const answer = await fetch(`http://${world.service.web}/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'multipart/form-data; boundary=x' },
    body: 'no parts at all',
    redirect: 'manual',
  });
  expect(answer.status).toBe(401);
});

test('a form that does not say how long it is is refused, and no trouble of ours', async () => {
  const [host = '', port = ''] = world.service.web.split(':');
  const socket = connect(Number(port), host);
  socket.write(`POST /held/2026-000001/approve HTTP/1.1\r\nHost: ${world.service.web}\r\nConnection: close\r\n\r\n`);
  expect(await wholeText(socket)).toMatch(/^HTTP\/1\.1 411 /u);
});

test('a form that is too long is refused', async () => {
  expect((await stranger().post('/login', { email: 'x'.repeat(40_000) })).status).toBe(413);
});
