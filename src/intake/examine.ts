import type { Authenticator } from '../auth/authenticator.ts';
import { AMBIGUITIES } from '../core/ambiguous-content.ts';
import type { Request } from '../core/command.ts';
import { addressKey, parseAuthorAddress } from '../core/email-address.ts';
import type { AuthenticatedMessage, ReceivedMessage } from '../core/message.ts';
import { type SmtpAnswer, smtpAnswer } from '../core/smtp-answer.ts';
import { inspectRaw, mustClose } from '../parse/raw-gate.ts';
import type { MailReader, ReadOutcome } from '../reading/mail-reader.ts';
import { messageIdOf, referencesOf } from './message-ids.ts';

type ReadFault = Extract<ReadOutcome, { readonly ok: false }>['fault'];

export type Examiners = {
  readonly authenticator: Authenticator;
  readonly reader: Pick<MailReader, 'read'>;
};

/** Everything that is known of a mail before the roster is looked at, or why it is turned away at once. */
export type Examination =
  | {
      readonly ok: true;
      readonly message: AuthenticatedMessage;
      readonly request: Request;
      /** Our own From grammar, mailauth and the MIME reader name the same author. */
      readonly identityAgreed: boolean;
      /** Secrets that came with the mail, in lower case: in the plus-address first, then behind a command word. */
      readonly secrets: readonly string[];
    }
  | { readonly ok: false; readonly answer: SmtpAnswer; readonly why: string };

/**
 * Gate, proof and reading of one mail. Reads nothing and writes nothing but DNS questions.
 * @param calledOff nobody waits for it any more: the DNS is then asked no further
 */
export async function examine(
  examiners: Examiners,
  received: ReceivedMessage,
  calledOff?: AbortSignal,
): Promise<Examination> {
  const gate = inspectRaw(received.raw);
  if (!gate.ok) {
    const answer = smtpAnswer(550, '5.6.0', gate.detail);
    return { ok: false, answer: { ...answer, close: mustClose(gate.fault) }, why: gate.fault };
  }
  const { fields } = gate.structure;
  const [outcome, read] = await Promise.all([
    examiners.authenticator.authenticate(received, gate.structure, received.receivedAt, calledOff),
    examiners.reader.read(received.raw),
  ]);
  if (!outcome.ok) {
    return { ok: false, answer: smtpAnswer(550, '5.6.0', AUTHOR_UNREADABLE), why: outcome.fault };
  }
  if (!read.ok) return { ok: false, answer: smtpAnswer(550, '5.6.0', whyUnread(read.fault)), why: read.fault };

  const { author, authentication, mailauthFrom, copied } = outcome;
  const { request } = read;
  const message: AuthenticatedMessage = {
    receivedAt: received.receivedAt,
    author,
    messageId: messageIdOf(fields),
    references: referencesOf(fields),
    subject: read.subject,
    copied,
    recipients: received.recipients,
    reading: read.reading,
    authentication,
  };
  const identityAgreed = [mailauthFrom, onlyOne(read.headerFrom)].every(
    (seen) => seen !== null && sameMailbox(seen, author.address),
  );
  return { ok: true, message, request, identityAgreed, secrets: secretsOf(received, request) };
}

const AUTHOR_UNREADABLE =
  'The From field must hold one plain address, like: Jane Roe <jane@example.com>. Please send again with one';
const MAIL_UNREADABLE = 'This mail could not be read. Please send it again as plain text';

function whyUnread(fault: ReadFault): string {
  switch (fault) {
    case 'too-complex':
    case 'timed-out':
    case 'crashed':
      return MAIL_UNREADABLE;
    case 'several-fields':
    case 'several-boundaries':
    case 'several-charsets':
    case 'no-boundary':
    case 'unclear-type':
    case 'unclear-encoding':
      return `In a part of this mail: ${AMBIGUITIES[fault]}`;
  }
}

function onlyOne(addresses: readonly string[]): string | null {
  const [only, ...more] = addresses;
  return only !== undefined && more.length === 0 ? only : null;
}

function sameMailbox(seen: string, own: AuthenticatedMessage['author']['address']): boolean {
  const reading = parseAuthorAddress(seen);
  return reading.ok && addressKey(reading.address) === addressKey(own);
}

function secretsOf(received: ReceivedMessage, request: Request): readonly string[] {
  const plus = received.recipients.flatMap(({ detail }) =>
    detail === null || detail.startsWith('bounce-') ? [] : [detail],
  );
  const written = request.commands.flatMap(({ command }) =>
    command.word === 'CONFIRM' || command.word === 'DENY' || command.word === 'DISPUTE' ? [command.token ?? ''] : [],
  );
  return [...plus, ...written].map((secret) => secret.trim().toLowerCase()).filter((secret) => secret !== '');
}
