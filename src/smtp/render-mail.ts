import { createHash } from 'node:crypto';
import { encodeWord, encodeWords, foldLines, quoteString } from 'nodemailer/lib/mime-funcs';
import { domainOf, type EmailAddress, localPartOf } from '../core/email-address.ts';
import { epochMs } from '../core/instant.ts';
import { type LeasedMail, NO_RULE, type QueuedMail } from '../core/outgoing.ts';
import { type DkimKey, dkimSignature } from './dkim-signature.ts';
import { filesOf } from './mail-attachments.ts';
import { lengthOf, multipart, type Part, textPart } from './mime-parts.ts';

export type RenderSettings = {
  /** The admin mailbox; its plus-addresses take answers and bounces. */
  readonly from: { readonly name: string; readonly address: EmailAddress };
  /** Null: mail leaves unsigned (the smarthost signs it). */
  readonly dkim: DkimKey | null;
};

/** A mail is no larger than this, but for files that nothing can do without: mailboxes and telephone lines are small. */
const MOST_OCTETS = 200_000;
/** For the signature, and for the fields and boundaries of a mail with files. */
const RESERVE = 1500;

type Field = readonly [name: string, value: string];

/** ASCII only (RFC 5322 §3.6.4): other characters would be cut to one octet, which may be a line break. */
const MESSAGE_ID = /^<[!-;=?A-~]{1,200}@[!-;=?A-~]{1,200}>$/u;
/** RFC 5322 §2.1.1 recommends 78. */
const COLUMNS = 76;

/**
 * A mail as it goes over the wire: CRLF, ASCII, lines of at most 998 octets. All of it depends on the mail and the
 * settings alone, Date and signature time included (they are the mail's own), so every retry sends the same octets.
 */
export function renderMail(mail: QueuedMail, settings: RenderSettings): Buffer {
  const head = written(headOf(mail, settings.from));
  const { fields, body } = bodyOf(mail, MOST_OCTETS - RESERVE - head.length);
  const message = Buffer.from(`${head}${written(fields)}\r\n${body}`, 'latin1');
  if (settings.dkim === null) return message;
  const signature = dkimSignature(message, settings.dkim, mail.createdAt);
  return Buffer.concat([Buffer.from(signature, 'latin1'), message]);
}

function written(fields: readonly Field[]): string {
  return fields.map(([name, value]) => `${foldLines(`${name}: ${value}`, COLUMNS)}\r\n`).join('');
}

function headOf(mail: QueuedMail, from: RenderSettings['from']): readonly Field[] {
  const { kind, replyToDetail, inReplyTo, references, rules } = mail;
  const known = references.filter(isMessageId);
  return [
    ['From', mailbox(from.name, from.address)],
    ['To', mail.to],
    ...optional('Reply-To', replyToDetail, (detail) => mailbox(from.name, plusAddress(from.address, detail))),
    ['Subject', text(mail.subject)],
    ['Message-ID', `<${mail.id}@${domainOf(from.address)}>`],
    ...optional('In-Reply-To', inReplyTo !== null && isMessageId(inReplyTo) ? inReplyTo : null, (id) => id),
    ...optional('References', known.length > 0 ? known : null, (ids) => ids.join(' ')),
    ['Date', new Date(epochMs(mail.createdAt)).toUTCString().replace('GMT', '+0000')],
    ['Auto-Submitted', mail.autoSubmitted],
    ['X-TLDOPS-Ref', mail.ref],
    ['X-TLDOPS-Result', mail.result],
    // RFC 2369 §3.2: programs show it as a button. A reply says the same.
    ...optional('List-Unsubscribe', kind === 'invitation' ? replyToDetail : null, (detail) => {
      return `<mailto:${plusAddress(from.address, detail)}?subject=NO%20THANKS>`;
    }),
    ['X-TLDOPS-Rules', text(rules.length > 0 ? rules.join(', ') : NO_RULE)],
    ['MIME-Version', '1.0'],
  ];
}

function optional<T>(name: string, value: T | null, of: (value: T) => string): readonly Field[] {
  return value === null ? [] : [[name, of(value)]];
}

function bodyOf(mail: QueuedMail, room: number): Part {
  const letter = textPart('text/plain', mail.text);
  if (mail.attachments === undefined || mail.attachments.length === 0) return letter;
  const files = filesOf(mail, room - lengthOf(letter));
  // Random boundaries would make another mail of a retry.
  const boundary = createHash('sha256').update(mail.id).update(mail.text).digest('hex').slice(0, 32);
  return multipart([letter, ...files], boundary);
}

/** Envelope of a mail: its sender is this mail's alone, so that a bounce says which one came back (VERP). */
export function envelopeOf(
  { to, returnSecret }: Pick<LeasedMail, 'to' | 'returnSecret'>,
  from: EmailAddress,
): { readonly from: string; readonly to: string } {
  return { from: plusAddress(from, `bounce-${returnSecret}`), to };
}

/** RFC 5322 §3.4 name-addr; a name outside ASCII as encoded words (RFC 2047 §5). */
function mailbox(name: string, address: string): string {
  const phrase = text(name);
  if (phrase === '') return address;
  return `${phrase === oneLine(name) ? quoteString(phrase) : phrase} <${address}>`;
}

function plusAddress(address: EmailAddress, detail: string): string {
  return `${localPartOf(address)}+${detail}@${domainOf(address)}`;
}

/** ≤ 250 octets, like what we read from others. */
function isMessageId(id: string): boolean {
  return id.length <= 250 && MESSAGE_ID.test(id);
}

/** What looks like an encoded word would be read as one, and a longer word cannot be folded. */
const MISREAD = /=\?|\S{400}/u;

/** Unstructured text of a field (RFC 5322 §2.2.1), as encoded words where it is not plain ASCII that reads as it stands. */
function text(raw: string): string {
  const line = oneLine(raw);
  return MISREAD.test(line) ? encodeWord(line, 'Q', 52) : encodeWords(line, 'Q', 52);
}

function oneLine(raw: string): string {
  return raw.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
