import { describe, expect, test } from 'vitest';
import { activeCcTlds, type CcTld, ccTlds, ccTldTable, dotted, findCcTld, parseTld } from '../../src/core/cctld.ts';
import { withEntries } from '../../src/core/layered-map.ts';
import { editDistance, nearest } from '../../src/core/nearest.ts';
import { remembered } from '../../src/core/remembered.ts';
import type { Roster } from '../../src/core/roster.ts';
import {
  invitable,
  isAdminOf,
  isContactOf,
  tldsAdministeredBy,
  tldsOfContact,
} from '../../src/core/tlds-of-address.ts';
import { whyUnreadable } from '../../src/core/unreadable.ts';
import { ADMIN, BR, email, JANE, JOHN, john, jane, NL, observation, RF, TABLE, tld } from '../support/plans.ts';

describe('slips of the pen', () => {
  test.each([
    ['', '', 0],
    ['abc', 'abc', 0],
    ['abc', '', 3],
    ['', 'abc', 3],
    ['abc', 'abd', 1],
    ['abc', 'ab', 1],
    ['abc', 'xabc', 1],
    ['abcd', 'acbd', 1],
    ['ab', 'ba', 1],
    ['abc', 'ca', 3],
    ['kitten', 'sitting', 3],
    ['abab', 'baba', 2],
  ])('from "%s" to "%s": %i', (a, b, slips) => {
    expect(editDistance(a, b)).toBe(slips);
    expect(editDistance(b, a)).toBe(slips);
  });

  test.each([
    ['two in six letters are near', 'subscr', 'subsrc', 'subsrc'],
    ['one in two letters is near', 'wh', 'who', 'who'],
    ['two in five letters are not', 'statu', 'stxxu', null],
    ['three in nine letters are near', 'subscribe', 'subscxxxe', 'subscxxxe'],
    ['four are never near', 'abcdefghijkl', 'abcdefghxxxx', null],
    ['a word that is longer by too much is not', 'who', 'whose', null],
  ])('%s', (_, written, candidate, found) => {
    expect(nearest(written, [candidate])).toBe(found);
  });

  test('the nearest wins, and the first of two', () => {
    expect(nearest('status', ['statxx', 'statis', 'stytus'])).toBe('statis');
    expect(nearest('STATUS', ['statxx', 'Status'])).toBe('Status');
  });
});

describe('the table of ccTLDs', () => {
  const row = (label: string, status: CcTld['status'], ulabel = label): CcTld => ({
    tld: tld(label),
    ulabel,
    name: label,
    iso: null,
    region: 'EUR',
    status,
  });
  const rows = [row('nl', 'active'), row('an', 'retired'), row('xn--p1ai', 'active', 'РФ'), row('eh', 'not-assigned')];
  const table = ccTldTable(rows);

  test('names each once, and those that are delegated', () => {
    expect(ccTlds(table)).toEqual(rows);
    expect(activeCcTlds(table).map((one) => one.tld)).toEqual(['nl', 'xn--p1ai']);
  });

  test.each([
    ['nl', 'nl'],
    ['.NL', 'nl'],
    ['nl.', 'nl'],
    ['．ＮＬ', 'nl'],
    ['。nl。', 'nl'],
    ['.рф', 'xn--p1ai'],
    ['XN--P1AI', 'xn--p1ai'],
    ['..nl', null],
    ['n.l', null],
    ['com', null],
    ['', null],
  ])('finds "%s": %s', (written, found) => {
    expect(findCcTld(table, written)?.tld ?? null).toBe(found);
  });

  test('prints a ccTLD with its dot, known or not', () => {
    expect([dotted(TABLE, RF), dotted(TABLE, NL), dotted(table, BR)]).toEqual(['.рф', '.nl', '.br']);
  });

  test.each([
    ['nl', true],
    ['xn--p1ai', true],
    ['nla', false],
    ['n', false],
    ['NL', false],
    ['n1', false],
    ['.nl', false],
    ['xn--', false],
    ['xn--p1a-', false],
    ['axn--p1ai', false],
    [`xn--${'a'.repeat(59)}`, true],
    [`xn--${'a'.repeat(60)}`, false],
  ])('takes "%s" for a label: %s', (text, is) => {
    expect(parseTld(text) === text).toBe(is);
  });
});

describe('of which ccTLDs an address is', () => {
  const roster = (label: typeof NL, contacts: Roster['contacts']): [typeof NL, Roster] => [
    label,
    { tld: label, revision: 1, contacts, frozenUntil: null },
  ];
  const record = (label: typeof NL, status: 'active' | 'retired' = 'active') =>
    [
      label,
      { ...observation({ tld: label, status }), changedAt: null, suspectedEmail: null, suspectedAt: null },
    ] as const;
  const OARC = email('john@oarc.net');
  // What is known of a map is remembered with it, so each test has its own.
  const someRosters = () =>
    new Map([roster(NL, [john({ secondaryEmail: OARC }), jane()]), roster(BR, [john()]), roster(RF, [])]);
  const someIana = () => new Map([record(NL), record(BR, 'retired'), record(RF)]);

  test('as a contact, by either address, in any spelling', () => {
    const rosters = someRosters();
    expect([JOHN, OARC, JANE, ADMIN, email('John.Doe@NIC.nl')].map((one) => tldsOfContact({ rosters }, one))).toEqual([
      [NL, BR],
      [NL],
      [NL],
      [],
      [NL, BR],
    ]);
    expect([isContactOf({ rosters }, NL, OARC), isContactOf({ rosters }, BR, OARC)]).toEqual([true, false]);
  });

  test('as a contact of what has changed since, in the order of the rosters', () => {
    const changed = withEntries(someRosters(), [roster(RF, [john()]), roster(NL, [jane()])]);
    expect(tldsOfContact({ rosters: changed }, JOHN)).toEqual([BR, RF]);
    expect(tldsOfContact({ rosters: changed }, JANE)).toEqual([NL]);
    expect(tldsOfContact({ rosters: changed }, OARC)).toEqual([]);
    const back = withEntries(changed, [roster(NL, [john()])]);
    expect(tldsOfContact({ rosters: back }, JOHN)).toEqual([NL, BR, RF]);
    const came = withEntries(new Map([roster(NL, [jane()]), roster(BR, [john()])]), [roster(NL, [john()])]);
    expect(tldsOfContact({ rosters: came }, JOHN)).toEqual([NL, BR]);
  });

  test('as the Admin Contact, where it is delegated', () => {
    const iana = someIana();
    expect(tldsAdministeredBy({ iana }, email(ADMIN.toUpperCase()))).toEqual([NL, RF]);
    expect(tldsAdministeredBy({ iana }, JOHN)).toEqual([]);
    expect([NL, BR, RF, tld('at')].map((label) => isAdminOf({ iana }, label, ADMIN))).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect(isAdminOf({ iana }, NL, JOHN)).toBe(false);
  });

  test('that have nobody on the list', () => {
    const [iana, rosters] = [someIana(), someRosters()];
    expect(invitable({ iana, rosters }, ADMIN)).toEqual([RF]);
    expect(invitable({ iana, rosters: new Map() }, ADMIN)).toEqual([NL, RF]);
    expect(invitable({ iana, rosters }, JOHN)).toEqual([]);
  });
});

describe('what was made once', () => {
  test('is not made again, until there is too much of it', () => {
    const made: string[] = [];
    const known = remembered<string>(2);
    const make = (key: string): string => {
      made.push(key);
      return key.toUpperCase();
    };
    const all = (...keys: string[]): readonly string[] => keys.map((key) => known(key, () => make(key)));
    expect(all('a', 'b', 'a', 'b')).toEqual(['A', 'B', 'A', 'B']);
    expect(made).toEqual(['a', 'b']);
    expect(all('c', 'c', 'a', 'c')).toEqual(['C', 'C', 'A', 'C']);
    expect(made).toEqual(['a', 'b', 'c', 'a']);
  });
});

describe('why a file cannot be read', () => {
  test.each([
    ['ENOENT', 'there is no such file'],
    ['ENOTDIR', 'a part of its path is no folder'],
    ['EISDIR', 'it is a folder'],
    ['EACCES', 'this user may not read it'],
    ['EPERM', 'this user may not read it'],
    ['EMFILE', 'EMFILE'],
  ])('%s: %s', (code, words) => {
    expect(whyUnreadable(Object.assign(new Error('x'), { code }))).toBe(words);
  });

  test('is not known where the system does not say', () => {
    expect([new Error('x'), 'x', null, { code: 'ENOENT' }].map(whyUnreadable)).toEqual(
      Array.from({ length: 4 }, () => 'unknown error'),
    );
  });
});
