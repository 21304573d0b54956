import { expect, test } from 'vitest';
import { ccTldTable } from '../../src/core/cctld.ts';
import type { CcTld, Tld } from '../../src/core/cctld.ts';
import type { Contact } from '../../src/core/roster.ts';
import { coverage, coverageTotal, missingCcTlds, percentLeft, percentOf } from '../../src/roster-out/coverage.ts';

function row(tld: string, ulabel: string, region: CcTld['region'], status: CcTld['status'] = 'active'): CcTld {
  return { tld: tld as Tld, ulabel, name: tld, iso: null, region, status };
}

const TABLE = ccTldTable([
  row('nl', 'nl', 'EUR'),
  row('de', 'de', 'EUR'),
  row('an', 'an', 'LAC', 'retired'),
  row('br', 'br', 'LAC'),
  row('xn--p1ai', 'рф', 'EUR'),
]);
const CONTACT: readonly Contact[] = [{ name: 'John' } as Contact];
const ROSTERS = new Map([
  ['nl' as Tld, { contacts: CONTACT }],
  ['de' as Tld, { contacts: [] }],
  ['an' as Tld, { contacts: CONTACT }],
  ['xn--p1ai' as Tld, { contacts: CONTACT }],
]);

test('a ccTLD with a contact is a member; retired ones do not count', () => {
  const rows = coverage(TABLE, ROSTERS);
  expect(rows).toEqual([
    { kind: 'ascii', region: 'EUR', members: 1, missing: 1, total: 2 },
    { kind: 'ascii', region: 'LAC', members: 0, missing: 1, total: 1 },
    { kind: 'idn', region: 'EUR', members: 1, missing: 0, total: 1 },
  ]);
  expect(coverageTotal(rows)).toEqual({ members: 2, missing: 2, total: 4 });
  expect(missingCcTlds(TABLE, ROSTERS)).toEqual(['de', 'br']);
});

test.each([
  [2, 3, 67],
  [0, 0, 0],
  [5, 5, 100],
])('%d of %d are %d per cent', (part, total, percent) => {
  expect(percentOf(part, total)).toBe(percent);
});

test('members and missing are 100 per cent together, and neither is all or nothing before it is', () => {
  expect([percentOf(78, 80), percentLeft(78, 80)]).toEqual([98, 2]);
  expect([percentOf(299, 300), percentLeft(299, 300)]).toEqual([99, 1]);
  expect([percentOf(1, 300), percentLeft(1, 300)]).toEqual([1, 99]);
  expect([percentLeft(0, 0), percentLeft(0, 5), percentLeft(5, 5)]).toEqual([0, 100, 0]);
});
