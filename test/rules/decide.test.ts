import { describe, expect, test } from 'vitest';
import { decide } from '../../src/rules/decide.ts';
import type { Facts } from '../../src/rules/vocabulary.ts';
import { ADMIN_SIGNED } from './admin-signed.ts';
import { shippedRules } from './shipped-rules.ts';

const book = await shippedRules();

describe('a decision', () => {
  test('names all rules that apply, strictest first, and those that decide', () => {
    const { verdict, because, decisive } = decide(book, {
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
    const { missed } = decide(book, ADMIN_SIGNED);
    expect(missed.map(({ rule, fact, value }) => `${rule.id}: ${fact} ${value}`)).toEqual(
      expect.arrayContaining(['admin-aligned: proof signed', 'frozen: freeze none', 'no-change: effect changes']),
    );
    expect(missed.map(({ rule }) => rule.id)).not.toContain('status');
  });

  test('is hold where no rule applies', () => {
    const { verdict, because, decisive } = decide(book, { ...ADMIN_SIGNED, insight: 'outsider' });
    expect([verdict, because, decisive]).toEqual(['hold', [book.otherwise], [book.otherwise]]);
  });

  test('does not change with the order of the rules', () => {
    const reversed = { ...book, rules: book.rules.toReversed() };
    for (const proof of ['signed', 'aligned', 'none', 'failed-reject', 'unknown'] as const) {
      const facts: Facts = { ...ADMIN_SIGNED, proof };
      expect(decide(reversed, facts).verdict).toBe(decide(book, facts).verdict);
    }
  });
});
