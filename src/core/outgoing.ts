import type { EmailAddress } from './email-address.ts';
import type { Instant } from './instant.ts';
import type { Reference } from './message.ts';

/** `X-TLDOPS-Result`. */
export type ResultWord = 'applied' | 'confirm' | 'held' | 'refused' | 'info' | 'notice';

/** What `X-TLDOPS-Rules` says of a letter that no rule decided: the clock sent it, or a person. No rule is called so. */
export const NO_RULE = 'none';

export type MailKind =
  | 'answer'
  | 'confirmation-request'
  | 'welcome'
  | 'farewell'
  | 'change-notice'
  | 'secretariat'
  | 'forwarded'
  | 'reminder'
  | 'notification'
  | 'invitation'
  /** To an address from which mail came back. */
  | 'probe'
  /** About an entry of the list: to its person, or to others who may know. */
  | 'question';

/** A file that goes with a mail. Text only, so that nothing in it can name a file of ours. */
export type Attachment = {
  /** ASCII letters, digits, dots and hyphens. */
  readonly filename: string;
  readonly contentType: 'text/csv' | 'text/vcard' | 'text/html';
  /** UTF-8; line ends as its format has them. */
  readonly text: string;
  /** Another file of the mail can make it, so it stays away where the mail would be too large; the last one first. */
  readonly spare?: true;
};

/** A mail to one recipient, as the plan decides it; complete but for the envelope, Date and DKIM of its delivery. */
export type OutgoingMail = {
  readonly kind: MailKind;
  /** What it is about: the mail or case by which its receiver knows the matter; `X-TLDOPS-Ref`. */
  readonly ref: Reference;
  readonly to: EmailAddress;
  /** One line, ≤ 250 characters, any Unicode. */
  readonly subject: string;
  /** Plain text, LF line ends. */
  readonly text: string;
  readonly result: ResultWord;
  /** `X-TLDOPS-Rules`, where it says {@link NO_RULE} for none. */
  readonly rules: readonly string[];
  /** `<…>` of the mail it answers, or null. */
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  /** Secret behind the `+` of its Reply-To; null: no Reply-To at all. */
  readonly replyToDetail: string | null;
  readonly autoSubmitted: 'auto-replied' | 'auto-generated';
  /** Counts against the daily ceiling of unproved mail to an address on file. */
  readonly unproved: boolean;
  /** Its mail may be a machine's that answers whatever we write: counts against the daily ceiling at which loops end. */
  readonly echo?: true;
  readonly attachments?: readonly Attachment[];
  /** One of many alike: it leaves no earlier than this, and gives way to every other mail. */
  readonly notBefore?: Instant;
};

/** A mail that waits in the outbox. */
export type QueuedMail = OutgoingMail & {
  /** Also the local part of its Message-ID: the same on every retry. */
  readonly id: string;
  readonly createdAt: Instant;
  readonly attempts: number;
};

/** A mail that is handed out to be delivered now. */
export type LeasedMail = QueuedMail & {
  /**
   * 128 random bits of its VERP envelope sender, the same on every retry. They stand nowhere else in the mail, so that
   * whoever knows them is a server on its way.
   */
  readonly returnSecret: string;
};

export type Delivery =
  | { readonly result: 'delivered'; readonly response: string }
  /** Try again later (4yz, no connection, time-out). */
  | { readonly result: 'deferred'; readonly reason: string }
  /** 5yz for this recipient or message: no retry helps. */
  | { readonly result: 'rejected'; readonly reason: string };
