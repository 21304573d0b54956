import { obstacles, type Rule, type RuleBook } from './rule-book.ts';
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
  for (const rule of book.rules) {
    const [fact, ...more] = obstacles(rule, facts, FACT_NAMES);
    if (fact === undefined) applied.push(rule);
    else if (more.length === 0 && fact !== 'request') missed.push({ rule, fact, value: facts[fact] });
  }
  if (applied.length === 0) applied.push(book.otherwise);
  const because = applied.toSorted((a, b) => strictness(b.verdict) - strictness(a.verdict));
  const verdict = VERDICTS.findLast((candidate) => because.some((rule) => rule.verdict === candidate)) ?? 'hold';
  return { verdict, because, decisive: because.filter((rule) => rule.verdict === verdict), missed, facts };
}

/** 0 for the mildest. */
export function strictness(verdict: Verdict): number {
  return VERDICTS.indexOf(verdict);
}
