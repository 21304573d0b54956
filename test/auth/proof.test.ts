import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAligned } from '../../src/auth/alignment.ts';
import { judgeProof, type ProofFacts } from '../../src/auth/proof.ts';

const domains = ['nic.example', 'mail.nic.example', 'evil.example', 'example'] as const;
const policy = fc.record({
  policy: fc.constantFrom('none' as const, 'quarantine' as const, 'reject' as const),
  strictDkim: fc.boolean(),
  strictSpf: fc.boolean(),
});
const signature = fc.record({
  domain: fc.constantFrom(...domains),
  outcome: fc.constantFrom('verified' as const, 'not-verified' as const),
  complete: fc.boolean(),
  needsSenderPolicy: fc.boolean(),
});
const answered = fc.record({
  fromDomain: fc.constantFrom(...domains),
  signatures: fc.array(signature, { maxLength: 3 }),
  sender: fc.record({
    domain: fc.constantFrom(null, ...domains),
    outcome: fc.constantFrom('pass' as const, 'no-pass' as const),
  }),
  policy: fc.record({ known: fc.constant(true as const), record: fc.option(policy) }),
});

describe('the proof', () => {
  it('is never unknown where the DNS answered everything', () => {
    fc.assert(fc.property(answered, (facts) => judgeProof(facts) !== 'unknown'));
  });

  it('is what it would be with every answer, or unknown, where answers are missing', () => {
    fc.assert(
      fc.property(answered, fc.nat(2), fc.boolean(), fc.boolean(), (facts, which, noSender, noPolicy) => {
        const partly: ProofFacts = {
          ...facts,
          signatures: facts.signatures.map((fact, at) => (at === which ? { ...fact, outcome: 'no-answer' } : fact)),
          sender: noSender ? { ...facts.sender, outcome: 'no-answer' } : facts.sender,
          policy: noPolicy ? { known: false } : facts.policy,
        };
        // A record of p=quarantine weighs like one of p=reject.
        expect([judgeProof(facts), 'unknown']).toContain(judgeProof(partly));
      }),
      { numRuns: 2000 },
    );
  });

  it('is signed only by the From domain itself', () => {
    fc.assert(
      fc.property(answered, (facts) => {
        if (judgeProof(facts) !== 'signed') return;
        expect(facts.signatures).toContainEqual(
          expect.objectContaining({ domain: facts.fromDomain, outcome: 'verified', complete: true }),
        );
      }),
    );
  });
});

describe('alignment', () => {
  const cases: readonly [from: string, domain: string, strict: boolean, aligned: boolean][] = [
    ['nic.nl', 'nic.nl', true, true],
    ['nic.nl', 'NIC.nl.', true, true],
    ['nic.nl', 'mail.nic.nl', false, true],
    ['mail.nic.nl', 'nic.nl', false, true],
    ['a.nic.nl', 'b.nic.nl', false, true],
    ['nic.nl', 'mail.nic.nl', true, false],
    ['nic.nl', 'evil.nl', false, false],
    ['nic.nl', 'nl', false, false],
    ['nl', 'nic.nl', false, false],
    ['ai', 'ai', false, true],
    ['ai', 'nic.ai', false, false],
    ['nic.co.uk', 'evil.co.uk', false, false],
    ['co.uk', 'nic.co.uk', false, false],
    ['xn--j1ay.xn--p1ai', 'mail.xn--j1ay.xn--p1ai', false, true],
    ['a.github.io', 'b.github.io', false, false],
    ['nic.nl', 'evilnic.nl', false, false],
    ['nic.nl', '', false, false],
  ];
  it.each(cases)('%s and %s, strict: %s', (from, domain, strict, aligned) => {
    expect(isAligned(from, domain, strict)).toBe(aligned);
  });
});
