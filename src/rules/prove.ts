import { allowsAll, anyCaseOf, type Box, boxOf, meet, regardless, uncovered } from './case-box.ts';
import { strictness } from './decide.ts';
import { type Demand, type Law, LAWS } from './laws.ts';
import type { Rule, RuleBook, When } from './rule-book.ts';
import type { FactName, Facts, Verdict } from './vocabulary.ts';

/** A case in which a law is broken, and the rule that breaks it (`otherwise` where no rule applies). */
export type CounterExample = { readonly facts: Facts; readonly rule: string; readonly verdict: Verdict };

export type LawResult = {
  readonly law: Law;
  readonly holds: boolean;
  /** One for each rule that breaks it. */
  readonly counterExamples: readonly CounterExample[];
};

type Ruled = { readonly rule: Rule; readonly box: Box };
type Breach = { readonly rule: Rule; readonly verdict: Verdict; readonly box: Box };

/** Proves each law over every case there is, all books together, or shows cases that break it. */
export function proveLaws(book: Pick<RuleBook, 'rules' | 'otherwise'>): readonly LawResult[] {
  const ruled = book.rules.map((rule) => ({ rule, box: boxOf(rule.when) }));
  return LAWS.map((law) => {
    const breaches = breachesOf(law.demand, ruled, book.otherwise);
    const counterExamples = breaches.flatMap(({ rule, verdict, box }) => {
      const facts = anyCaseOf(box);
      return facts === null ? [] : [{ facts, rule: rule.id, verdict }];
    });
    return { law, holds: counterExamples.length === 0, counterExamples };
  });
}

/** Rules that are never among those that decide, with the stricter rules that overrule them in all their cases. */
export function neverDeciding(
  rules: readonly Rule[],
): readonly { readonly rule: Rule; readonly shadowedBy: readonly string[] }[] {
  const ruled = rules.map((rule) => ({ rule, box: boxOf(rule.when) }));
  return ruled.flatMap(({ rule, box }) => {
    const stricter = stricterThan(rule.verdict, ruled).filter((other) => meet(other.box, box) !== null);
    return uncovered(box, boxes(stricter)) === null
      ? [{ rule, shadowedBy: stricter.map((other) => other.rule.id) }]
      : [];
  });
}

function breachesOf(demand: Demand, ruled: readonly Ruled[], otherwise: Rule): readonly Breach[] {
  switch (demand.kind) {
    case 'never':
      return demand.cases.flatMap((cases) =>
        demand.verdicts.flatMap((verdict) => casesDecided(verdict, cases, ruled, otherwise)),
      );
    case 'no-refusal-by-mail':
      return demand.cases.flatMap((cases) => refusalsByMail(cases, ruled));
    case 'blind-to':
      return demand.cases.flatMap((cases) => rulesThatLook(demand.facts, cases, ruled));
    case 'never-stricter':
      return demand.order.slice(1).flatMap((better, index) => {
        const worse = demand.order[index];
        if (worse === undefined) return [];
        return demand.cases.flatMap((cases) =>
          stricterDespite(
            { ...cases, [demand.fact]: [worse] },
            { ...cases, [demand.fact]: [better] },
            demand.fact,
            ruled,
            otherwise,
          ),
        );
      });
  }
}

/** For each rule of this verdict, some of the cases that it decides. */
function casesDecided(verdict: Verdict, cases: When, ruled: readonly Ruled[], otherwise: Rule): readonly Breach[] {
  const region = boxOf(cases);
  const stricter = boxes(stricterThan(verdict, ruled));
  const breaches = ruled
    .filter(({ rule }) => rule.verdict === verdict)
    .flatMap(({ rule, box }) => breach(rule, verdict, within(region, box, stricter)));
  return verdict === otherwise.verdict
    ? [...breaches, ...breach(otherwise, verdict, uncovered(region, boxes(ruled)))]
    : breaches;
}

/** A refusal by mail is sent unless something stricter decides, or another refusal is said in the SMTP session. */
function refusalsByMail(cases: When, ruled: readonly Ruled[]): readonly Breach[] {
  const overruling = [
    ...boxes(stricterThan('refuse', ruled)),
    ...boxes(ruled.filter(({ rule }) => rule.verdict === 'refuse' && rule.smtp !== null)),
  ];
  return ruled
    .filter(({ rule }) => rule.verdict === 'refuse' && rule.smtp === null)
    .flatMap(({ rule, box }) => breach(rule, 'refuse', within(boxOf(cases), box, overruling)));
}

function rulesThatLook(facts: readonly FactName[], cases: When, ruled: readonly Ruled[]): readonly Breach[] {
  return ruled.flatMap(({ rule, box }) => {
    const seen = meet(box, boxOf(cases));
    return seen !== null && facts.some((fact) => !allowsAll(seen, fact))
      ? [{ rule, verdict: rule.verdict, box: seen }]
      : [];
  });
}

/** Cases in which the better answer meets a rule that is stricter than all that the worse answer meets. */
function stricterDespite(
  worse: When,
  better: When,
  fact: FactName,
  ruled: readonly Ruled[],
  otherwise: Rule,
): readonly Breach[] {
  const at = (when: When): readonly Ruled[] =>
    ruled.flatMap(({ rule, box }) => {
      const part = meet(box, boxOf(when));
      return part === null ? [] : [{ rule, box: regardless(part, fact) }];
    });
  const [withWorse, withBetter] = [at(worse), at(better)];
  const everything = boxes(withWorse);
  const breaches = withBetter.flatMap(({ rule, box }) => {
    const asStrict = boxes(withWorse.filter((other) => strictness(other.rule.verdict) >= strictness(rule.verdict)));
    const anyRule = within(box, box, asStrict);
    if (strictness(rule.verdict) > strictness(otherwise.verdict)) return breach(rule, rule.verdict, anyRule);
    // Where no rule applies to the worse answer, `otherwise` holds: that is not milder. Some rule must apply there.
    return everything.flatMap((some) => breach(rule, rule.verdict, within(some, box, asStrict))).slice(0, 1);
  });
  // The better answer meets no rule, so it is held; the worse one meets milder rules only.
  const milder = withWorse.filter(({ rule }) => strictness(rule.verdict) < strictness(otherwise.verdict));
  const covers = [...boxes(withBetter), ...boxes(withWorse.filter((other) => !milder.includes(other)))];
  const fallen = milder.flatMap(({ box }) => breach(otherwise, otherwise.verdict, uncovered(box, covers)));
  return [...breaches, ...fallen].flatMap(({ rule, verdict, box }) => breach(rule, verdict, meet(box, boxOf(better))));
}

function within(region: Box, box: Box, covers: readonly Box[]): Box | null {
  const both = meet(region, box);
  return both === null ? null : uncovered(both, covers);
}

function stricterThan(verdict: Verdict, ruled: readonly Ruled[]): readonly Ruled[] {
  return ruled.filter(({ rule }) => strictness(rule.verdict) > strictness(verdict));
}

function boxes(ruled: readonly Ruled[]): readonly Box[] {
  return ruled.map(({ box }) => box);
}

function breach(rule: Rule, verdict: Verdict, box: Box | null): readonly Breach[] {
  return box === null ? [] : [{ rule, verdict, box }];
}
