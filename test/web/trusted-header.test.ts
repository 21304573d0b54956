import { readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { text as wholeText } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ADMIN_NL, ANNA, subscribe } from '../e2e/invented-people.ts';
import { email } from '../support/plans.ts';
import { type DeskWorld, startDeskWorld } from './desk-world.ts';
import { visitor } from './visitor.ts';

/** Both are this machine. */
const PROXY = '127.0.0.9';
const ELSEWHERE = '127.0.0.1';

let world: DeskWorld;
beforeAll(async () => {
  world = await startDeskWorld();
  await world.addPerson('kim@tld-ops.example', 'Kim Secretary', 'reviewer');
  await world.addPerson('rae@tld-ops.example', 'Rae Reader', 'reader');
  await world.addPerson('old@tld-ops.example', 'Old Colleague', 'reviewer');
  const { store, clock } = world.service.workplace;
  await store.desk.disableUser(email('old@tld-ops.example'), clock(), 'secretariat:test');
  const settings = await readFile(world.settingsFile, 'utf8');
  const trusted = `trusted_header: { name: X-Remote-User, from: ["${PROXY}"] }`;
  await writeFile(world.settingsFile, settings.replace(/^web: \{ /mu, `$&${trusted}, `));
  await world.restart();
});
afterAll(() => world.close());

type Answer = { readonly status: number; readonly location: string | null; readonly text: string };
type Asking = { readonly peer?: string; readonly fields?: Record<string, string>; readonly called?: string };

/** One request with exactly these header fields, in this order. */
async function ask(
  path: string,
  headers: readonly [string, string][],
  { peer, fields, called }: Asking = {},
): Promise<Answer> {
  const [host = '', port = ''] = world.service.web.split(':');
  const body = fields === undefined ? null : new URLSearchParams(fields).toString();
  const form: readonly [string, string][] =
    body === null
      ? []
      : [
          ['Content-Type', 'application/x-www-form-urlencoded'],
          ['Content-Length', String(body.length)],
        ];
  const all: readonly [string, string][] = [['Host', called ?? world.service.web], ...headers, ...form];
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host,
        port,
        path,
        method: body === null ? 'GET' : 'POST',
        headers: all.flat(),
        localAddress: peer ?? PROXY,
        agent: false,
      },
      (response) => {
        const { statusCode: status = 0, headers: got } = response;
        resolve(wholeText(response).then((text) => ({ status, location: got.location ?? null, text })));
      },
    );
    asked.once('error', reject);
    asked.end(body ?? undefined);
  });
}

const kim: [string, string] = ['X-Remote-User', 'kim@tld-ops.example'];
const rae: [string, string] = ['X-Remote-User', 'rae@tld-ops.example'];
const hidden = (page: Answer, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`, 'u').exec(page.text)?.[1] ?? '';
const formOf = (page: Answer): Record<string, string> => ({
  csrf: hidden(page, 'csrf'),
  digest: hidden(page, 'digest'),
  version: hidden(page, 'version'),
});

describe('a proxy that is trusted', () => {
  test('signs a person of the desk in, without password, cookie or button to sign out', async () => {
    const page = await ask('/held', [kim]);
    expect([page.status, page.text.includes('Kim Secretary'), page.text.includes('Sign out')]).toEqual([
      200,
      true,
      false,
    ]);
    expect(await ask('/login?next=%2Froster', [kim])).toMatchObject({ status: 303, location: '/roster' });
    expect((await ask('/held', [['x-remote-user', ' KIM@TLD-OPS.example ']])).status).toBe(200);
  });

  test('that says nothing leaves the password, and the session that came with it', async () => {
    expect(await ask('/held', [])).toMatchObject({ status: 303, location: '/login?next=%2Fheld' });
    expect((await ask('/held', [['X-Remote-User', '']])).status).toBe(303);
  });

  test.each([
    ['a stranger', [['X-Remote-User', 'mallory@evil.example']]],
    ['somebody who was disabled', [['X-Remote-User', 'old@tld-ops.example']]],
    ['no address', [['X-Remote-User', 'kim']]],
    ['two people in one', [['X-Remote-User', 'rae@tld-ops.example, kim@tld-ops.example']]],
    ['the same person twice', [kim, kim]],
    ['two people', [rae, ['x-Remote-USER', 'kim@tld-ops.example']]],
    ['nobody and somebody', [['X-Remote-User', ''], kim]],
  ] satisfies [string, [string, string][]][])('cannot let in %s', async (_, headers) => {
    for (const path of ['/held', '/login']) {
      const page = await ask(path, headers);
      expect([page.status, page.text.includes('Kim Secretary')]).toEqual([403, false]);
    }
  });
});

test.each(['evil.example', `evil.example:8080`, 'localhost', '127.0.0.1.evil.example'])(
  'whoever came by another name is not let in: %s',
  async (called) => {
    const page = await ask('/held', [kim], { called });
    expect([page.status, page.text.includes('Kim Secretary')]).toEqual([403, false]);
    expect(page.text).toContain('The desk has another address');
    const origin: [string, string] = ['Origin', `http://${called}`];
    expect((await ask('/held/2027-000001/discard', [kim, origin], { called, fields: { csrf: '' } })).status).toBe(403);
  },
);

test.each([
  ['at all', [kim]],
  ['with the address of the proxy in other headers', [kim, ['X-Forwarded-For', PROXY], ['X-Real-IP', PROXY]]],
] satisfies [string, [string, string][]][])('another peer is not believed %s', async (_, headers) => {
  expect(await ask('/held', headers, { peer: ELSEWHERE })).toMatchObject({
    status: 303,
    location: '/login?next=%2Fheld',
  });
});

describe('whom a proxy signed in', () => {
  test('decides with forms of the own pages only', async () => {
    const ref = await world.held({
      from: 'colleague@unproved.example',
      cc: ADMIN_NL,
      signed: false,
      text: subscribe('nl', ANNA),
    });
    const page = await ask(`/held/${ref}`, [kim]);
    const origin: [string, string] = ['Origin', `http://${world.service.web}`];
    const discard = (headers: readonly [string, string][], fields: Record<string, string>): Promise<Answer> =>
      ask(`/held/${ref}/discard`, headers, { fields });
    const state = async () => (await world.service.workplace.store.heldCase(ref))?.state;

    expect((await discard([kim, origin], { ...formOf(page), csrf: '' })).status).toBe(403);
    expect(
      (await discard([kim, origin], { ...formOf(page), csrf: hidden(await ask('/held', [rae]), 'csrf') })).status,
    ).toBe(403);
    expect((await discard([kim, ['Origin', 'https://evil.example']], formOf(page))).status).toBe(403);
    expect((await discard([kim, ['Sec-Fetch-Site', 'cross-site']], formOf(page))).status).toBe(403);
    const readers = await ask(`/held/${ref}`, [rae]);
    expect(readers.text).toContain('Readers see everything and decide nothing.');
    expect((await ask(`/held/${ref}/discard`, [kim, origin], { peer: ELSEWHERE, fields: formOf(page) })).location).toBe(
      '/login',
    );
    expect(await state()).toBe('open');
    expect((await discard([kim, origin], formOf(page))).location).toBe(`/held/${ref}`);
    expect(await state()).toBe('discarded');
  });

  test('is out as soon as the operator says so', async () => {
    await world.addPerson('max@tld-ops.example', 'Max', 'reviewer');
    const max: [string, string] = ['X-Remote-User', 'max@tld-ops.example'];
    expect((await ask('/held', [max])).status).toBe(200);
    const { store, clock } = world.service.workplace;
    await store.desk.disableUser(email('max@tld-ops.example'), clock(), 'secretariat:test');
    expect((await ask('/held', [max])).status).toBe(403);
  });
});

test('where no proxy is trusted, the header means nothing', async () => {
  const plain = await startDeskWorld();
  try {
    await plain.addPerson('kim@tld-ops.example', 'Kim', 'reviewer');
    expect((await visitor(plain.service.web).get('/held', { [kim[0]]: kim[1] })).status).toBe(303);
  } finally {
    await plain.close();
  }
});
