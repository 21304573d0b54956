import { describe, expect, test } from 'vitest';
import { movedOutcomes, ruleChanges } from '../../src/rules/compare.ts';
import { type Rule, SMTP_REPLIES } from '../../src/rules/rule-book.ts';
import { shippedRules } from './shipped-rules.ts';

const book = await shippedRules();
const [first, second] = book.rules;
if (first === undefined || second === undefined) throw new Error('the policy has no rules');

/** The same policy with its first rule as changed. */
const withFirst = (...instead: readonly Rule[]) => ({ ...book, rules: [...instead, ...book.rules.slice(1)] });

describe('what became of the rules', () => {
  test('nothing in the same policy', () => {
    expect(ruleChanges(book, book)).toEqual({ added: [], removed: [], changed: [] });
  });

  test('a new one, and one that is gone', () => {
    expect(ruleChanges(withFirst(), book)).toEqual({ added: [first], removed: [], changed: [] });
    expect(ruleChanges(book, withFirst())).toEqual({ added: [], removed: [first], changed: [] });
  });

  test.each<[keyof Rule, Partial<Rule>]>([
    ['title', { title: 'Something else.' }],
    ['why', { why: 'Because.' }],
    ['when', { when: { proof: ['unknown'] } }],
    ['verdict', { verdict: first.verdict === 'discard' ? 'hold' : 'discard' }],
    ['by', { by: [...(first.by ?? []), 'registered'] }],
    ['tell', { tell: 'Please call.' }],
    ['smtp', { smtp: SMTP_REPLIES[first.smtp?.enhanced === '5.7.1' ? '451 4.7.1' : '550 5.7.1'] }],
    ['examples', { examples: ['one more'] }],
  ])('another %s of a rule', (part, change) => {
    const after: Rule = { ...first, ...change };
    expect(ruleChanges(book, withFirst(after))).toEqual({
      added: [],
      removed: [],
      changed: [{ rule: after, parts: [part] }],
    });
  });

  test('the order of rules says nothing', () => {
    expect(ruleChanges(book, { ...book, rules: book.rules.toReversed() }).changed).toEqual([]);
  });

  test('what holds where no rule applies is one of them', () => {
    const otherwise: Rule = { ...book.otherwise, tell: 'Please wait.' };
    expect(ruleChanges(book, { ...book, otherwise }).changed).toEqual([{ rule: otherwise, parts: ['tell'] }]);
  });
});

describe('what is decided otherwise', () => {
  const helpOnly: Rule = { ...first, id: 'help-only', verdict: 'accept', when: { request: ['help'] } };
  const before = { rules: [helpOnly], otherwise: book.otherwise };

  test('is shown with both rules and a case', () => {
    const after = { rules: [{ ...helpOnly, verdict: 'refuse' as const }], otherwise: book.otherwise };
    const [moved, ...others] = movedOutcomes(before, after);
    expect(others).toEqual([]);
    expect(moved).toMatchObject({
      before: { verdict: 'accept', rule: 'help-only' },
      after: { verdict: 'refuse', rule: 'help-only' },
      example: { request: 'help' },
    });
  });

  test('is not what another rule of the same strictness decides', () => {
    expect(movedOutcomes(before, { ...before, rules: [{ ...helpOnly, id: 'help-again' }] })).toEqual([]);
  });
});
