import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { coverageNow } from '../../src/cli/coverage-now.ts';
import { loadVocabularyWords } from '../../src/config/vocabulary-words.ts';
import { DAY } from '../../src/core/instant.ts';
import type { Readiness } from '../../src/ops/health.ts';
import { createDesk } from '../../src/review/desk.ts';
import { type PublicCoverage, publicCoverage } from '../../src/roster-out/public-coverage.ts';
import { startWeb, type WebServer } from '../../src/web/server.ts';
import type { WebServices } from '../../src/web/services.ts';
import { ADMIN_NL } from '../e2e/invented-people.ts';
import { contact, email, NL, TABLE } from '../support/plans.ts';
import { type DeskWorld, startDeskWorld } from './desk-world.ts';

const [NAME, EMAIL, PHONE] = ['Zoë Hidden', 'zoe.hidden@nic.example', '+31 6 12345678'];
const PUBLIC = publicCoverage(
  TABLE,
  new Map([[NL, { contacts: [contact({ name: NAME, email: email(EMAIL), phone: PHONE })] }]]),
  { day: '2026-03-01', mailbox: email('tld-ops-admin@tld-ops.example') },
);

let readiness: Readiness;
let coverage: () => Promise<PublicCoverage>;
let failures: [string, unknown][];
let web: WebServer;
let world: DeskWorld;
let desk: WebServices['desk'];
beforeAll(async () => {
  world = await startDeskWorld();
  const { workplace } = world.service;
  desk = createDesk(workplace, await loadVocabularyWords(workplace.settings.rulesDir), () => undefined);
});
afterAll(() => world.close());
const services = (): WebServices => ({
  coverage: () => coverage(),
  membership: () => Promise.reject(new Error('nobody asks for it here')),
  readiness: async () => readiness,
  metrics: () => 'tldops_outbox_mails 0\n',
  desk,
  publicUrl: 'https://desk.tld-ops.example',
  proxy: null,
  report: () => undefined,
  failed: (path, error) => failures.push([path, error]),
});
beforeEach(async () => {
  readiness = { ready: true, databaseWritable: true, outboxMoving: true, ianaFresh: true, details: [] };
  coverage = async () => PUBLIC;
  failures = [];
  web = await startWeb({ host: '127.0.0.1', port: 0 }, services());
});
afterEach(() => web.close());

function ask(path: string, init?: RequestInit): Promise<Response> {
  return fetch(`http://${web.address}${path}`, init);
}

test('the public page shows who joined, who is missing and how to join, and nothing of a person', async () => {
  const response = await ask('/');
  const text = await response.text();
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/html; charset=UTF-8');
  expect(text).toContain('<strong>1 of 3 ccTLDs</strong> (33 %) have joined; <a href="#missing">2 are missing</a>.');
  expect(text).toContain('<th scope="row">Europe</th><td>1</td><td>1</td><td>2</td><td>50 %</td>');
  const [, missing = '', joined = ''] = /id="missing">(.*)id="joined">(.*)$/su.exec(text) ?? [];
  expect(joined).toContain('<li><bdi>.nl</bdi> Netherlands</li>');
  expect(missing).toContain('Contact us if your ccTLD is on this list');
  expect(missing).toContain('<li><bdi>.br</bdi> Brazil</li>');
  expect(missing).not.toContain('<bdi>.nl</bdi>');
  expect(text).toContain('<pre>SUBSCRIBE .xx\nName:\nEmail:\nSecondary email:\nPhone:\n\nName:');
  for (const secret of ['Zoë', 'Hidden', 'zoe', 'nic.example', '12345678']) expect(text).not.toContain(secret);
  expect(text.replaceAll('tld-ops-admin@tld-ops.example', '')).not.toMatch(
    /@|<script(?! src="\/local-time\.js")| style=|https?:/u,
  );
  expect(text.length).toBeLessThan(20_000);
});

test('the public page may be kept by everybody, and is not sent again while it is the same', async () => {
  const first = await ask('/');
  expect(first.headers.get('cache-control')).toBe('public, max-age=300');
  const known = first.headers.get('etag') ?? '';
  expect(known).toMatch(/^(?:W\/)?"[0-9a-f]+"$/u);
  const again = await ask('/', { headers: { 'If-None-Match': known } });
  expect([again.status, await again.text()]).toEqual([304, '']);
  expect(again.headers.get('cache-control')).toBe('public, max-age=300');
  coverage = async () => ({ ...PUBLIC, day: '2026-03-02' });
  expect((await ask('/', { headers: { 'If-None-Match': known } })).status).toBe(200);
});

test('the public page is made once, however many ask for it at once or later', async () => {
  let made = 0;
  const same: PublicCoverage = {
    ...PUBLIC,
    get day() {
      made += 1;
      return PUBLIC.day;
    },
  };
  coverage = async () => same;
  const texts = await Promise.all(Array.from({ length: 20 }, async () => (await ask('/')).text()));
  expect(new Set(texts).size).toBe(1);
  expect((await ask('/', { method: 'HEAD' })).status).toBe(200);
  expect(made).toBe(1);
});

test('what it shows is the same until a ccTLD joins or a day begins, and another one at once then', async () => {
  const now = coverageNow(world.service.workplace);
  const page = async (): Promise<string> => (await fetch(`http://${world.service.web}/`)).text();
  const before = await now();
  expect(await now()).toBe(before);
  expect(await page()).toContain('<strong>0 of ');

  const text = 'SUBSCRIBE .nl\nName: Anna Visser\nEmail: anna@nic.example\nPhone: +31 6 12345678';
  expect(await world.play({ from: ADMIN_NL, text })).toMatch(/ applied$/u);
  const joined = await now();
  expect(joined).not.toBe(before);
  expect(await now()).toBe(joined);
  expect(await page()).toContain('<strong>1 of ');

  world.pass(DAY);
  expect((await now()).day > joined.day).toBe(true);
  expect(await page()).toContain(`Last update: ${(await now()).day}`);
});

test.each(['/', '/style.css', '/local-time.js', '/health', '/ready', '/metrics', '/nowhere'])(
  '%s has every security header',
  async (path) => {
    const { headers } = await ask(path);
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('x-frame-options')).toBe('DENY');
    const kept = path === '/' ? 'public, max-age=300' : 'public, max-age=3600';
    expect(headers.get('cache-control')).toBe(/^\/$|\.(?:css|js)$/u.test(path) ? kept : 'no-store');
    expect(headers.get('set-cookie')).toBeNull();
  },
);

test('health, readiness and metrics', async () => {
  expect(await (await ask('/health')).json()).toEqual({ status: 'alive' });
  const ready = await ask('/ready');
  expect([ready.status, await ready.json()]).toEqual([200, readiness]);
  readiness = { ...readiness, ready: false, ianaFresh: false, details: ['IANA data is 8 days old'] };
  const notReady = await ask('/ready');
  expect([notReady.status, await notReady.json()]).toEqual([503, readiness]);
  const metrics = await ask('/metrics');
  expect(metrics.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(await metrics.text()).toBe('tldops_outbox_mails 0\n');
});

test('HEAD is GET without its body', async () => {
  const response = await ask('/', { method: 'HEAD' });
  expect([response.status, await response.text()]).toEqual([200, '']);
});

test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND'])('%s is not allowed anywhere', async (method) => {
  for (const path of ['/', '/nowhere']) {
    const response = await ask(path, { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  }
});

test('an unknown page is 404 and does not repeat what was asked', async () => {
  const response = await ask('/<b>x');
  expect(response.status).toBe(404);
  expect(await response.text()).not.toContain('x</b>');
});

test('a page that meets a bug tells the operator, not the browser', async () => {
  coverage = async () => {
    throw new Error('the secret path /var/lib');
  };
  const response = await ask('/');
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('secret');
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(failures).toEqual([['/', new Error('the secret path /var/lib')]]);
});

/** What the server says to these octets before it closes. */
async function said(octets: string): Promise<string> {
  const [host = '', port = ''] = web.address.split(':');
  const socket = connect(Number(port), host);
  let text = '';
  socket.setEncoding('latin1').on('data', (part: string) => {
    text += part;
  });
  socket.end(octets);
  await once(socket, 'close');
  return text;
}

test.each([
  ['TRACE', 'TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', /^HTTP\/1\.1 405 /u],
  ['a Host that is none', 'GET / HTTP/1.1\r\nHost: a b/c\r\nConnection: close\r\n\r\n', /^HTTP\/1\.1 4\d\d /u],
  ['no Host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', /^HTTP\/1\.1 400 /u],
  [
    'an absolute URI',
    'GET http://elsewhere.example/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    /^HTTP\/1\.1 (?:200|4\d\d) /u,
  ],
  ['broken percent signs', 'GET /%ff%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', /^HTTP\/1\.1 404 /u],
  ['no HTTP', 'EHLO there\r\n\r\n', /^HTTP\/1\.1 400 /u],
  ['huge headers', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, /^HTTP\/1\.1 431 /u],
])('%s does no harm', async (_what, octets, answer) => {
  expect(await said(octets)).toMatch(answer);
  expect((await ask('/health')).status).toBe(200);
});

test('it says so when the address is taken', async () => {
  const [host = '', port = ''] = web.address.split(':');
  await expect(startWeb({ host, port: Number(port) }, services())).rejects.toThrow('EADDRINUSE');
});

test('closing ends idle connections at once', async () => {
  await (await ask('/health')).text();
  await web.close();
  await expect(ask('/health')).rejects.toThrow('fetch failed');
  web = await startWeb({ host: '127.0.0.1', port: 0 }, services());
});
