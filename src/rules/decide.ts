import { oncePer } from '../core/once-per.ts';
import type { Rule, RuleBook } from './rule-book.ts';
import { FACT_NAMES, type FactName, type Facts, type Verdict, VERDICTS } from './vocabulary.ts';

/** A rule that a single fact kept from applying. */
export type MissedRule = { readonly rule: Rule; readonly fact: FactName; readonly value: string };

export type Decision = {
  readonly verdict: Verdict;
  /** All rules that apply, strictest first, in the order of the book within one verdict. Never empty. */
  readonly because: readonly Rule[];
  /** Those of them that carry the verdict. */
  readonly decisive: readonly Rule[];
  /** Rules about this request that would apply if one fact were otherwise. */
  readonly missed: readonly MissedRule[];
  readonly facts: Facts;
};

/** All rules that apply are collected and the strictest wins; where none applies, the book's `otherwise` holds. */
export function decide(book: RuleBook, facts: Facts): Decision {
  const applied: Rule[] = [];
  const missed: MissedRule[] = [];
  for (const { rule, conditions } of conditionsOf(book)) {
    const obstacle = onlyObstacle(conditions, facts);
    if (obstacle === 'none') applied.push(rule);
    else if (obstacle !== 'several' && obstacle !== 'request')
      missed.push({ rule, fact: obstacle, value: facts[obstacle] });
  }
  if (applied.length === 0) applied.push(book.otherwise);
  const because = applied.toSorted((a, b) => strictness(b.verdict) - strictness(a.verdict));
  const verdict = strictest(because.map((rule) => rule.verdict));
  return { verdict, because, decisive: because.filter((rule) => rule.verdict === verdict), missed, facts };
}

/** What of the facts keeps the rule from applying. */
function onlyObstacle(conditions: readonly Condition[], facts: Facts): FactName | 'none' | 'several' {
  let obstacle: FactName | 'none' = 'none';
  for (const { fact, answers } of conditions) {
    if (answers.includes(facts[fact])) continue;
    if (obstacle !== 'none') return 'several';
    obstacle = fact;
  }
  return obstacle;
}

type Condition = { readonly fact: FactName; readonly answers: readonly string[] };

// A rule names a few facts of many, and each mail is held against all rules.
const conditionsOf = oncePer((book: RuleBook) =>
  book.rules.map((rule) => ({
    rule,
    conditions: FACT_NAMES.flatMap((fact) => {
      const answers = rule.when[fact];
      return answers === undefined ? [] : [{ fact, answers }];
    }),
  })),
);

/** The one that counts among several; `hold` where there is none. */
export function strictest(verdicts: readonly Verdict[]): Verdict {
  return VERDICTS.findLast((verdict) => verdicts.includes(verdict)) ?? 'hold';
}

/** 0 for the mildest. */
export function strictness(verdict: Verdict): number {
  return VERDICTS.indexOf(verdict);
}
