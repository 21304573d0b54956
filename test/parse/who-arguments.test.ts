import { describe, expect, test } from 'vitest';
import { readWho } from '../../src/parse/who-arguments.ts';
import { table } from './requests/reading.ts';

const NOTHING = { addresses: [], successors: [], all: false, oneself: false, aside: '' };
const named = (
  tlds: readonly string[],
  regions: readonly string[],
  search: readonly string[],
  check = false,
): unknown => ({
  ...NOTHING,
  tlds: tlds.map((tld) => ({ known: true, tld })),
  regions,
  search,
  check,
});
const everybody = named([], [], []);

const tokens = (words: string): readonly string[] => words.split(' ').filter((word) => word !== '');

describe('who is asked for', () => {
  test.each<[words: string, asked: unknown]>([
    ['', everybody],
    ['please', everybody],
    ['please Please.', everybody],
    ['all', everybody],
    ['* .nl', named(['nl'], [], [])],
    ['CHECK', named([], [], [], true)],
    ['.nl check.', named(['nl'], [], [], true)],
    ['.nl nl .NL', named(['nl'], [], [])],
    ['nl.', named(['nl'], [], [])],
    [
      '.zz',
      { ...NOTHING, tlds: [{ known: false, written: '.zz', why: 'unknown' }], regions: [], search: [], check: false },
    ],
    ['zz', named([], [], ['zz'])],
    ['.eu', named(['eu'], [], [])],
    ['eu', named([], ['EUR'], [])],
    ['EU.', named([], ['EUR'], [])],
    ['region Europe eur', named([], ['EUR'], [])],
    ['Asia apac Asia-Pacific', named([], ['AP'], [])],
    ['latam lac', named([], ['LAC'], [])],
    ['Africa', named([], ['AF'], [])],
    ['.af af', named(['af'], ['AF'], [])],
    ['John', named([], [], ['john'])],
    ['John of .nl', named(['nl'], [], ['john'])],
    ['John (EU)', named([], ['EUR'], ['john'])],
    ['john+x@nic.nl', named([], [], ['john+x@nic.nl'])],
    ['O’Neil-Roe', named([], [], ['o’neil-roe'])],
    ['हिन्दी', named([], [], ['हिन्दी'])],
    ['john jane max', named([], [], ['john', 'jane', 'max'])],
    ['x'.repeat(100), named([], [], ['x'.repeat(100)])],
    ['Afghanistan', named(['af'], [], [])],
    ['European Union', named(['eu'], [], [])],
    ['European Union .nl', named(['nl'], [], ['european', 'union'])],
    ['European Union AF', named([], ['AF'], ['european', 'union'])],
    ['European Union .nl AF', named(['nl'], ['AF'], ['european', 'union'])],
  ])('WHO %s', (words, asked) => {
    expect(readWho(table, tokens(words), false)).toEqual(asked);
  });

  test.each([
    'is John',
    'John knows',
    'john jane max zoe',
    'J$ohn',
    '$john',
    'john$',
    '★',
    'x'.repeat(101),
    'thanks',
    'the list',
    'please list',
  ])('WHO %s is prose', (words) => {
    expect(readWho(table, tokens(words), false)).toBeNull();
  });

  test.each<[words: string, asked: unknown]>([
    ['', everybody],
    ['.nl', named(['nl'], [], [])],
    ['EU', named([], ['EUR'], [])],
    ['.nl EU john', named(['nl'], ['EUR'], ['john'])],
    ['Afghanistan', named(['af'], [], [])],
    ['John Doe', null],
    ['all', null],
    ['please', null],
  ])('behind a colon or in a question, WHO %s names a place or nobody', (words, asked) => {
    expect(readWho(table, tokens(words), true)).toEqual(asked);
  });
});
