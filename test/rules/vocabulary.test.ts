import { describe, expect, test } from 'vitest';
import {
  answersTo,
  CONFIRMERS,
  FACT_NAMES,
  FACTS,
  isConfirmerName,
  isFactName,
  isFacts,
  isVerdict,
  VERDICTS,
} from '../../src/rules/vocabulary.ts';
import { factsAbout } from './judged.ts';

describe('the vocabulary of the policy', () => {
  const facts = factsAbout({ text: 'STATUS .nl' });

  test('names every fact once', () => {
    expect(FACT_NAMES).toEqual(Object.keys(FACTS));
    expect(answersTo('review')).toEqual(['none', 'asked-admin', 'approved']);
    expect([isFactName('proof'), isFactName('prof'), isFactName('toString')]).toEqual([true, false, false]);
  });

  test('is spoken where each fact has one of its own answers', () => {
    expect(isFacts(facts)).toBe(true);
    expect(isFacts({ ...facts, proof: 'certain' })).toBe(false);
    expect(isFacts({ ...facts, reading: 'signed' })).toBe(false);
    expect(isFacts(Object.fromEntries(Object.entries(facts).slice(1)))).toBe(false);
    expect(isFacts({})).toBe(false);
  });

  test('knows its verdicts and confirmers', () => {
    expect(VERDICTS.every(isVerdict) && CONFIRMERS.every(isConfirmerName)).toBe(true);
    expect([isVerdict('admin'), isVerdict(''), isConfirmerName('accept'), isConfirmerName('')]).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
