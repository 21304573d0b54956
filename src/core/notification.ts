import type { Tld } from './cctld.ts';
import type { EmailAddress } from './email-address.ts';
import type { Instant } from './instant.ts';
import type { Reference } from './message.ts';

/** The whole list to everybody on it: every month, and in a week in which it changed. */
export type NotificationKind = 'monthly' | 'weekly';

/** Which revision of each roster a letter showed. */
export type ShownRevisions = { readonly [tld: string]: number };

/** One moment at which a notification was due, and what was done then. `kind`, `dueAt` and `round` together are unique. */
export type NotificationRun = {
  readonly kind: NotificationKind;
  readonly dueAt: Instant;
  /** 1; more where a person had it sent again. */
  readonly round: number;
  readonly at: Instant;
  readonly ref: Reference;
  /** `unchanged`: there was nothing new to tell. */
  readonly outcome: 'unchanged' | 'sent';
  readonly recipients: number;
  readonly shown: ShownRevisions;
};

/** What happened between us and a ccTLD that is not on the list. */
export type InvitationEvent = {
  readonly tld: Tld;
  /** `declined`: its Admin Contact wants no more of them; `reopened`: does again. */
  readonly event: 'invited' | 'declined' | 'reopened';
  /** Whom we wrote to, or who declined by mail; null where a person of ours noted it. */
  readonly recipient: EmailAddress | null;
};

export type StoredInvitationEvent = InvitationEvent & { readonly at: Instant; readonly ref: Reference };
