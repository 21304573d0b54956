import { anyCaseOf, type Box, boxOf, meet, uncovered } from './case-box.ts';
import { strictness } from './decide.ts';
import type { Rule, RuleBook } from './rule-book.ts';
import type { Facts, Verdict } from './vocabulary.ts';

/** Cases that another book decides otherwise; one of them is shown. */
export type MovedOutcome = {
  readonly before: { readonly verdict: Verdict; readonly rule: string };
  readonly after: { readonly verdict: Verdict; readonly rule: string };
  readonly example: Facts;
};

type Rules = Pick<RuleBook, 'rules' | 'otherwise'>;
/** Cases in which a rule is among those that decide: inside `box`, outside of all `covers`. */
type Reign = { readonly rule: Rule; readonly box: Box; readonly covers: readonly Box[] };

/** Where two books differ in their verdict, once for each pair of rules that decides differently. Exact. */
export function movedOutcomes(before: Rules, after: Rules): readonly MovedOutcome[] {
  const reignsAfter = reignsOf(after);
  return reignsOf(before).flatMap((old) =>
    reignsAfter.flatMap((now) => {
      if (old.rule.verdict === now.rule.verdict) return [];
      const both = meet(old.box, now.box);
      const found = both === null ? null : uncovered(both, [...old.covers, ...now.covers]);
      const example = found === null ? null : anyCaseOf(found);
      if (example === null) return [];
      return [
        {
          before: { verdict: old.rule.verdict, rule: old.rule.id },
          after: { verdict: now.rule.verdict, rule: now.rule.id },
          example,
        },
      ];
    }),
  );
}

function reignsOf({ rules, otherwise }: Rules): readonly Reign[] {
  const boxes = new Map(rules.map((rule) => [rule, boxOf(rule.when)]));
  const all = [...boxes.values()];
  const reigns = [...boxes].map(([rule, box]) => ({
    rule,
    box,
    covers: [...boxes].flatMap(([other, cover]) =>
      strictness(other.verdict) > strictness(rule.verdict) ? [cover] : [],
    ),
  }));
  return [...reigns, { rule: otherwise, box: boxOf({}), covers: all }];
}

/** What became of the rules themselves; also where no verdict moves, as with the words that a sender is told. */
export type RuleChanges = {
  readonly added: readonly Rule[];
  readonly removed: readonly Rule[];
  readonly changed: readonly { readonly rule: Rule; readonly parts: readonly RulePart[] }[];
};

export type RulePart = Exclude<keyof Rule, 'id' | 'book'>;

const PARTS: readonly RulePart[] = ['title', 'why', 'when', 'verdict', 'by', 'tell', 'smtp', 'examples'];

export function ruleChanges(before: Rules, after: Rules): RuleChanges {
  const old = new Map([...before.rules, before.otherwise].map((rule) => [rule.id, rule]));
  const now = new Map([...after.rules, after.otherwise].map((rule) => [rule.id, rule]));
  return {
    added: [...now.values()].filter(({ id }) => !old.has(id)),
    removed: [...old.values()].filter(({ id }) => !now.has(id)),
    changed: [...now.values()].flatMap((rule) => {
      const was = old.get(rule.id);
      const parts =
        was === undefined ? [] : PARTS.filter((part) => JSON.stringify(was[part]) !== JSON.stringify(rule[part]));
      return parts.length === 0 ? [] : [{ rule, parts }];
    }),
  };
}
