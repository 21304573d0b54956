import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ALL_CASES } from '../../src/rules/case-box.ts';
import { movedOutcomes } from '../../src/rules/compare.ts';
import { decide } from '../../src/rules/decide.ts';
import { neverDeciding, proveLaws } from '../../src/rules/prove.ts';
import type { Rule, RuleBook } from '../../src/rules/rule-book.ts';
import { answersTo, FACT_NAMES, type Facts, isFacts, type Verdict, VERDICTS } from '../../src/rules/vocabulary.ts';
import { shippedRules } from './shipped-rules.ts';

const book = await shippedRules();

function changed(id: string, change: Partial<Rule>): RuleBook {
  return { ...book, rules: book.rules.map((rule) => (rule.id === id ? { ...rule, ...change } : rule)) };
}

function brokenLaws(candidate: RuleBook): readonly string[] {
  return proveLaws(candidate).flatMap(({ law, holds }) => (holds ? [] : [law.name]));
}

function without(rule: string, fact: keyof Facts): Partial<Rule> {
  const when = book.rules.find(({ id }) => id === rule)?.when ?? {};
  return { when: Object.fromEntries(Object.entries(when).filter(([name]) => name !== fact)) };
}

const anyFacts = fc
  .record(Object.fromEntries(FACT_NAMES.map((fact) => [fact, fc.constantFrom(...answersTo(fact))])))
  .map((facts) => {
    if (!isFacts(facts)) throw new Error('not facts');
    return facts;
  });

describe('the laws', () => {
  test.each(proveLaws(book))('$law.name: $law.sentence', ({ counterExamples }) => {
    expect(counterExamples).toEqual([]);
  });

  test('are proved over billions of cases', () => {
    expect(ALL_CASES).toBe(FACT_NAMES.reduce((product, fact) => product * answersTo(fact).length, 1));
    expect(ALL_CASES).toBeGreaterThan(10 ** 10);
  });

  const breaks: readonly (readonly [string, Partial<Rule>, string])[] = [
    ['admin-aligned', { verdict: 'accept' }, 'change-needs-authority'],
    ['contact-copies-admin', { verdict: 'accept' }, 'roster-belongs-to-the-admin'],
    ['own-address-signed', { verdict: 'accept' }, 'new-address-is-tried'],
    ['doubtful-change', { verdict: 'accept' }, 'doubt-is-cleared-up'],
    ['machine-of-an-insider', { verdict: 'confirm' }, 'machines-are-not-answered'],
    ['machine-without-command', { verdict: 'hold' }, 'machines-confirm-nothing'],
    ['faulty-form', without('faulty-form', 'origin'), 'machines-are-not-answered'],
    ['token-missing', { verdict: 'accept' }, 'token-is-needed'],
    ['roster-not-for-strangers', { verdict: 'accept' }, 'strangers-read-nothing'],
    ['read-unproved', { verdict: 'accept' }, 'unproved-read-no-list'],
    ['failed-quarantine-admin', { verdict: 'accept' }, 'failed-does-nothing'],
    ['dns-silent', { verdict: 'accept' }, 'no-dns-no-decision'],
    ['from-disputed', { verdict: 'confirm' }, 'disputed-author-does-nothing'],
    ['frozen', { verdict: 'confirm' }, 'unusual-changes-are-seen'],
    ['frozen-after-confirmation', { verdict: 'accept' }, 'frozen-needs-a-reviewer'],
    ['iana-admin-new', { verdict: 'accept' }, 'iana-must-be-sure'],
    ['faulty-fit', { verdict: 'accept' }, 'faulty-is-not-done'],
    ['secretariat-changes', { verdict: 'accept' }, 'secretariat-uses-the-desk'],
    ['read-unproved', { smtp: null }, 'no-mail-to-the-unproved'],
    ['faulty-fit', without('faulty-fit', 'insight'), 'no-oracle'],
    ['admin-signed', { verdict: 'refuse' }, 'better-proof-never-hurts'],
  ];

  test.each(breaks)('a changed rule "%s" is found out (%#)', (id, change, law) => {
    const results = proveLaws(changed(id, change));
    expect(results.filter(({ holds }) => !holds).map((result) => result.law.name)).toContain(law);
  });

  test('a counter-example is a case that the changed book really decides so', () => {
    const candidate = changed('admin-aligned', { verdict: 'accept' });
    const [example] = proveLaws(candidate).flatMap(({ counterExamples }) => counterExamples);
    if (example === undefined) throw new Error('no counter-example');
    const decision = decide(candidate, example.facts);
    expect([decision.verdict, decision.decisive.map(({ id }) => id)]).toEqual(['accept', ['admin-aligned']]);
  });

  test('a policy without one of its cautious rules breaks a law', () => {
    const cautious = [
      'last-contact',
      'too-many-changes',
      'rank-conflict',
      'address-conflict',
      'namesake-listed',
      'listed-and-removed',
      'beside-a-confirmation',
      'beside-a-dispute',
      'frozen',
      'looks-like-a-role',
      'looks-odd',
      'doubtful-change',
    ];
    for (const id of cautious) {
      expect([id, brokenLaws({ ...book, rules: book.rules.filter((rule) => rule.id !== id) }).length > 0]).toEqual([
        id,
        true,
      ]);
    }
  });
});

describe('rules that never decide', () => {
  test('there is none in the shipped policy', () => {
    expect(neverDeciding(book.rules)).toEqual([]);
  });

  test('one that stricter rules always overrule is found, with those rules', () => {
    const idle: Rule = {
      ...(book.rules[0] ?? book.otherwise),
      id: 'idle',
      verdict: 'accept',
      when: { origin: ['bounce'], request: ['help'] },
    };
    expect(neverDeciding([...book.rules, idle])).toEqual([
      { rule: idle, shadowedBy: expect.arrayContaining(['bounce']) },
    ]);
  });
});

describe('the geometry of cases agrees with deciding case by case', () => {
  const small = (fact: keyof Facts): fc.Arbitrary<readonly string[]> =>
    fc.subarray([...answersTo(fact)], { minLength: 1 });
  const anyRule = fc
    .record({
      proof: small('proof'),
      sender: small('sender'),
      review: small('review'),
      verdict: fc.constantFrom(...VERDICTS),
    })
    .map(
      ({ proof, sender, review, verdict }): Rule => ({
        ...book.otherwise,
        id: 'random',
        verdict,
        when: { proof, sender, review },
      }),
    );
  const usual = decideUsual();

  function decideUsual(): Facts {
    const facts = Object.fromEntries(FACT_NAMES.map((fact) => [fact, answersTo(fact)[0] ?? '']));
    if (!isFacts(facts)) throw new Error('not facts');
    return facts;
  }

  function everyCase(): readonly Facts[] {
    const proofs = answersTo('proof');
    return proofs.flatMap((proof) =>
      answersTo('sender').flatMap((sender) =>
        answersTo('review').flatMap((review) => {
          const facts = { ...usual, proof, sender, review };
          return isFacts(facts) ? [facts] : [];
        }),
      ),
    );
  }

  function verdicts(rules: readonly Rule[]): readonly Verdict[] {
    return everyCase().map((facts) => decide({ ...book, rules }, facts).verdict);
  }

  test('for rules that never decide', () => {
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 8 }), (rules) => {
        const deciding = new Set(everyCase().flatMap((facts) => decide({ ...book, rules }, facts).decisive));
        expect(neverDeciding(rules).map(({ rule }) => rule)).toEqual(rules.filter((rule) => !deciding.has(rule)));
      }),
      { numRuns: 150 },
    );
  });

  test('for the comparison of two books', () => {
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 6 }), fc.array(anyRule, { maxLength: 6 }), (before, after) => {
        const moved = movedOutcomes({ ...book, rules: before }, { ...book, rules: after });
        expect(moved.length === 0).toBe(verdicts(before).join(' ') === verdicts(after).join(' '));
        for (const { example, before: old, after: now } of moved) {
          expect(decide({ ...book, rules: before }, example).verdict).toBe(old.verdict);
          expect(decide({ ...book, rules: after }, example).verdict).toBe(now.verdict);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('for the law of better proof', () => {
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 6 }), (rules) => {
        const holds = proveLaws({ rules, otherwise: book.otherwise }).find(
          ({ law }) => law.name === 'better-proof-never-hurts',
        )?.holds;
        const strictness = (facts: Facts): number => VERDICTS.indexOf(decide({ ...book, rules }, facts).verdict);
        // The usual facts are an insider's, for whom every sender is possible.
        const sound = everyCase().every((facts) =>
          facts.proof === 'none' || facts.proof === 'aligned'
            ? strictness({ ...facts, proof: facts.proof === 'none' ? 'aligned' : 'signed' }) <= strictness(facts)
            : true,
        );
        expect(holds).toBe(sound);
      }),
      { numRuns: 150 },
    );
  });
});

test('an attacker who chooses all facts but proof and sanction never gets a change accepted', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const attack: Facts = {
        ...facts,
        request: 'roster-change',
        effect: 'changes',
        proof: 'none',
        confirmation: 'none',
        review: 'none',
      };
      expect(decide(book, attack).verdict).not.toBe('accept');
    }),
  );
});
