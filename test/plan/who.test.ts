import { expect, test } from 'vitest';
import type { Tld } from '../../src/core/cctld.ts';
import type { Roster } from '../../src/core/roster.ts';
import { directoryInformation } from '../../src/plan/information.ts';
import { BR, contacts, email, NL, TABLE } from '../support/plans.ts';
import { quietWorld } from '../support/quiet-world.ts';

const roster = (tld: Tld, ...people: readonly [name: string, address: string][]): Roster => ({
  tld,
  revision: 1,
  frozenUntil: null,
  contacts: contacts(...people.map(([name, address]) => ({ name, email: email(address) }))),
});
const ROSTERS = [
  roster(NL, ['Seán O’Brien', 'sean@nic.nl'], ['Anna Visser', 'anna@nic.nl']),
  roster(BR, ['Łukasz Sørensen', 'ls@nic.br'], ['Anna Silva', 'as@nic.br'], ['Bo Visser', 'bo@nic.br']),
];
const world = quietWorld({ table: TABLE, rosters: new Map(ROSTERS.map((one) => [one.tld, one])) });

function found(search: readonly string[], tlds: readonly Tld[] = []): readonly string[] {
  const command = {
    word: 'WHO',
    lines: { from: 1, to: 1 },
    tlds: tlds.map((tld) => ({ known: true as const, tld })),
    regions: [],
    search,
  } as const;
  const answer = directoryInformation(command, tlds, world);
  return answer.kind === 'directory' ? answer.rosters.flatMap((one) => one.contacts.map(({ name }) => name)) : [];
}

test.each([
  ['sorensen', ['Łukasz Sørensen']],
  ['lukasz', ['Łukasz Sørensen']],
  ["o'brien", ['Seán O’Brien']],
  ['obrien', ['Seán O’Brien']],
])('letters that are not on everybody’s keyboard may be written plainly: WHO %s', (word, names) => {
  expect(found([word])).toEqual(names);
});

test('given name and family name mean the one person who has both', () => {
  expect(found(['anna', 'visser'])).toEqual(['Anna Visser']);
});

test('words that nobody has together are several people', () => {
  expect(found(['sean', 'lukasz'])).toEqual(['Łukasz Sørensen', 'Seán O’Brien']);
});

test('a word of which nothing is left to be searched for is nobody, not everybody', () => {
  expect(found(["''"])).toEqual([]);
  expect(found(['anna', "''", 'silva'])).toEqual(['Anna Silva']);
});

test('a ccTLD beside a word adds its contacts', () => {
  expect(found(['lukasz'], [NL])).toEqual(['Łukasz Sørensen', 'Seán O’Brien', 'Anna Visser']);
});
