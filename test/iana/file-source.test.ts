import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ccTlds, type Tld } from '../../src/core/cctld.ts';
import type { IanaObservation } from '../../src/core/iana.ts';
import type { Instant } from '../../src/core/instant.ts';
import { ianaFileSource } from '../../src/iana/file-source.ts';
import { tableOf } from './table.ts';

const TABLE = tableOf(['nl', 'nl', 'EUR'], ['br', 'br', 'LAC'], ['xn--p1ai', 'рф', 'EUR']);
const ALL = ccTlds(TABLE).map(({ tld }) => tld);
const NOW = '2026-03-01T12:00:00.000Z' as Instant;
const NL = {
  tld: 'nl',
  status: 'active',
  manager: 'SIDN',
  admin: { name: 'Ann', email: 'Admin@SIDN.example' },
  asOf: '2026-02-01T00:00:00Z',
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'iana-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

type Found = { observations: IanaObservation[]; faults: string[]; ended: string | null };

async function lookAt(file: string, tlds: readonly Tld[] = ALL): Promise<Found> {
  const found: Found = { observations: [], faults: [], ended: null };
  const source = ianaFileSource({ file, table: TABLE, now: () => NOW });
  for await (const answer of source.look(tlds, new AbortController().signal)) {
    if (answer.kind === 'record') found.observations.push(answer.observation);
    else if (answer.kind === 'failed') found.faults.push(answer.reason);
    else if (answer.kind === 'warning') found.faults.push(answer.text);
    else found.ended = answer.reason;
  }
  return found;
}

async function look(content: unknown, tlds?: readonly Tld[]) {
  const file = join(folder, 'iana.json');
  writeFileSync(file, typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content));
  utimesSync(file, new Date('2026-02-20T10:00:00Z'), new Date('2026-02-20T10:00:00Z'));
  return lookAt(file, tlds);
}

async function good(content: unknown) {
  const found = await look(content);
  if (found.ended !== null) throw new Error(found.ended);
  return found;
}

test('an entry becomes an observation', async () => {
  expect(await good([NL])).toEqual({
    observations: [
      {
        tld: 'nl',
        status: 'active',
        manager: 'SIDN',
        adminName: 'Ann',
        adminEmail: 'Admin@sidn.example',
        asOf: '2026-02-01T00:00:00.000Z',
        source: 'file',
        reason: null,
      },
    ],
    faults: [],
    ended: null,
  });
});

test('without asOf the time of the file counts, and nothing is from the future', async () => {
  const undated = { ...NL, asOf: undefined };
  expect((await good([undated])).observations[0]?.asOf).toBe('2026-02-20T10:00:00.000Z');
  expect((await good([{ ...NL, asOf: '2999-01-01T00:00:00Z' }])).observations[0]?.asOf).toBe(NOW);
});

test.each(['.рф', 'РФ', 'XN--P1AI', 'xn--p1ai'])('%s is stored as A-label', async (tld) => {
  expect((await good([{ ...NL, tld }])).observations[0]?.tld).toBe('xn--p1ai');
});

test.each(['retired', 'not assigned', 'Inactive'])('a ccTLD that is %s counts as retired', async (status) => {
  expect((await good([{ ...NL, status }])).observations[0]?.status).toBe('retired');
});

test.each([
  ['no object', 'nl', 'entry 1: is no object; skipped'],
  ['no ccTLD', { ...NL, tld: undefined }, 'entry 1: "tld" is missing; skipped'],
  ['an unknown ccTLD', { ...NL, tld: 'zz\u202e' }, /^entry 1: "tld": "zz.*" is no ccTLD that we know; skipped$/u],
  ['no status', { ...NL, tld: 'br', status: undefined }, 'entry 1: .br: "status" is missing; skipped'],
  ['no admin', { ...NL, tld: 'br', admin: null }, 'entry 1: .br: "admin" is missing; skipped'],
  ['no address', { ...NL, tld: 'br', admin: { name: 'x' } }, 'entry 1: .br: "admin.email" is missing; skipped'],
  ['a bad address', { ...NL, tld: 'br', admin: { email: 'a@b, c@d' } }, /"a@b, c@d" is no e-mail address/u],
  ['a bad date', { ...NL, tld: 'br', asOf: 'yesterday' }, /"asOf" is no time/u],
])('an entry with %s is skipped, the others are taken', async (_what, entry, warning) => {
  const found = await good([NL, entry]);
  expect(found.observations.map(({ tld }) => tld)).toEqual(['nl']);
  expect(found.faults).toEqual([typeof warning === 'string' ? warning : expect.stringMatching(warning)]);
});

test('the same entry twice is taken once; two that differ are not guessed about', async () => {
  const br = { ...NL, tld: 'br' };
  const same = await good([NL, br, { ...NL, tld: '.NL' }]);
  expect(same.observations.map(({ tld }) => tld)).toEqual(['nl', 'br']);
  expect(same.faults).toEqual(['entry 2: .nl stands here a second time; skipped']);
  const other = await good([NL, br, { ...NL, admin: { email: 'other@sidn.example' } }]);
  expect(other.observations.map(({ tld }) => tld)).toEqual(['br']);
  expect(other.faults).toEqual(['entry 2: .nl stands here twice and differs; none is taken']);
});

test('a name is one line of visible text', async () => {
  const found = await good([{ ...NL, manager: ' SIDN\r\nB.V.\u0000 ', admin: { ...NL.admin, name: '\u202e' } }]);
  expect(found.observations[0]).toMatchObject({ manager: 'SIDN B.V.', adminName: null });
});

test.each([
  ['an empty file', '', /is empty$/u],
  ['half a file', '[{"tld": "nl"', /is no JSON$/u],
  ['another shape', { nl: NL }, /is no JSON list$/u],
  ['bytes that are no UTF-8', new Uint8Array([0x5b, 0xff, 0x5d]), /cannot be read/u],
  ['an empty list', [], /names no ccTLD$/u],
  ['no usable entry', [{ tld: 'zz' }], /no entry is usable/u],
])('%s is a failed look', async (_what, content, reason) => {
  expect(await look(content)).toEqual({ observations: [], faults: [], ended: expect.stringMatching(reason) });
});

test('a missing file is a failed look; a byte order mark does no harm', async () => {
  const missing = await lookAt(join(folder, 'gone.json'));
  expect(missing).toMatchObject({ observations: [], ended: expect.stringContaining('there is no such file') });
  expect((await good(`\uFEFF${JSON.stringify([NL])}`)).observations).toHaveLength(1);
});

test('asked about some ccTLDs, it tells of those', async () => {
  const found = await look([NL, { ...NL, tld: 'br' }], ALL.slice(0, 1));
  expect(found.observations.map(({ tld }) => tld)).toEqual(['nl']);
});
