import type { AuthenticatedMessage, Reference } from '../core/message.ts';
import type { EmailAddress } from '../core/email-address.ts';
import type { Instant } from '../core/instant.ts';
import type { MailKind, OutgoingMail, ResultWord } from '../core/outgoing.ts';
import type { Letter } from '../replies/letter.ts';

type Headers = {
  readonly kind: MailKind;
  readonly ref: Reference;
  readonly to: EmailAddress;
  readonly result: ResultWord;
  readonly rules: readonly string[];
  /** The mail that it answers or follows; null: none. */
  readonly about: AuthenticatedMessage | null;
  /** Message-ID that stands for the matter; mails that follow it are shown together. */
  readonly thread?: string;
  readonly replyToDetail?: string;
  readonly unproved?: boolean;
  readonly notBefore?: Instant;
};

/** RFC 3834 §3.1.5: an answer names the message that it answers; a notice caused by a mail is still automatic. */
export function outgoingMail(letter: Letter, headers: Headers): OutgoingMail {
  const { about, thread } = headers;
  const messageId = about?.messageId ?? null;
  return {
    kind: headers.kind,
    ref: headers.ref,
    to: headers.to,
    subject: letter.subject,
    text: letter.text,
    result: headers.result,
    rules: headers.rules,
    inReplyTo: thread ?? messageId,
    references: thread === undefined ? threadOf(about) : [thread],
    replyToDetail: headers.replyToDetail ?? null,
    autoSubmitted: about === null ? 'auto-generated' : 'auto-replied',
    unproved: headers.unproved ?? false,
    ...(letter.attachments === undefined ? {} : { attachments: letter.attachments }),
    ...(headers.notBefore === undefined ? {} : { notBefore: headers.notBefore }),
  };
}

/** RFC 5322 §3.6.4: the thread of the mail and the mail itself, as far as both have names. */
function threadOf(about: AuthenticatedMessage | null): readonly string[] {
  if (about === null) return [];
  return [...about.references, ...(about.messageId === null ? [] : [about.messageId])].slice(-20);
}
