import type { Brand } from './brand.ts';
import type { EmailAddress } from './email-address.ts';
import type { Instant } from './instant.ts';

/** `2026-000123`: year in UTC and a number within it. Given to every mail that is answered or refused. */
export type Reference = Brand<string, 'Reference'>;

export function referenceOf(year: number, number: number): Reference {
  return `${year}-${String(number).padStart(6, '0')}` as Reference;
}

export function parseReference(text: string): Reference | null {
  return /^\d{4}-\d{6,9}$/u.test(text) ? (text as Reference) : null;
}

/** SHA-256 in lower-case hexadecimal. */
export type Digest = Brand<string, 'Digest'>;

export function parseDigest(text: string): Digest | null {
  return /^[0-9a-f]{64}$/u.test(text) ? (text as Digest) : null;
}

/** A mail as the SMTP or LMTP session handed it over: nothing in it is believed yet. */
export type ReceivedMessage = {
  readonly raw: Uint8Array;
  readonly sha256: Digest;
  readonly receivedAt: Instant;
  /** Of the client that is answerable for the mail: the peer, or what a trusted relay named by XCLIENT or XFORWARD. */
  readonly client: { readonly ip: string; readonly helo: string };
  /** Reverse-path without angle brackets; empty for a null sender (`MAIL FROM:<>`). */
  readonly mailFrom: string;
  readonly recipients: readonly Recipient[];
};

/** A mailbox of ours that the client named in RCPT. */
export type Recipient = {
  readonly mailbox: 'admin' | 'postmaster' | 'abuse';
  /** What stood behind the `+` of `tld-ops-admin+detail@…`, in lower case; null where there was none. */
  readonly detail: string | null;
};

/** One field of the header block, as it stands on the wire and in order from the top. */
export type HeaderField = {
  /** In lower case. */
  readonly name: string;
  /** Raw octets after the colon read as Latin-1, folding kept out (CRLF removed, white space kept), outer space trimmed. */
  readonly value: string;
};

/** What the raw gate vouches for. */
export type RawStructure = { readonly fields: readonly HeaderField[]; readonly bodyOffset: number };

export function fieldsNamed(fields: readonly HeaderField[], name: string): readonly string[] {
  return fields.filter((field) => field.name === name).map((field) => field.value);
}

export function firstField(fields: readonly HeaderField[], name: string): string | null {
  return fields.find((field) => field.name === name)?.value ?? null;
}

/** Who wrote it, by the header From alone; what it is worth says {@link Proof}. */
export type Author = {
  readonly address: EmailAddress;
  /** Decoded display name, one line, control characters removed; empty where there is none. */
  readonly displayName: string;
};

export type Proof = 'signed' | 'aligned' | 'none' | 'failed' | 'unknown';

/** One step of the proof, for people: `about` is a stable key, `words` an English sentence without attacker's markup. */
export type Evidence = {
  readonly about: 'from' | 'spf' | 'dkim' | 'dmarc' | 'coverage' | 'freshness' | 'dns' | 'origin';
  readonly result: string;
  readonly words: string;
};

export type Origin = 'person' | 'automatic' | 'list' | 'bounce';

/** The message as authenticated: what DNS and cryptography say about it. */
export type Authentication = {
  readonly proof: Proof;
  /** The policy that the From domain's DMARC record asks for (after `sp`/`np`); null without a record. */
  readonly dmarcPolicy: 'none' | 'quarantine' | 'reject' | null;
  readonly evidence: readonly Evidence[];
  readonly origin: Origin;
  /**
   * Keys by which the same mail is recognised: `dkim:<hash of a passing signature>` for each signature that passed,
   * and `mail:<SHA-256 of From, Message-ID and body>`.
   */
  readonly replayKeys: readonly string[];
};

/** The owner of the From address sent it, as far as its domain can tell. */
export function isProved({ authentication }: Pick<AuthenticatedMessage, 'authentication'>): boolean {
  return authentication.proof === 'signed' || authentication.proof === 'aligned';
}

/** A mail that was put off or disproved must not stand in the way of the same mail when it proves itself. */
export const WEAKEST_PROOF_FIRST: readonly Proof[] = ['unknown', 'failed', 'none', 'aligned', 'signed'];

/** The text of a mail as its reader would see it, and what casts doubt on that. */
export type Reading = {
  /** Decoded, LF line ends, NFC not applied. Empty where the mail has no text. */
  readonly text: string;
  readonly source: 'plain' | 'html' | 'none';
  /** For a flowed text/plain (RFC 3676) lines were joined already. */
  readonly doubts: readonly ReadingDoubt[];
  /** The other alternative (HTML as text, capped), to see whether its commands agree; null where there is none. */
  readonly alternative: string | null;
  /** RFC 2045 type of every leaf part, for the reviewer. */
  readonly parts: readonly string[];
};

export type ReadingDoubt =
  | 'html-only'
  | 'lossy-charset'
  | 'unknown-charset'
  | 'broken-transfer-encoding'
  | 'several-texts'
  | 'nested-message'
  | 'malformed-structure'
  | 'too-long'
  | 'removed-characters'
  | 'alternatives-disagree'
  | 'subject-and-body-disagree';

/** Everything known about a mail before the roster is looked at. */
export type AuthenticatedMessage = {
  readonly receivedAt: Instant;
  readonly author: Author;
  /** `Message-ID` with angle brackets if it has the form of one and ≤ 250 octets, else null. */
  readonly messageId: string | null;
  /** The thread it belongs to, for the References of an answer (RFC 5322 §3.6.4): well-formed ones only, at most 20. */
  readonly references: readonly string[];
  /** Decoded, one line, control characters removed, ≤ 250 characters. */
  readonly subject: string;
  /** Addresses in To and Cc that could be read. They authenticate nothing. */
  readonly copied: readonly EmailAddress[];
  readonly recipients: readonly Recipient[];
  readonly reading: Reading;
  readonly authentication: Authentication;
};
