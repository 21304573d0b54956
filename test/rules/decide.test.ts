import { describe, expect, test } from 'vitest';
import { decide, strictest, strictness } from '../../src/rules/decide.ts';
import type { RuleBook } from '../../src/rules/rule-book.ts';
import type { Facts } from '../../src/rules/vocabulary.ts';
import { ADMIN_SIGNED } from './admin-signed.ts';
import { shippedRules } from './shipped-rules.ts';

const shipped = await shippedRules();
/** As if it had just been read: what is known of a rule is remembered with it. */
const anew = (): RuleBook => ({ ...shipped, rules: shipped.rules.map((rule) => ({ ...rule })) });
const factsByName: ReadonlyMap<string, string> = new Map(Object.entries(ADMIN_SIGNED));

describe('a decision', () => {
  test('names all rules that apply, strictest first, and those that decide', () => {
    const { verdict, because, decisive } = decide(anew(), {
      ...ADMIN_SIGNED,
      reading: 'doubtful',
      freeze: 'frozen',
      pace: 'over-limit',
    });
    expect(verdict).toBe('hold');
    expect(because.map(({ id }) => id)).toEqual(['too-many-changes', 'frozen', 'doubtful-change', 'admin-signed']);
    expect(decisive.map(({ id }) => id)).toEqual(['too-many-changes', 'frozen']);
  });

  test('names rules that one fact kept away, of the same request only', () => {
    const { missed } = decide(anew(), ADMIN_SIGNED);
    expect(missed.map(({ rule, fact, value }) => `${rule.id}: ${fact} ${value}`)).toEqual(
      expect.arrayContaining(['admin-aligned: proof signed', 'frozen: freeze none', 'no-change: effect changes']),
    );
    expect(missed.map(({ rule }) => rule.id)).not.toContain('status');
  });

  test('names no rule that two facts kept away', () => {
    for (const { rule, fact, value } of decide(anew(), ADMIN_SIGNED).missed) {
      const inTheWay = Object.entries(rule.when).filter(
        ([name, answers]) => !answers.includes(factsByName.get(name) ?? ''),
      );
      expect(inTheWay.map(([name]) => name)).toEqual([fact]);
      expect(value).toBe(ADMIN_SIGNED[fact]);
    }
  });

  test('is hold where no rule applies', () => {
    const { verdict, because, decisive } = decide(anew(), { ...ADMIN_SIGNED, insight: 'outsider' });
    expect([verdict, because, decisive]).toEqual(['hold', [shipped.otherwise], [shipped.otherwise]]);
  });

  test('does not change with the order of the rules', () => {
    const book = anew();
    const reversed = { ...book, rules: book.rules.toReversed() };
    for (const proof of ['signed', 'aligned', 'none', 'failed-reject', 'unknown'] as const) {
      const facts: Facts = { ...ADMIN_SIGNED, proof };
      expect(decide(reversed, facts).verdict).toBe(decide(book, facts).verdict);
    }
  });
});

test('the strictest of several verdicts counts, and hold where there is none', () => {
  expect([strictest([]), strictest(['accept']), strictest(['confirm', 'refuse', 'hold'])]).toEqual([
    'hold',
    'accept',
    'refuse',
  ]);
  expect(strictness('accept')).toBe(0);
  expect(strictness('hold')).toBeGreaterThan(strictness('confirm'));
});
