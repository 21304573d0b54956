import type { AddressCase } from '../core/address-case.ts';
import type { ReturnedMail } from '../core/address-health.ts';
import type { Tld } from '../core/cctld.ts';
import type { Credentials, DeskSession, DeskUser } from '../core/desk-user.ts';
import type { EmailAddress } from '../core/email-address.ts';
import type { FormerContact } from '../core/erased-person.ts';
import type { HeldCase } from '../core/held-case.ts';
import type { IanaLookup, IanaRecord, IanaVersion } from '../core/iana.ts';
import type { IanaContext, IanaStep } from '../core/iana-step.ts';
import type { Instant } from '../core/instant.ts';
import type { Digest, Proof, ReceivedMessage, Reference } from '../core/message.ts';
import type { NotificationRun, StoredInvitationEvent } from '../core/notification.ts';
import type { LeasedMail, QueuedMail } from '../core/outgoing.ts';
import type { AuditEntry, CommitOutcome, Plan } from '../core/plan.ts';
import type { Roster } from '../core/roster.ts';
import type { PastChange } from '../core/roster-past.ts';
import type { StoredMail } from '../core/stored-mail.ts';
import type { World, WorldQuery } from '../core/world.ts';

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

export type UndeliverableMail = Pick<QueuedMail, 'id' | 'to' | 'kind' | 'subject'> & {
  readonly endedAt: Instant;
  readonly reason: string;
};

export type CommittedLetters = {
  readonly committed: CommitOutcome;
  /** In the order in which they were decided; none where it was not committed. */
  readonly letters: readonly LeasedMail[];
};

/** What a source said and what follows from it, to be taken over in one transaction. */
export type IanaTaking = {
  readonly steps: readonly IanaStep[];
  /** Letters, cases and history; null where nobody has to hear of it. */
  readonly plan: Plan | null;
  /** With these steps the source was asked about every ccTLD; null: not yet. */
  readonly round: IanaContext['configured'] | null;
  readonly at: Instant;
};

export type IanaLooks = {
  readonly lookups: readonly IanaLookup[];
  /** Sources that were asked about every ccTLD at least once. */
  readonly rounds: readonly IanaContext['configured'][];
};

/** What changed a ccTLD's data, and by which mail or decision. */
export type RosterVersion = PastChange & { readonly ref: Reference };

export type ActivityQuery = {
  /** Part of a sender, reference, ccTLD, Subject, rule or command; empty: everything. */
  readonly search: string;
  /** Entries before this number only; null: the newest. */
  readonly before: number | null;
  readonly most: number;
};

/** Mails with what was decided about them, newest first. */
export type Activity = { readonly entries: readonly StoredAudit[]; readonly more: boolean };

export type LetterQuery =
  | { readonly ref: Reference; readonly most: number }
  | { readonly state: OutboxEntry['state']; readonly most: number };

/** What the desk keeps and looks up beyond what mail and shell need. */
export type DeskStore = {
  users(): Promise<readonly DeskUser[]>;
  user(email: EmailAddress): Promise<(DeskUser & Credentials) | null>;
  /** False where this person may sign in already. One who was disabled comes back with the new credentials. */
  addUser(user: Pick<DeskUser, 'email' | 'name' | 'role'> & Credentials, at: Instant, actor: string): Promise<boolean>;
  /** Ends the sessions as well. False where nobody of this address may sign in. */
  disableUser(email: EmailAddress, at: Instant, actor: string): Promise<boolean>;
  /**
   * Uses up the one-time code of that 30-second step and begins a session; false where that code, or a later one, was
   * used before. Sessions that began before `forgetBefore` go.
   */
  startSession(hash: Digest, email: EmailAddress, step: number, at: Instant, forgetBefore: Instant): Promise<boolean>;
  /** Null also where its person was disabled. */
  session(hash: Digest): Promise<DeskSession | null>;
  seeSession(hash: Digest, at: Instant): Promise<void>;
  endSession(hash: Digest): Promise<void>;

  activity(query: ActivityQuery): Promise<Activity>;
  /** Mails of ours, newest first. */
  letters(query: LetterQuery): Promise<readonly OutboxEntry[]>;
  /** Who has which case; a case that nobody has, or that was given back, is left out. */
  assignees(): Promise<ReadonlyMap<Reference, string>>;
  /** Newest first. */
  rosterHistory(tld: Tld): Promise<readonly RosterVersion[]>;
  /** What is on record about a ccTLD, newest first. */
  recentAudit(tld: Tld, most: number): Promise<readonly StoredAudit[]>;
};

/** Numbers of rows that name a person, by what they are. `waiting…` cannot be emptied yet. */
export type Traces = {
  readonly entries: readonly number[];
  readonly mails: readonly number[];
  readonly waitingMails: readonly number[];
  readonly failedMails: readonly number[];
  readonly waitingFailedMails: readonly number[];
  readonly letters: readonly number[];
  readonly waitingLetters: readonly number[];
  /** Of the past of rosters. */
  readonly versions: readonly number[];
  readonly cases: readonly number[];
  readonly tokens: readonly number[];
  readonly redelegations: readonly number[];
};

export type Erasure = {
  traces(person: FormerContact): Promise<Traces>;
  /** Empties all of it but what waits, and tells so in the history, whose chain stays whole. Nobody may be on a roster. */
  erase(person: FormerContact, traces: Traces, actor: string, at: Instant): Promise<void>;
};

/** How much of what is old was removed. */
export type Removed = { readonly mails: number; readonly letters: number };

/** The roster's memory. Every method is one transaction; none hands out a transaction. */
export type Store = {
  world(query: WorldQuery, now: Instant): Promise<World>;
  /** A reference that nobody else in this process gets; it is taken for good when a plan with it is committed. */
  nextReference(at: Instant): Promise<Reference>;
  commit(plan: Plan): Promise<CommitOutcome>;
  /** Commits, and with it hands out the plan's letters that are due at once, leased until then. */
  commitAndLease(plan: Plan, leaseUntil: Instant): Promise<CommittedLetters>;
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
  /** How many mails were taken and decided, both moments included. */
  mailsTaken(from: Instant, until: Instant): Promise<number>;
  /** Every change of every roster's data, in the order of ccTLDs and revisions. */
  pastChanges(): Promise<readonly PastChange[]>;
  heldCases(): Promise<readonly HeldCase[]>;
  /** Whether a plan with this `daily` was committed. */
  wasDone(daily: NonNullable<Plan['daily']>): Promise<boolean>;
  heldCase(ref: Reference): Promise<HeldCase | null>;
  /** Oldest first. */
  addressCases(): Promise<readonly AddressCase[]>;
  addressCase(ref: Reference): Promise<AddressCase | null>;
  storedMail(ref: Reference): Promise<(StoredMail & { readonly raw: Uint8Array }) | null>;

  /** `stale`: a record is no longer what its step was judged on, or the plan is; read the world and judge again. */
  observeIana(taking: IanaTaking): Promise<CommitOutcome>;
  ianaRecords(): Promise<readonly IanaRecord[]>;
  ianaHistory(tld: Tld): Promise<readonly IanaVersion[]>;
  ianaLooks(): Promise<IanaLooks>;

  /**
   * Hands out the next mails that are due, so many at most, and leases them until then. Oldest first, those to many last.
   * @param mostToMany so many of those to many; default: as many as there is room.
   */
  nextToSend(now: Instant, leaseUntil: Instant, most: number, mostToMany?: number): Promise<readonly LeasedMail[]>;
  /** Takes back what a process that ended had leased; only for the one process that delivers, when it starts. */
  releaseLeases(): Promise<void>;
  /** Makes due what a clock that was ahead has put off, or leased, to a time that is far away now. */
  retryStranded(now: Instant): Promise<void>;
  markSent(id: string, at: Instant, response: string): Promise<void>;
  /** Next attempt at that moment, or never again (null). */
  markUnsent(id: string, at: Instant, reason: string, nextAttemptAt: Instant | null): Promise<void>;
  /** All of it. The text of a mail with files is left out here: it is long, and many mails share it. */
  outbox(): Promise<readonly OutboxEntry[]>;
  /** What of it has not left yet; however much has, it is found at once. */
  outboxWaiting(): Promise<readonly OutboxEntry[]>;
  /** The mail that left with the envelope sender of this secret; null where none did. */
  returnedMail(secret: string): Promise<ReturnedMail | null>;
  /** Letters to many that were given up, and of which nobody was told yet; oldest first. */
  undeliverableUntold(): Promise<readonly UndeliverableMail[]>;
  /** Makes everything that waits due now, but for letters to many whose first time has not come; returns how many. */
  retryNow(now: Instant): Promise<number>;

  /** What was sent to everybody, newest first. */
  notificationRuns(): Promise<readonly NotificationRun[]>;
  /** Oldest first. */
  invitations(): Promise<readonly StoredInvitationEvent[]>;

  /** Removes a part of the mail of before that moment, theirs and ours; zeros where nothing is left to remove. */
  removeOldMail(before: Instant, at: Instant): Promise<Removed>;
  /** Puts on record how much of it went. */
  noteRemoved(removed: Removed, before: Instant, at: Instant): Promise<void>;
  readonly erasure: Erasure;

  readonly desk: DeskStore;

  audit(filter: { readonly tld?: Tld; readonly ref?: Reference }): Promise<readonly StoredAudit[]>;
  verifyAudit(): Promise<{ readonly entries: number; readonly brokenAt: number | null }>;
  /** Writes and takes back; false where the disk or another process stands in the way. */
  isWritable(): Promise<boolean>;
  close(): Promise<void>;
};
