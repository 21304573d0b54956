import type { BounceSeverity } from '../core/address-health.ts';
import type { Tld } from '../core/cctld.ts';
import type { EmailAddress } from '../core/email-address.ts';
import type { Instant } from '../core/instant.ts';
import type { Reference } from '../core/message.ts';
import type { NotificationKind, NotificationRun } from '../core/notification.ts';

/**
 * Everything that is ever logged. A field may hold whole addresses: the log masks them. What each means stands in
 * `event-table.ts`, from which docs/events.md is made.
 */
export type LogEvent =
  // The process.
  | {
      readonly event: 'ready';
      /** Real addresses, `127.0.0.1:2525`. */
      readonly smtp: string;
      readonly web: string;
      readonly version: string;
      readonly hostname: string;
      readonly dataDir: string;
      readonly rules: string;
    }
  | { readonly event: 'stopping'; readonly why: string }
  | { readonly event: 'stopped'; readonly ms: number }
  /** A bug, or an outside that broke in a new way. */
  | { readonly event: 'unexpected'; readonly where: string; readonly error: string }
  // A mail on its way in.
  | {
      readonly event: 'mail-answered';
      readonly ref: Reference | null;
      readonly code: number;
      readonly enhanced: string;
      /** Or what became of it without one. */
      readonly verdict: string;
      readonly rules: readonly string[];
    }
  /** The parsers disagree about who wrote it: an attack, or an update of a package went wrong. */
  | { readonly event: 'identity-disputed'; readonly ref: Reference }
  | { readonly event: 'mail-failed'; readonly ref: Reference; readonly error: string }
  | { readonly event: 'smtp-refused'; readonly ip: string; readonly why: string }
  /** Behind a queue, where it was taken with 250 all the same. */
  | { readonly event: 'smtp-discarded'; readonly ip: string; readonly why: string }
  /** A client was too slow for the time that it has. */
  | { readonly event: 'smtp-deadline'; readonly ip: string; readonly during: string }
  /** A client went away before the end of its mail; it was not told 250 and sends again. */
  | { readonly event: 'smtp-transfer-aborted'; readonly ip: string; readonly bytes: number }
  | { readonly event: 'smtp-socket-error'; readonly error: string }
  /** So many lines about clients that got nowhere were written within a minute; until it is over they are only counted. */
  | { readonly event: 'smtp-only-counted'; readonly lines: number }
  // A mail on its way out.
  | {
      readonly event: 'mail-delivered';
      readonly id: string;
      readonly ref: Reference;
      readonly to: EmailAddress;
      readonly attempts: number;
    }
  | {
      readonly event: 'mail-deferred' | 'mail-given-up';
      readonly id: string;
      readonly ref: Reference;
      readonly to: EmailAddress;
      readonly attempts: number;
      readonly reason: string;
    }
  /** A mail of ours came back. */
  | {
      readonly event: 'mail-returned';
      readonly ref: Reference;
      readonly severity: BounceSeverity;
      /** RFC 3463. */
      readonly status: string;
    }
  /** A mail of ours was not written: somebody would have got too many. */
  | {
      readonly event: 'mail-suppressed';
      readonly ref: Reference;
      readonly to: string;
      readonly kind: string;
    }
  // The trust anchor.
  | {
      readonly event: 'iana-looked';
      readonly source: string;
      readonly records: number;
      readonly changed: number;
      readonly warnings: number;
    }
  | { readonly event: 'iana-silent'; readonly source: string; readonly reason: string }
  | { readonly event: 'iana-warning'; readonly source: string; readonly warning: string }
  | { readonly event: 'iana-failed'; readonly source: string; readonly reason: string }
  | {
      readonly event: 'iana-admin-changed';
      readonly tld: Tld;
      readonly before: EmailAddress | null;
      readonly after: EmailAddress;
    }
  // The list to everybody on it.
  | {
      readonly event: 'notification-made';
      readonly kind: NotificationKind;
      readonly dueAt: Instant;
      readonly outcome: NotificationRun['outcome'];
      readonly ref: Reference;
      readonly recipients: number;
    }
  | { readonly event: 'notification-progress'; readonly waiting: number }
  // What the clock starts.
  /** Mail older than `mails-kept-for` went. */
  | { readonly event: 'old-mail-removed'; readonly mails: number; readonly letters: number }
  // The desk.
  | { readonly event: 'signed-in'; readonly email: string; readonly ip: string }
  | { readonly event: 'sign-in-refused'; readonly ip: string; readonly why: string }
  | { readonly event: 'web-failed'; readonly path: string; readonly error: string };

export type EventName = LogEvent['event'];
