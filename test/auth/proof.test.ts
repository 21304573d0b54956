import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAligned } from '../../src/auth/alignment.ts';
import type { DomainPolicy } from '../../src/auth/domain-policy.ts';
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

describe('the proof is', () => {
  const GOOD = { domain: 'nic.example', outcome: 'verified', complete: true, needsSenderPolicy: false } as const;
  const strict = { policy: 'reject', strictDkim: true, strictSpf: true } as const;
  const relaxed = { policy: 'reject', strictDkim: false, strictSpf: false } as const;
  const NO_SENDER = { domain: null, outcome: 'no-pass' } as const;
  const sender = (domain: string | null): ProofFacts['sender'] => ({ domain, outcome: 'pass' });
  const silentSender = { domain: 'nic.example', outcome: 'no-answer' } as const;

  type Case = readonly [about: string, proof: string, facts: Partial<ProofFacts>, record?: DomainPolicy | null];
  const cases: readonly Case[] = [
    ['signed by a complete signature', 'signed', { signatures: [GOOD] }],
    ['signed by the second', 'signed', { signatures: [{ ...GOOD, outcome: 'not-verified' }, GOOD] }],
    ['aligned by one with gaps', 'aligned', { signatures: [{ ...GOOD, complete: false }] }],
    ['none by one that fails', 'none', { signatures: [{ ...GOOD, outcome: 'not-verified' }] }],
    ['aligned without the SPF that it needs', 'aligned', { signatures: [{ ...GOOD, needsSenderPolicy: true }] }],
    ['signed with it', 'signed', { signatures: [{ ...GOOD, needsSenderPolicy: true }], sender: sender('nic.example') }],
    ['none by a subdomain, no record', 'none', { signatures: [{ ...GOOD, domain: 'mail.nic.example' }] }],
    ['aligned by a subdomain', 'aligned', { signatures: [{ ...GOOD, domain: 'mail.nic.example' }] }, relaxed],
    ['failed by a subdomain, strictly', 'failed', { signatures: [{ ...GOOD, domain: 'mail.nic.example' }] }, strict],
    ['aligned by SPF', 'aligned', { sender: sender('nic.example') }],
    ['none by the SPF of a subdomain, no record', 'none', { sender: sender('mail.nic.example') }],
    ['aligned by the SPF of a subdomain', 'aligned', { sender: sender('mail.nic.example') }, relaxed],
    ['failed by the SPF of a subdomain, strictly', 'failed', { sender: sender('mail.nic.example') }, strict],
    ['failed by a pass of nobody', 'failed', { sender: sender(null) }, relaxed],
    ['none without anything', 'none', {}, null],
    ['none where the domain asks nothing', 'none', {}, { ...relaxed, policy: 'none' }],
    ['failed where it asks to set aside', 'failed', {}, { ...relaxed, policy: 'quarantine' }],
    ['failed where it asks to refuse', 'failed', {}, relaxed],
    ['unknown where its key might say so', 'unknown', { signatures: [{ ...GOOD, outcome: 'no-answer' }] }],
    ['unknown where its SPF might say so', 'unknown', { sender: silentSender }],
    ['signed where SPF could add nothing', 'signed', { signatures: [GOOD], sender: silentSender }],
    ['unknown where the record might ask for more', 'unknown', { policy: { known: false } }],
    ['aligned whatever the record says', 'aligned', { sender: sender('nic.example'), policy: { known: false } }],
    [
      'unknown where the record might be strict',
      'unknown',
      { sender: sender('mail.nic.example'), policy: { known: false } },
    ],
  ];
  it.for(cases)('%s: %s', ([, proof, facts, record = null]) => {
    const given: ProofFacts = {
      fromDomain: 'nic.example',
      signatures: [],
      sender: NO_SENDER,
      policy: { known: true, record },
    };
    expect(judgeProof({ ...given, ...facts })).toBe(proof);
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
    ['', '', false, false],
    ['', 'nic.nl', false, false],
    ['.', '.', true, false],
    ['nl', 'br', false, false],
    ['NIC.NL', 'Mail.Nic.nl.', false, true],
  ];
  it.each(cases)('%s and %s, strict: %s', (from, domain, strict, aligned) => {
    expect(isAligned(from, domain, strict)).toBe(aligned);
  });
});
