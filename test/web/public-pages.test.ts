import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { loadVocabularyWords } from '../../src/config/vocabulary-words.ts';
import type { Readiness } from '../../src/ops/health.ts';
import { createDesk } from '../../src/review/desk.ts';
import type { CoverageRow } from '../../src/roster-out/coverage.ts';
import { startWeb, type WebServer } from '../../src/web/server.ts';
import type { WebServices } from '../../src/web/services.ts';
import { type DeskWorld, startDeskWorld } from './desk-world.ts';

const ROWS: readonly CoverageRow[] = [
  { kind: 'ascii', region: 'AF', members: 25, missing: 26, total: 51 },
  { kind: 'ascii', region: 'EUR', members: 65, missing: 0, total: 65 },
  { kind: 'idn', region: 'AP', members: 2, missing: 1, total: 3 },
];

let readiness: Readiness;
let coverage: () => Promise<readonly CoverageRow[]>;
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
  readiness = { databaseWritable: true, outboxMoving: true, ianaFresh: true, details: [] };
  coverage = async () => ROWS;
  failures = [];
  web = await startWeb({ host: '127.0.0.1', port: 0 }, services());
});
afterEach(() => web.close());

function ask(path: string, init?: RequestInit): Promise<Response> {
  return fetch(`http://${web.address}${path}`, init);
}

test('the public page shows numbers by region', async () => {
  const response = await ask('/');
  const text = await response.text();
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/html; charset=UTF-8');
  expect(text).toContain('92 of 119 country-code top-level domains (77 %)');
  expect(text).toContain('<th scope="row">Africa</th><td>25</td><td>26</td><td>51</td><td>49 %</td>');
  expect(text).toContain('<th scope="row">All</th><td>90</td><td>26</td><td>116</td><td>78 %</td>');
  expect(text).not.toMatch(/@|<script(?! src="\/local-time\.js")| style=|https?:/u);
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
    expect(headers.get('cache-control')).toBe(/\.(?:css|js)$/u.test(path) ? 'public, max-age=3600' : 'no-store');
    expect(headers.get('set-cookie')).toBeNull();
  },
);

test('health, readiness and metrics', async () => {
  expect(await (await ask('/health')).json()).toEqual({ status: 'alive' });
  const ready = await ask('/ready');
  expect([ready.status, await ready.json()]).toEqual([200, { ready: true, ...readiness }]);
  readiness = { ...readiness, ianaFresh: false, details: ['IANA data is 8 days old'] };
  const notReady = await ask('/ready');
  expect([notReady.status, await notReady.json()]).toEqual([503, { ready: false, ...readiness }]);
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
