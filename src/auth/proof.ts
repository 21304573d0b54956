import type { Proof } from '../core/message.ts';
import { isAligned } from './alignment.ts';
import type { DomainPolicy, PolicyAnswer } from './domain-policy.ts';

/** A signature that may speak for the From domain. */
export type SignatureFact = {
  readonly domain: string;
  readonly outcome: 'verified' | 'not-verified' | 'no-answer';
  /** It covers all that we rely on. */
  readonly complete: boolean;
  /** It counts as `signed` only together with SPF. */
  readonly needsSenderPolicy: boolean;
};

export type SenderFact = { readonly domain: string | null; readonly outcome: 'pass' | 'no-pass' | 'no-answer' };

export type ProofFacts = {
  readonly fromDomain: string;
  readonly signatures: readonly SignatureFact[];
  readonly sender: SenderFact;
  readonly policy: PolicyAnswer;
};

const BOTH = [true, false] as const;

/** Everything a record that we did not get to see may say, as far as it matters. */
const POSSIBLE_RECORDS: readonly (DomainPolicy | null)[] = [
  null,
  ...(['none', 'reject'] as const).flatMap((policy) =>
    BOTH.map((strict) => ({ policy, strictDkim: strict, strictSpf: strict })),
  ),
];

/**
 * The proof that the evidence gives. What the DNS did not answer is tried both ways: where that makes no difference it
 * does not matter, and where it does, the proof is `unknown`.
 */
export function judgeProof(facts: ProofFacts): Proof {
  const records = facts.policy.known ? [facts.policy.record] : POSSIBLE_RECORDS;
  const possible = new Set<Proof>();
  for (const record of records) {
    for (const hopefulForKeys of BOTH) {
      for (const hopefulForSender of BOTH) possible.add(proofIf(facts, record, hopefulForKeys, hopefulForSender));
    }
  }
  const [proof] = possible;
  return possible.size === 1 && proof !== undefined ? proof : 'unknown';
}

function proofIf(
  facts: ProofFacts,
  record: DomainPolicy | null,
  keysWouldVerify: boolean,
  senderWouldPass: boolean,
): Proof {
  const { fromDomain, sender } = facts;
  // Without a record only exactly the From domain counts.
  const strictDkim = record?.strictDkim ?? true;
  const strictSpf = record?.strictSpf ?? true;
  const verified = facts.signatures.filter(
    ({ outcome }) => outcome === 'verified' || (outcome === 'no-answer' && keysWouldVerify),
  );
  const passes = sender.outcome === 'pass' || (sender.outcome === 'no-answer' && senderWouldPass);
  const senderAligned = passes && sender.domain !== null && isAligned(fromDomain, sender.domain, strictSpf);
  const signed = verified.some(
    (signature) =>
      signature.complete &&
      isAligned(fromDomain, signature.domain, true) &&
      (senderAligned || !signature.needsSenderPolicy),
  );
  if (signed) return 'signed';
  if (senderAligned || verified.some(({ domain }) => isAligned(fromDomain, domain, strictDkim))) return 'aligned';
  return record === null || record.policy === 'none' ? 'none' : 'failed';
}
