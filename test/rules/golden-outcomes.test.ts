import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { decide } from '../../src/rules/decide.ts';
import { FACT_NAMES, isFacts, type Verdict } from '../../src/rules/vocabulary.ts';
import { shippedRules } from './shipped-rules.ts';

type Golden = {
  usual: Record<string, string>;
  cases: { case: string; when: Record<string, string>; verdict: Verdict; rules: string[] }[];
};

const golden = parse(readFileSync(new URL('golden-outcomes.yaml', import.meta.url), 'utf8')) as Golden;
const book = await shippedRules();

test.each(golden.cases)('$case: $verdict', ({ when, verdict, rules }) => {
  const facts = { ...golden.usual, ...when };
  expect(Object.keys(facts).filter((name) => !FACT_NAMES.some((fact) => fact === name))).toEqual([]);
  if (!isFacts(facts)) throw new Error('a fact has an unknown answer');
  const decision = decide(book, facts);
  expect({ verdict: decision.verdict, rules: decision.decisive.map(({ id }) => id).toSorted() }).toEqual({
    verdict,
    rules: rules.toSorted(),
  });
});

test('each shipped rule decides at least one of these cases', () => {
  const seen = new Set(golden.cases.flatMap(({ rules }) => rules));
  expect(book.rules.map(({ id }) => id).filter((id) => !seen.has(id))).toEqual([]);
});
