import type { AddressCase } from './address-case.ts';
import type { AddressHealth, Bounce } from './address-health.ts';
import type { Tld } from './cctld.ts';
import type { Request } from './command.ts';
import type { AddressKey, EmailAddress } from './email-address.ts';
import type { HeldCase } from './held-case.ts';
import type { IanaRecord } from './iana.ts';
import type { Instant } from './instant.ts';
import type { AuthenticatedMessage, Digest, Proof, Reference } from './message.ts';
import type { InvitationEvent, NotificationRun } from './notification.ts';
import type { OutgoingMail, ResultWord } from './outgoing.ts';
import type { RedelegationStep } from './redelegation.ts';
import type { Roster } from './roster.ts';
import type { JudgedChange, RosterChange } from './roster-change.ts';
import type { StillRightQuestion } from './still-right.ts';

/** The word behind the reference in the receipt. */
export type ReceiptWord = Exclude<ResultWord, 'notice'>;

export type AuditKind =
  | 'mail-accepted'
  | 'mail-refused'
  | 'mail-discarded'
  | 'mail-duplicate'
  | 'mail-failed'
  | 'roster-changed'
  | 'roster-imported'
  | 'roster-frozen'
  | 'case-opened'
  | 'case-confirmed'
  | 'case-denied'
  | 'case-approved'
  | 'case-refused'
  | 'case-discarded'
  | 'case-expired'
  | 'case-void'
  | 'admin-asked'
  | 'case-endorsed'
  | 'case-undone'
  | 'case-noted'
  | 'case-assigned'
  | 'case-reminded'
  | 'case-lapsed'
  | 'case-restored'
  | 'case-corrected'
  | 'case-escalated'
  | 'freeze-kept'
  | 'freeze-ended'
  | 'digest-sent'
  | 'user-added'
  | 'user-disabled'
  | 'iana-changed'
  | 'mail-suppressed'
  | 'mail-returned'
  | 'address-probed'
  | 'address-asked-about'
  | 'address-forgiven'
  | 'contact-asked'
  | 'contact-asked-about'
  | 'contact-confirmed'
  | 'notification-sent'
  | 'invitation-sent'
  | 'invitations-declined'
  | 'invitations-reopened'
  | 'mails-removed'
  | 'data-erased';

/** The actor where somebody works in the shell: who that is only the host knows. */
export const SHELL = 'secretariat:shell';

/** One line of history. `details` holds plain JSON values; text in it is stored escaped and never trusted. */
export type AuditEntry = {
  readonly kind: AuditKind;
  readonly tld: Tld | null;
  /** Who did it: an address as proved, `secretariat:<name>` or `system`. */
  readonly actor: string;
  readonly details: { readonly [key: string]: string | number | boolean | null | readonly string[] };
};

/** A token to be stored by its hash. The mail that carries it is in the same plan. */
export type NewToken = {
  readonly hash: Digest;
  readonly purpose: 'confirmation' | 'welcome' | 'dispute' | 'review' | 'note' | 'invitation';
  readonly ref: Reference;
  readonly recipient: EmailAddress;
  readonly expiresAt: Instant;
  /** For `dispute`: the change it may dispute. */
  readonly change: RosterChange | null;
  /** For `review`: digest of the change that its mail showed. */
  readonly shown?: Digest;
};

/** The mail itself, kept with what was decided about it. */
export type MailRecord = {
  readonly raw: Uint8Array;
  readonly sha256: Digest;
  readonly message: AuthenticatedMessage;
  readonly request: Request;
  readonly receipt: ReceiptWord;
  readonly verdict: string;
  readonly rules: readonly string[];
  readonly missedRules: readonly string[];
  readonly facts: { readonly [fact: string]: string };
  readonly ruleBook: Digest;
  readonly replayKeys: readonly string[];
  readonly proof: Proof;
};

/** Null: none. A freeze is stale where the roster is frozen otherwise than when it was judged. */
export type Freeze = { readonly tld: Tld; readonly before: Instant | null; readonly until: Instant | null };

/** What a ceiling of mails to one address counts. */
export type CountedMails = 'unproved' | 'answers' | 'echoes' | 'handedOn';

/** How many mails of others fit below the ceilings beside those of a plan. */
export type MailRoom = {
  /** The last mail that was counted when it was judged, by its place in the outbox; only later ones take room. */
  readonly after: number;
  /** Of all mails; `Infinity` where each of its own is owed whatever others make us write. */
  readonly inAll: number;
  readonly toOne: readonly { readonly to: AddressKey; readonly of: CountedMails; readonly room: number }[];
};

/** Which cases a ceiling counts: of the unproved, those held for the Secretariat; of the others, all that wait. `tld` null: about any. */
export type CountedCases =
  | { readonly who: 'unproved'; readonly tld: Tld | null }
  | { readonly who: 'disputes'; readonly tld: Tld }
  | { readonly who: 'mailbox'; readonly mailbox: string }
  | { readonly who: 'domain'; readonly owner: string; readonly tld: Tld | null }
  | { readonly who: 'proved' };

/** How many cases of others fit below the ceilings beside that of a plan. */
export type CaseRoom = {
  /** The open ones when it was judged; only others take room. */
  readonly seen: ReadonlySet<Reference>;
  readonly rooms: readonly { readonly of: CountedCases; readonly room: number }[];
};

/** Everything that one decision does, committed in one transaction or not at all. */
export type Plan = {
  readonly ref: Reference;
  readonly at: Instant;
  /** Null for a decision without a mail: by the desk, the shell or the clock. */
  readonly mail: MailRecord | null;
  readonly changes: readonly JudgedChange[];
  readonly freezes: readonly Freeze[];
  readonly redelegations: readonly RedelegationStep[];
  readonly provedAddresses: readonly EmailAddress[];
  /** New state of each case that this decision touches; `version` is one above the version that was judged. */
  readonly cases: readonly HeldCase[];
  /** The same of cases about addresses that do not work; each has the reference of its plan when it is opened. */
  readonly addressCases?: readonly AddressCase[];
  readonly newTokens: readonly NewToken[];
  readonly usedTokens: readonly Digest[];
  /** Sender of a token that opened nothing; counted against its tries. */
  readonly badTokenFrom: EmailAddress | null;
  readonly outgoing: readonly OutgoingMail[];
  readonly audit: readonly AuditEntry[];
  /** What this mail decided about a case: on record under the reference of the case, and committed together with it. */
  readonly decided?: Plan;
  /** What is done once a day at most, and on which day (`YYYY-MM-DD`, UTC). */
  readonly daily?: { readonly name: 'case-digest'; readonly day: string };
  /** The run of the schedule that this plan is; a run is made once. */
  readonly notification?: NotificationRun;
  readonly invitations?: readonly InvitationEvent[];
  /** How many of these events there were when it was judged; with another number it is stale. */
  readonly invitationsSeen?: number;
  /** The mail of ours that came back, by its id in the outbox. */
  readonly returned?: { readonly id: string; readonly bounce: Bounce };
  readonly addressHealth?: readonly AddressStep<AddressHealth>[];
  readonly stillRight?: readonly AddressStep<StillRightQuestion>[];
  /** Somebody reads the mail to these: what came back from them before is forgotten. */
  readonly reachedAddresses?: readonly EmailAddress[];
  /** Mails of the outbox, given up, of which the Secretariat is told now. */
  readonly toldUndeliverable?: readonly string[];
  /** What it was judged on besides; where something else is stored, it is stale. */
  readonly ianaSeen?: readonly { readonly tld: Tld; readonly before: IanaRecord | null }[];
  readonly rostersSeen?: readonly Pick<Roster, 'tld' | 'revision'>[];
  /** All that were open about the ccTLD. */
  readonly disputesSeen?: readonly { readonly tld: Tld; readonly refs: readonly Reference[] }[];
  /** With more mails and more cases than that, it is stale. */
  readonly mailRoom?: MailRoom;
  readonly caseRoom?: CaseRoom;
};

/** What is known of one address moves on. Where something else than `before` is stored, the plan is stale. */
export type AddressStep<T> = {
  readonly address: EmailAddress;
  readonly before: T | null;
  /** Null: nothing is to be remembered any more. */
  readonly after: T | null;
};

/**
 * `stale`: a roster, a case, the reference or a token is no longer what was judged; read the world and judge again.
 * `duplicate`: a replay key is known with a proof at least as good, or the run of the schedule was made.
 */
export type CommitOutcome =
  | { readonly outcome: 'committed' }
  | { readonly outcome: 'stale' }
  | { readonly outcome: 'duplicate'; readonly ref: Reference };
