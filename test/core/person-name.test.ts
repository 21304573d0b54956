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

describe('the same person by name', () => {
  test.each([
    ['John Doe', 'John Smith', true],
    ['John Doe', 'J. Doe', true],
    ['José Núñez', 'JOSE Nunez-Perez', true],
    ['Anna-Maria Roe', 'Maria Roe-Doe', true],
    ["Sean O'Neil", 'S. O’Neil', true],
    ['Иван Петров', 'ИВАН Сидоров', true],
    ['फिरोज ज़फर', 'फ़िरोज जफर', true],
    ['สมชาย ใจดี', 'สมช่าย ใจดี๋', true],
    ['John Doe', 'Max Moe', false],
    ['John Doe', 'Johnny Doering', false],
    ['John - Doe', 'Max - Moe', false],
    [' John ', ' Max ', false],
    ['John Doe', '', false],
    ['', '', false],
  ])('%s, then %s: %s', (before, after, same) => {
    expect(samePersonByName(before, after)).toBe(same);
  });
});

describe('one name written in two ways', () => {
  test.each([
    ['Jane Roe', 'JANE ROE', true],
    ['Jane Roe', 'Roe, Jane', true],
    ['Jane Roe', 'Jane M. Roe', true],
    ['Jane Roe', 'Jané Roe', true],
    ['Jane Roe', 'Dr Jane Roe', true],
    ['Jean-Pierre Dupont', 'DUPONT Jean Pierre', true],
    ['Karl Weiß', 'KARL WEISS', true],
    ['Νίκος Παππάς', 'ΠΑΠΠΑΣ ΝΙΚΟΣ', true],
    ['Иван Петров', 'Петров Иван Ильич', true],
    ['王 小明', '小明 王', true],
    ['王小明', '王小明', true],
    ['محمد علي', 'علي، محمد', true],
    ['מֹשֶׁה כהן', 'משה כהן', true],
    ['प्रिया शर्मा', 'शर्मा, प्रिया', true],
    ['김철수', '김철수', true],
    ['Madonna', 'MADONNA', true],
    ['Jane Roe', 'Jane Smith', false],
    ['Jane Roe', 'Max Roe', false],
    ['Jane Roe', 'Jane', false],
    ['Jane Roe', 'J. Roe', false],
    ['Jane Anna Roe', 'Jane Maria Roe', false],
    ['王小明', '王小美', false],
    ['राम कमल', 'रमा कमला', false],
    ['', '', false],
    ['', 'Jane Roe', false],
    ['- -', '- -', false],
    ['?', 'Jane', false],
  ])('%s and %s: %s', (one, other, alike) => {
    expect(alikeByName(one, other)).toBe(alike);
    expect(alikeByName(other, one)).toBe(alike);
  });
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
