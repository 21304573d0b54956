import { describe, expect, test } from 'vitest';
import { ccTldTable, type CcTld, type Tld } from '../../src/core/cctld.ts';
import type { NamedTld } from '../../src/core/command.ts';
import {
  countryKey,
  countryNamed,
  mentionedTlds,
  namedKey,
  readLabel,
  withoutRepeats,
} from '../../src/parse/tld-labels.ts';
import { table } from './requests/reading.ts';

const known = (tld: string): NamedTld => ({ known: true, tld: tld as Tld });
const unknown = (written: string, why: 'unknown' | 'gtld' = 'unknown'): NamedTld => ({ known: false, written, why });

describe('one word as a ccTLD', () => {
  test.each([
    ['.nl', 'nl'],
    ['nl', 'nl'],
    ['NL', 'nl'],
    ['nl.', 'nl'],
    ['.nl.', 'nl'],
    ['(.nl),', 'nl'],
    ['*.nl', 'nl'],
    ['．ｎｌ', 'nl'],
    ['.рф', 'xn--p1ai'],
    ['.РФ', 'xn--p1ai'],
    ['рф', 'xn--p1ai'],
    ['中国。', 'xn--fiqs8s'],
    ['xn--p1ai', 'xn--p1ai'],
    ['.XN--P1AI', 'xn--p1ai'],
    ['.भारत', 'xn--h2brj9c'],
    ['.in', 'in'],
    ['.me', 'me'],
    ['*.me', 'me'],
  ])('%s is known', (token, tld) => {
    expect(readLabel(table, token)).toEqual(known(tld));
  });

  test.each([
    ['.zz', unknown('.zz')],
    ['zz', unknown('.zz')],
    ['.ZZ', unknown('.zz')],
    ['.com', unknown('.com', 'gtld')],
    ['.amsterdam.', unknown('.amsterdam', 'gtld')],
    ['.com1', unknown('.com1')],
    ['.1com', unknown('.1com')],
    ['.c', unknown('.c')],
    ['.4u', unknown('.4u')],
    ['.u4', unknown('.u4')],
    ['xn--zzzz', unknown('.xn--zzzz')],
    ['.xn--zzzz', unknown('.xn--zzzz')],
    ['.рос', unknown('.рос')],
    ['рос.', unknown('.рос')],
    ['.हिन्दी', unknown('.हिन्दी')],
    [`.${'a'.repeat(63)}`, unknown(`.${'a'.repeat(63)}`, 'gtld')],
  ])('%s is none that is known', (token, expected) => {
    expect(readLabel(table, token)).toEqual(expected);
  });

  test.each([
    ['a word', 'com'],
    ['a word with a full stop', 'com.'],
    ['an English word that is a ccTLD', 'in'],
    ['the same with a full stop', 'in.'],
    ['an English word of two letters', 'we'],
    ['one letter', 'a'],
    ['letters and a digit', 'n1'],
    ['two words', '.nl.be'],
    ['a name', 'nic.nl'],
    ['two dots', '..nl'],
    ['two dots behind', '.nl..'],
    ['a star without a dot', '*nl'],
    ['a star behind a word', 'x*.nl'],
    ['a slash', '.x/nl'],
    ['a slash behind', '.nl/x'],
    ['a slash in another script', 'р/ф.'],
    ['an address', '.a@nl'],
    ['digits', '.12'],
    ['one digit', '.1'],
    ['an unknown word with a joiner', '.نا\u200Cمه'],
    ['an unknown word with the other joiner', '.नम\u200Dन'],
    ['a word in another script', 'рос'],
    ['another script behind ASCII', 'aрос.'],
    ['another script in front of ASCII', 'росa.'],
    ['a dot', '.'],
    ['nothing', ''],
    ['a prefix within a word', 'axn--zz'],
    ['a prefix alone', 'xn--'],
    ['a prefix and another sign', 'xn--é'],
    ['what is longer than a label', `.${'a'.repeat(64)}`],
  ])('%s is none', (_, token) => {
    expect(readLabel(table, token)).toBeNull();
  });
});

describe('a country by its name', () => {
  const row = (tld: string, name: string, status: CcTld['status'] = 'active'): CcTld => ({
    tld: tld as Tld,
    ulabel: tld,
    name,
    iso: null,
    region: 'EUR',
    status,
  });
  const rows = [
    row('nl', 'Netherlands (the)'),
    row('ci', "Côte d'Ivoire"),
    row('cn', 'China'),
    row('xn--fiqs8s', 'China'),
    row('an', 'Netherlands Antilles', 'retired'),
  ];

  test.each([
    ["cote d'ivoire", null],
    ["CÔTE D'IVOIRE", 'ci'],
    ['Côte d Ivoire', 'ci'],
    ['netherlands the', 'nl'],
    ['The Netherlands (the)', 'nl'],
    ['Netherlands', null],
    ['China', null],
    ['Netherlands Antilles', null],
    ['', null],
  ])('%s', (name, tld) => {
    const countries = ccTldTable(rows);
    expect(countryNamed(countries, name)).toBe(tld);
    // What was found once is found again.
    expect(countryNamed(countries, name)).toBe(tld);
  });

  test.each([
    ['The  Bahamas', 'bahamas'],
    ['Theland', 'theland'],
    ['Korea (the Republic of)', 'korea the republic of'],
    ['(Saint-Martin)', 'saint martin'],
    ['Bonaire, Sint Eustatius & Saba', 'bonaire sint eustatius saba'],
    ['Åland 2', 'åland 2'],
  ])('%s is compared as %s', (name, key) => {
    expect(countryKey(name)).toBe(key);
  });
});

test('each ccTLD once, in the order named', () => {
  const [nl, be, zz, com] = [known('nl'), known('be'), unknown('.zz'), unknown('.com', 'gtld')];
  expect(withoutRepeats([nl, zz, be, nl, com, zz])).toEqual([nl, zz, be, com]);
  expect(withoutRepeats([])).toEqual([]);
});

test('an unknown ccTLD is never taken for a known one', () => {
  expect([known('nl'), unknown('nl')].map(namedKey)).toEqual(['nl', '?nl']);
});

describe('ccTLDs that a text names with their dot', () => {
  test.each([
    ['one', ['our .nl and .be, again .nl'], ['nl', 'be']],
    ['on two lines', ['.be', '(.рф)'], ['be', 'xn--p1ai']],
    ['at the end of a sentence', ['This is about .NL.'], ['nl']],
    ['in full width', ['．ｎｌ です'], ['nl']],
    ['as an A-label', ['.xn--p1ai'], ['xn--p1ai']],
    ['an unknown one', ['.zz and .com'], []],
    ['in an address', ['john@nic.nl john@.nl x.nl'], []],
    ['in a path', ['/.nl _.nl -.nl ..nl 1.nl'], []],
    ['in front of more', ['.nl@x .nl-x .nl.be .nlx .nl1'], []],
    ['none', ['nl', ''], []],
  ])('%s', (_, lines, tlds) => {
    expect(mentionedTlds(table, lines)).toEqual(tlds);
  });
});
