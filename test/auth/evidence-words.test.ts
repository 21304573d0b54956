import { describe, expect, it } from 'vitest';
import {
  authorEvidence,
  noSignatureEvidence,
  policyEvidence,
  proofEvidence,
  senderEvidence,
  shownDomain,
  signatureEvidence,
} from '../../src/auth/evidence.ts';
import type { Signature, SignatureFailure } from '../../src/auth/signatures.ts';
import type { Evidence, Proof } from '../../src/core/message.ts';

// What people read about a proof: each step under a stable key, in a sentence that names the domain it is about.

const FROM = 'nic.example';
const told = (...steps: readonly Evidence[]): readonly string[] =>
  steps.map(({ about, result, words }) => `${about} ${result}: ${words}`);

function signature(details: Partial<Signature> = {}): Signature {
  return {
    domain: FROM,
    outcome: { verified: true },
    hash: '',
    covers: new Set(),
    partOfBody: false,
    testing: false,
    irregular: false,
    signedAt: null,
    ...details,
  };
}

const failed = (why: SignatureFailure, domain = FROM): Signature =>
  signature({ domain, outcome: { verified: false, why } });

describe('a signature', () => {
  it.each<[SignatureFailure, string]>([
    ['no-key', 'dkim no-key: The DKIM signature of nic.example is not valid: the domain publishes no such key.'],
    ['weak-key', 'dkim weak-key: The DKIM signature of nic.example does not count: its key is shorter than 1024 bits.'],
    [
      'weak-algorithm',
      'dkim weak-algorithm: The DKIM signature of nic.example does not count: its algorithm (SHA-1) is broken.',
    ],
    ['expired', 'dkim expired: The DKIM signature of nic.example does not count: it has expired.'],
    [
      'body-changed',
      'dkim body-changed: The DKIM signature of nic.example is not valid: the text was changed after it was signed.',
    ],
    [
      'header-changed',
      'dkim header-changed: The DKIM signature of nic.example is not valid: a header was changed after it was signed, or somebody made it up.',
    ],
    ['not-valid', 'dkim not-valid: The DKIM signature of nic.example is not valid.'],
    ['no-answer', 'dns dkim: The DNS did not give the key for the DKIM signature of nic.example.'],
  ])('that fails: %s', (why, sentence) => {
    expect(told(...signatureEvidence(failed(why), null, FROM))).toEqual([sentence]);
  });

  it('of somebody else says nothing', () => {
    expect(told(...signatureEvidence(failed('unrelated', 'esp.test'), null, FROM))).toEqual([
      'dkim unrelated: The DKIM signature of esp.test says nothing about nic.example.',
    ]);
  });

  it('of a domain that only belongs to the same organisation', () => {
    const other = signature({ domain: 'mail.nic.example' });
    expect(told(...signatureEvidence(other, { gaps: [], needsSenderPolicy: false }, FROM))).toEqual([
      'dkim pass-other-domain: The DKIM signature of mail.nic.example is valid, but it is not exactly the domain of the From field.',
    ]);
  });

  it('that is good, with and without gaps', () => {
    const gap: Evidence = { about: 'coverage', result: 'test-key', words: 'It is a test.' };
    const of = (gaps: readonly Evidence[] | null): readonly string[] =>
      told(...signatureEvidence(signature(), gaps === null ? null : { gaps, needsSenderPolicy: false }, FROM));
    const whole = 'dkim pass: The DKIM signature of nic.example is valid and covers the text.';
    expect(of([])).toEqual([whole]);
    expect(of(null)).toEqual([whole]);
    expect(of([gap])).toEqual([
      'dkim pass: The DKIM signature of nic.example is valid.',
      'coverage test-key: It is a test.',
    ]);
  });

  it('that is missing, and the author', () => {
    expect(told(noSignatureEvidence(), authorEvidence(FROM))).toEqual([
      'dkim none: The mail has no DKIM signature.',
      'from one-author: The From field names one author, at nic.example.',
    ]);
  });
});

describe('the sender policy', () => {
  it.each([
    [null, 'not-asked', 'spf not-asked: There is no envelope sender whose SPF could say anything.'],
    ['mail.test', 'pass', 'spf pass: SPF: mail.test lets this server send its mail.'],
    ['mail.test', 'no-pass', 'spf no-pass: SPF: mail.test does not say that this server may send its mail.'],
    ['mail.test', 'no-answer', 'dns spf: The DNS did not give the SPF record of mail.test.'],
    [
      'mail.test',
      'not-asked',
      'spf not-asked: The SPF of mail.test (the envelope sender) says nothing about nic.example.',
    ],
  ] as const)('of %s: %s', (domain, outcome, sentence) => {
    expect(told(senderEvidence({ domain, outcome }, FROM))).toEqual([sentence]);
  });
});

describe('the policy of the From domain', () => {
  it.each([
    ['none', 'dmarc none: The DMARC record of nic.example asks nothing for unproved mail.'],
    ['quarantine', 'dmarc quarantine: The DMARC record of nic.example asks to set unproved mail aside.'],
    ['reject', 'dmarc reject: The DMARC record of nic.example asks to refuse unproved mail.'],
  ] as const)('%s', (policy, sentence) => {
    const record = { policy, strictDkim: false, strictSpf: false };
    expect(told(policyEvidence({ known: true, record }, FROM))).toEqual([sentence]);
  });

  it('that is not there, or not to be had', () => {
    expect(told(policyEvidence({ known: true, record: null }, FROM), policyEvidence({ known: false }, FROM))).toEqual([
      'dmarc no-record: nic.example publishes no DMARC record.',
      'dns dmarc: The DNS did not give the DMARC record of nic.example.',
    ]);
  });
});

describe('what stands in the end', () => {
  it.each<[Proof, string]>([
    ['signed', 'dmarc signed: nic.example vouches for this mail and for all of it that counts.'],
    ['aligned', 'dmarc aligned: The mail comes from nic.example, but nobody vouches for every word.'],
    ['none', 'dmarc none: Nothing proves that the mail comes from nic.example, and nothing disproves it.'],
    [
      'failed',
      'dmarc failed: Nothing proves that the mail comes from nic.example, and nic.example says that its mail always has proof.',
    ],
    ['unknown', 'dns unknown: Without that answer of the DNS nobody can tell who sent the mail.'],
  ])('%s', (proof, sentence) => {
    expect(told(...proofEvidence(proof, false, FROM))).toEqual([sentence]);
  });

  it('says why a good signature is not enough', () => {
    expect(told(...proofEvidence('aligned', true, FROM))).toEqual([
      'coverage needs-spf: The signature does not cover the To and SPF does not pass for the From domain, so it may be a copy of a mail to others.',
      'dmarc aligned: The mail comes from nic.example, but nobody vouches for every word.',
    ]);
    expect(proofEvidence('signed', true, FROM)).toHaveLength(1);
  });
});

describe('a domain is shown', () => {
  it.each([
    ['as A-labels', 'КЦ.рф', 'xn--j1ay.xn--p1ai'],
    ['whole up to eighty characters', `${'a.'.repeat(39)}nl`, `${'a.'.repeat(39)}nl`],
    ['by its end beyond', `bc${'.a'.repeat(38)}.nl`, `…c${'.a'.repeat(38)}.nl`],
    ['never where it is none', 'a b', 'a malformed domain'],
  ])('%s', (_, domain, shown) => {
    expect(shownDomain(domain)).toBe(shown);
  });
});
