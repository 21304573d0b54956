import { domainOf, type EmailAddress, parseAuthorAddress } from '../core/email-address.ts';
import type { Instant } from '../core/instant.ts';
import {
  type Authentication,
  type Author,
  type Evidence,
  fieldsNamed,
  type RawStructure,
  type ReceivedMessage,
} from '../core/message.ts';
import { readAddressList } from './address-list.ts';
import { type AuthorFault, type AuthorReading, readAuthor } from './author.ts';
import { type Coverage, coverageOf, type Freshness } from './coverage.ts';
import { createDnsLookup, limited, type Lookup } from './dns-lookup.ts';
import { findDomainPolicy, type PolicyAnswer } from './domain-policy.ts';
import {
  authorEvidence,
  noSignatureEvidence,
  policyEvidence,
  proofEvidence,
  senderEvidence,
  signatureEvidence,
} from './evidence.ts';
import { readOrigin } from './origin.ts';
import { judgeProof, type SignatureFact } from './proof.ts';
import { replayKeysOf } from './replay-keys.ts';
import { checkSenderPolicy, type SenderPolicy } from './sender-policy.ts';
import { type Signature, type Signatures, verifySignatures } from './signatures.ts';

export type AuthSettings = {
  /** Our name, for SPF macros. */
  readonly hostname: string;
  /** The admin mailbox and its aliases; their plus-addresses are ours too. */
  readonly ourAddresses: readonly EmailAddress[];
  readonly dns: {
    /** `127.0.0.1:5353`; empty: the system's resolvers. */
    readonly servers: readonly string[];
    /** For one question. */
    readonly timeoutMs: number;
  };
  /** For all questions about one mail together. */
  readonly deadlineMs: number;
  readonly freshness: Freshness;
};

export type AuthOutcome =
  | {
      readonly ok: true;
      readonly author: Author;
      readonly authentication: Authentication;
      /** Who mailauth thinks wrote it, in the form of {@link EmailAddress} where it has that form; must be the same. */
      readonly mailauthFrom: string | null;
      /** Addresses in To and Cc that could be read; they authenticate nothing. */
      readonly copied: readonly EmailAddress[];
    }
  | { readonly ok: false; readonly fault: AuthorFault; readonly evidence: readonly Evidence[] };

export type Authenticator = {
  /**
   * Never rejects, whatever the mail holds and whatever the DNS does; takes hardly longer than the deadline.
   * @param calledOff ends it early, as the deadline does
   */
  authenticate(
    message: ReceivedMessage,
    structure: RawStructure,
    now: Instant,
    calledOff?: AbortSignal,
  ): Promise<AuthOutcome>;
};

// SPF alone may take ten terms with ten mail servers each; more honest domains need a dozen questions in all.
const MOST_QUESTIONS = { signatures: 12, sender: 36, policy: 12 } as const;

export function createAuthenticator(settings: AuthSettings): Authenticator {
  const lookup = createDnsLookup(settings.dns);
  return {
    async authenticate(message, structure, now, calledOff) {
      const reading = readOneAuthor(structure);
      if (!reading.ok) return { ok: false, fault: reading.fault, evidence: [AUTHOR_FAULTS[reading.fault]] };
      const { author } = reading;
      const checks = await check(settings, lookup, message, structure, author, now, calledOff);
      return {
        ok: true,
        author,
        authentication: conclude(settings, message, structure, author, checks, now),
        mailauthFrom: normalized(checks.signatures.author),
        copied: ['to', 'cc'].flatMap((name) => fieldsNamed(structure.fields, name).flatMap(readAddressList)),
      };
    },
  };
}

const AUTHOR_FAULTS: Readonly<Record<AuthorFault, Evidence>> = {
  'no-author': { about: 'from', result: 'no-author', words: 'The mail does not say who wrote it (From).' },
  'several-authors': { about: 'from', result: 'several-authors', words: 'The From field names more than one author.' },
  'malformed-author': {
    about: 'from',
    result: 'malformed-author',
    words: 'The From field is not one plain address with or without a name.',
  },
};

function readOneAuthor(structure: RawStructure): AuthorReading {
  const [value, ...others] = fieldsNamed(structure.fields, 'from');
  if (value === undefined) return { ok: false, fault: 'no-author' };
  return others.length > 0 ? { ok: false, fault: 'several-authors' } : readAuthor(value);
}

type Checks = { readonly signatures: Signatures; readonly sender: SenderPolicy; readonly policy: PolicyAnswer };

/** The three questions to the DNS at once, each with its own share, so that none can use up another's. */
async function check(
  settings: AuthSettings,
  lookup: Lookup,
  message: ReceivedMessage,
  structure: RawStructure,
  author: Author,
  now: Instant,
  calledOff: AbortSignal | undefined,
): Promise<Checks> {
  // AbortSignal.timeout would live on, with all that hangs on it, until the deadline of a mail that was long decided.
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), settings.deadlineMs);
  if (calledOff?.aborted === true) deadline.abort();
  calledOff?.addEventListener('abort', () => deadline.abort(), { once: true });
  const share = (questions: number): Lookup => limited(lookup, questions, deadline.signal);
  const fromDomain = domainOf(author.address);
  const [signatures, sender, policy] = await Promise.all([
    verifySignatures(message.raw, structure, fromDomain, now, share(MOST_QUESTIONS.signatures)),
    checkSenderPolicy(message, fromDomain, settings.hostname, share(MOST_QUESTIONS.sender)),
    findDomainPolicy(author.address, share(MOST_QUESTIONS.policy)),
  ]).finally(() => clearTimeout(timer));
  return { signatures, sender, policy };
}

function conclude(
  settings: AuthSettings,
  message: ReceivedMessage,
  structure: RawStructure,
  author: Author,
  checks: Checks,
  now: Instant,
): Authentication {
  const fromDomain = domainOf(author.address);
  const { sender, policy } = checks;
  const signatures = checks.signatures.all.map((signature) => ({
    signature,
    coverage: coverageOf(signature, message.raw, structure, settings.ourAddresses, now, settings.freshness),
  }));
  const proof = judgeProof({
    fromDomain,
    signatures: signatures.map(({ signature, coverage }) => factOf(signature, coverage)),
    sender: { domain: sender.domain, outcome: sender.outcome === 'not-asked' ? 'no-pass' : sender.outcome },
    policy,
  });
  const complete = signatures.filter(
    ({ signature, coverage }) =>
      signature.outcome.verified && signature.domain === fromDomain && coverage.gaps.length === 0,
  );
  const origin = readOrigin({
    fields: structure.fields,
    mailFrom: message.mailFrom,
    recipients: message.recipients,
    author: author.address,
  });
  return {
    proof,
    dmarcPolicy: policy.known ? (policy.record?.policy ?? null) : null,
    evidence: [
      authorEvidence(fromDomain),
      ...(signatures.length === 0 ? [noSignatureEvidence()] : []),
      ...signatures.flatMap(({ signature, coverage }) => signatureEvidence(signature, coverage, fromDomain)),
      senderEvidence(sender, fromDomain),
      policyEvidence(policy, fromDomain),
      ...proofEvidence(proof, complete.length > 0, fromDomain),
      ...origin.evidence,
    ],
    origin: origin.origin,
    replayKeys: replayKeysOf(author.address, message.raw, structure, checks.signatures.all),
  };
}

function factOf(signature: Signature, coverage: Coverage): SignatureFact {
  const { outcome, domain } = signature;
  return {
    domain,
    outcome: outcome.verified ? 'verified' : outcome.why === 'no-answer' ? 'no-answer' : 'not-verified',
    complete: coverage.gaps.length === 0,
    needsSenderPolicy: coverage.needsSenderPolicy,
  };
}

function normalized(address: string | null): string | null {
  if (address === null) return null;
  const reading = parseAuthorAddress(address);
  return reading.ok ? reading.address : address;
}
