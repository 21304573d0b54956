import type { CcTldTable } from '../core/cctld.ts';
import type { EmailAddress } from '../core/email-address.ts';
import type { Reference } from '../core/message.ts';
import type { Attachment } from '../core/outgoing.ts';

/** What every mail of ours needs to say who we are and what it is about. */
export type Letterhead = {
  readonly ref: Reference;
  readonly table: CcTldTable;
  /** The admin mailbox, for "send it to …". */
  readonly mailbox: EmailAddress;
  readonly rules: readonly string[];
};

/** A rendered mail, still without its kind and headers. */
export type Letter = {
  readonly subject: string;
  readonly text: string;
  readonly attachments?: readonly Attachment[];
};
