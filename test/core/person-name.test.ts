import { describe, expect, test } from 'vitest';
import { alikeByName, calledSo, samePersonByName, sameWords } from '../../src/core/person-name.ts';

describe('the same words', () => {
  test.each([
    ['Jane Roe', 'ROE, Jané'],
    ['Jürgen Weiß', 'WEISS Jurgen'],
    ['Jane Roe', 'Jane  Roe '],
  ])('%s and %s', (one, other) => {
    expect([sameWords(one, other), sameWords(other, one)]).toEqual([true, true]);
  });

  test.each([
    ['Jane Roe', 'Jane M. Roe'],
    ['Jane Roe', 'Jane Rowe'],
  ])('not %s and %s', (one, other) => {
    expect([sameWords(one, other), sameWords(other, one)]).toEqual([false, false]);
  });
});

describe('could be one person', () => {
  test.each([
    ['Jane Roe', 'Jane M. Roe', true],
    ['Jane', 'JANE', true],
    ['Jane', 'Jane Roe', false],
    ['Jane Roe', 'John Roe', false],
    ['?', 'Jane', false],
    ['?', '!', false],
  ])('%s and %s: %s', (one, other, alike) => {
    expect([alikeByName(one, other), alikeByName(other, one)]).toEqual([alike, alike]);
  });
});

test.each([
  ['Jane Roe', 'Jane Doe', true],
  ['Ana Pérez', 'ANA PEREZ GOMEZ', true],
  ['Jane Roe', 'Max Moe', false],
])('%s who is called %s now is still that person: %s', (before, after, same) => {
  expect(samePersonByName(before, after)).toBe(same);
});

describe('whoever is called so', () => {
  const people = (...names: readonly string[]) => names.map((name) => ({ name }));
  test.each<[name: string | null, names: readonly string[], found: string | null]>([
    ['Jane Roe', ['Max Moe', 'Jane Roe'], 'Jane Roe'],
    ['JANE ROE', ['Max Moe', 'Jane Roe'], 'Jane Roe'],
    ['Jane Roe', ['Roe, Jane', 'Jane Roe'], 'Jane Roe'],
    ['JANE ROE', ['Roe, Jane', 'Jane Roe'], null],
    ['Jane M. Roe', ['Jane Roe'], null],
    ['', ['?'], null],
    [null, ['null'], null],
    ['Jane Roe', [], null],
  ])('%j among %j: %j', (name, names, found) => {
    expect(calledSo(name, people(...names))?.name ?? null).toBe(found);
  });
});
