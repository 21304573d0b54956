import { asciiDomain } from '../core/email-address.ts';
import type { Evidence, Proof } from '../core/message.ts';
import type { Coverage } from './coverage.ts';
import type { PolicyAnswer } from './domain-policy.ts';
import type { SenderPolicy } from './sender-policy.ts';
import type { Signature, SignatureFailure } from './signatures.ts';

const LONGEST_DOMAIN_SHOWN = 80;

/** A domain of the mail's for people to read: A-labels only, never long, nothing that is not a domain. */
export function shownDomain(domain: string): string {
  const ascii = asciiDomain(domain);
  if (ascii === null) return 'a malformed domain';
  return ascii.length <= LONGEST_DOMAIN_SHOWN ? ascii : `…${ascii.slice(-LONGEST_DOMAIN_SHOWN)}`;
}

export function authorEvidence(fromDomain: string): Evidence {
  return {
    about: 'from',
    result: 'one-author',
    words: `The From field names one author, at ${shownDomain(fromDomain)}.`,
  };
}

const FAILURES: Readonly<Record<Exclude<SignatureFailure, 'unrelated' | 'no-answer'>, string>> = {
  'no-key': 'is not valid: the domain publishes no such key.',
  'weak-key': 'does not count: its key is shorter than 1024 bits.',
  'weak-algorithm': 'does not count: its algorithm (SHA-1) is broken.',
  expired: 'does not count: it has expired.',
  'body-changed': 'is not valid: the text was changed after it was signed.',
  'header-changed': 'is not valid: a header was changed after it was signed, or somebody made it up.',
  'not-valid': 'is not valid.',
};

/** @param coverage null for a signature that does not verify. */
export function signatureEvidence(
  signature: Signature,
  coverage: Coverage | null,
  fromDomain: string,
): readonly Evidence[] {
  const whose = `The DKIM signature of ${shownDomain(signature.domain)}`;
  if (!signature.outcome.verified) {
    const { why } = signature.outcome;
    if (why === 'unrelated') return [dkim(why, `${whose} says nothing about ${shownDomain(fromDomain)}.`)];
    if (why === 'no-answer') {
      return [
        {
          about: 'dns',
          result: 'dkim',
          words: `The DNS did not give the key for the DKIM signature of ${shownDomain(signature.domain)}.`,
        },
      ];
    }
    return [dkim(why, `${whose} ${FAILURES[why]}`)];
  }
  if (signature.domain !== fromDomain) {
    return [dkim('pass-other-domain', `${whose} is valid, but it is not exactly the domain of the From field.`)];
  }
  const gaps = coverage?.gaps ?? [];
  if (gaps.length > 0) return [dkim('pass', `${whose} is valid.`), ...gaps];
  return [dkim('pass', `${whose} is valid and covers the text.`)];
}

export function noSignatureEvidence(): Evidence {
  return dkim('none', 'The mail has no DKIM signature.');
}

export function senderEvidence(sender: SenderPolicy, fromDomain: string): Evidence {
  const from = shownDomain(fromDomain);
  if (sender.domain === null) return spf('not-asked', 'There is no envelope sender whose SPF could say anything.');
  const domain = shownDomain(sender.domain);
  switch (sender.outcome) {
    case 'pass':
      return spf('pass', `SPF: ${domain} lets this server send its mail.`);
    case 'no-pass':
      return spf('no-pass', `SPF: ${domain} does not say that this server may send its mail.`);
    case 'no-answer':
      return { about: 'dns', result: 'spf', words: `The DNS did not give the SPF record of ${domain}.` };
    case 'not-asked':
      return spf('not-asked', `The SPF of ${domain} (the envelope sender) says nothing about ${from}.`);
  }
}

export function policyEvidence(answer: PolicyAnswer, fromDomain: string): Evidence {
  const from = shownDomain(fromDomain);
  if (!answer.known)
    return { about: 'dns', result: 'dmarc', words: `The DNS did not give the DMARC record of ${from}.` };
  if (answer.record === null) return dmarc('no-record', `${from} publishes no DMARC record.`);
  const asks = {
    none: 'asks nothing for unproved mail',
    quarantine: 'asks to set unproved mail aside',
    reject: 'asks to refuse unproved mail',
  }[answer.record.policy];
  return dmarc(answer.record.policy, `The DMARC record of ${from} ${asks}.`);
}

/** Why a complete signature still does not make the mail `signed`, and what stands in the end. */
export function proofEvidence(proof: Proof, lacksSenderPolicy: boolean, fromDomain: string): readonly Evidence[] {
  const from = shownDomain(fromDomain);
  const redirected: Evidence = {
    about: 'coverage',
    result: 'needs-spf',
    words:
      'The signature does not cover the To and SPF does not pass for the From domain, so it may be a copy of a mail to others.',
  };
  switch (proof) {
    case 'signed':
      return [dmarc('signed', `${from} vouches for this mail and for all of it that counts.`)];
    case 'aligned':
      return [
        ...(lacksSenderPolicy ? [redirected] : []),
        dmarc('aligned', `The mail comes from ${from}, but nobody vouches for every word.`),
      ];
    case 'none':
      return [dmarc('none', `Nothing proves that the mail comes from ${from}, and nothing disproves it.`)];
    case 'failed':
      return [
        dmarc(
          'failed',
          `Nothing proves that the mail comes from ${from}, and ${from} says that its mail always has proof.`,
        ),
      ];
    case 'unknown':
      return [
        { about: 'dns', result: 'unknown', words: 'Without that answer of the DNS nobody can tell who sent the mail.' },
      ];
  }
}

function dkim(result: string, words: string): Evidence {
  return { about: 'dkim', result, words };
}

function spf(result: string, words: string): Evidence {
  return { about: 'spf', result, words };
}

function dmarc(result: string, words: string): Evidence {
  return { about: 'dmarc', result, words };
}
