import type { Tld } from '../core/cctld.ts';
import type { EmailAddress } from '../core/email-address.ts';
import type { HeldCase } from '../core/held-case.ts';
import type { IanaObservation, IanaRecord } from '../core/iana.ts';
import type { Instant } from '../core/instant.ts';
import type { Digest, Proof, ReceivedMessage, Reference } from '../core/message.ts';
import type { QueuedMail } from '../core/outgoing.ts';
import type { AuditEntry, CommitOutcome, Plan } from '../core/plan.ts';
import type { Roster } from '../core/roster.ts';
import type { StoredMail, World } from '../core/world.ts';

/** What of the world depends on the mail at hand. */
export type WorldQuery = {
  readonly from: EmailAddress | null;
  /** SHA-256 of each token that came with the mail; the first that opens something counts. */
  readonly tokenHashes: readonly Digest[];
  /** See {@link Store.defer}. */
  readonly deferralKey: Digest | null;
};

export type StoredAudit = AuditEntry & {
  readonly seq: number;
  readonly at: Instant;
  readonly ref: Reference | null;
  readonly previousHash: Digest;
  readonly hash: Digest;
};

export type FailedMail = {
  readonly ref: Reference;
  readonly receivedAt: Instant;
  readonly received: ReceivedMessage;
  /** Error class, code and message, for the operator; never sent to anybody. */
  readonly error: string;
  readonly state: 'open' | 'reprocessed';
};

export type OutboxEntry = QueuedMail & {
  readonly state: 'waiting' | 'sent' | 'given-up';
  readonly nextAttemptAt: Instant;
  readonly lastReason: string | null;
};

export type AdminAddressChange = { readonly tld: Tld; readonly before: IanaRecord | null; readonly after: IanaRecord };

/** The roster's memory. Every method is one transaction; none hands out a transaction. */
export type Store = {
  world(query: WorldQuery, now: Instant): Promise<World>;
  /** A reference that nobody else in this process gets; it is taken for good when a plan with it is committed. */
  nextReference(at: Instant): Promise<Reference>;
  commit(plan: Plan): Promise<CommitOutcome>;
  /** The mail's first reference where one of the keys is known with a proof at least as good. */
  seenBefore(replayKeys: readonly string[], proof: Proof): Promise<Reference | null>;
  /** Remembers when a mail was first put off with a 451; returns that moment. */
  defer(key: Digest, at: Instant): Promise<Instant>;

  /** Shelves a mail that met a bug, with an audit entry and the given notices to people; throws only when the disk does. */
  shelve(failed: Omit<FailedMail, 'state'>, outgoing: Plan['outgoing']): Promise<void>;
  failedMails(): Promise<readonly FailedMail[]>;
  failedMail(ref: Reference): Promise<FailedMail | null>;
  markReprocessed(ref: Reference, at: Instant): Promise<void>;

  rosters(): Promise<readonly Roster[]>;
  heldCases(): Promise<readonly HeldCase[]>;
  heldCase(ref: Reference): Promise<HeldCase | null>;
  storedMail(ref: Reference): Promise<(StoredMail & { readonly raw: Uint8Array }) | null>;

  /**
   * Takes over what a source says. The first look at a ccTLD is no change of address; a later one with another address
   * sets `changedAt`. A `manual` record stays until a source agrees with it. Each version is kept with its date.
   */
  observeIana(observations: readonly IanaObservation[], now: Instant): Promise<readonly AdminAddressChange[]>;
  ianaRecords(): Promise<readonly IanaRecord[]>;
  ianaHistory(tld: Tld): Promise<readonly IanaRecord[]>;

  /** Hands out the next mail that is due and leases it until then; null when none is. Oldest first. */
  nextToSend(now: Instant, leaseUntil: Instant): Promise<QueuedMail | null>;
  /** Takes back what a process that ended had leased; only for the one process that delivers, when it starts. */
  releaseLeases(): Promise<void>;
  markSent(id: string, at: Instant, response: string): Promise<void>;
  /** Next attempt at that moment, or never again (null). */
  markUnsent(id: string, at: Instant, reason: string, nextAttemptAt: Instant | null): Promise<void>;
  outbox(): Promise<readonly OutboxEntry[]>;
  /** Makes everything that waits due now; returns how many. */
  retryNow(now: Instant): Promise<number>;

  audit(filter: { readonly tld?: Tld; readonly ref?: Reference }): Promise<readonly StoredAudit[]>;
  verifyAudit(): Promise<{ readonly entries: number; readonly brokenAt: number | null }>;
  /** Writes and takes back; false where the disk or another process stands in the way. */
  isWritable(): Promise<boolean>;
  close(): Promise<void>;
};
