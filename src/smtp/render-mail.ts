import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type Mail from 'nodemailer/lib/mailer';
import { domainOf, type EmailAddress, localPartOf } from '../core/email-address.ts';
import { epochMs } from '../core/instant.ts';
import type { LeasedMail, QueuedMail } from '../core/outgoing.ts';
import { attachmentsOf } from './mail-attachments.ts';
import { type DkimKey, dkimSignature } from './dkim-signature.ts';

export type RenderSettings = {
  /** The admin mailbox; its plus-addresses take answers and bounces. */
  readonly from: { readonly name: string; readonly address: EmailAddress };
  /** Null: mail leaves unsigned (the smarthost signs it). */
  readonly dkim: DkimKey | null;
};

/** A mail is no larger than this, but for files that nothing can do without: mailboxes and telephone lines are small. */
const MOST_OCTETS = 200_000;
/** For the signature, and for the boundaries that a mail with files has. */
const RESERVE = 1500;

const MESSAGE_ID = /^<[^<>\s@]{1,200}@[^<>\s@]{1,200}>$/u;

/**
 * A mail as it goes over the wire: CRLF, ASCII, lines of at most 998 octets. All of it depends on the mail and the
 * settings alone, Date and signature time included (they are the mail's own), so every retry sends the same octets.
 */
export async function renderMail(mail: QueuedMail, settings: RenderSettings): Promise<Buffer> {
  const { dkim } = settings;
  const message = await composed(mail, settings);
  if (dkim === null) return message;
  const signature = await dkimSignature(message, dkim, mail.createdAt);
  return Buffer.concat([Buffer.from(signature, 'latin1'), message]);
}

async function composed(mail: QueuedMail, settings: RenderSettings): Promise<Buffer> {
  const bare = await built(mail, settings, []);
  if (mail.attachments === undefined || mail.attachments.length === 0) return bare;
  return built(mail, settings, attachmentsOf(mail, MOST_OCTETS - RESERVE - bare.length));
}

function built(mail: QueuedMail, { from }: RenderSettings, attachments: Mail.Attachment[]): Promise<Buffer> {
  return new MailComposer({
    from: { name: oneLine(from.name), address: from.address },
    // An object, never a string: a comma in a string adds a recipient.
    to: { name: '', address: mail.to },
    ...(mail.replyToDetail === null
      ? {}
      : { replyTo: { name: oneLine(from.name), address: plusAddress(from.address, mail.replyToDetail) } }),
    subject: oneLine(mail.subject),
    date: new Date(epochMs(mail.createdAt)),
    messageId: `<${mail.id}@${domainOf(from.address)}>`,
    ...(mail.inReplyTo !== null && isMessageId(mail.inReplyTo) ? { inReplyTo: mail.inReplyTo } : {}),
    references: mail.references.filter(isMessageId),
    headers: {
      'Auto-Submitted': mail.autoSubmitted,
      'X-TLDOPS-Ref': mail.ref,
      'X-TLDOPS-Result': mail.result,
      ...(mail.rules.length === 0 ? {} : { 'X-TLDOPS-Rules': mail.rules.map(oneLine).join(', ') }),
    },
    // A string, never an object, which could name a file.
    text: mail.text.replace(/\r\n?/gu, '\n').replace(/\0/gu, ''),
    textEncoding: 'quoted-printable',
    attachments,
    // Random otherwise, and then a retry would be another mail.
    baseBoundary: createHash('sha256').update(mail.id).update(mail.text).digest('hex').slice(0, 32),
    newline: '\r\n',
    normalizeHeaderKey: (name) => name.replace(/^X-Tldops-/u, 'X-TLDOPS-'),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}

/** Envelope of a mail: its sender is this mail's alone, so that a bounce says which one came back (VERP). */
export function envelopeOf(
  { to, returnSecret }: Pick<LeasedMail, 'to' | 'returnSecret'>,
  from: EmailAddress,
): { readonly from: string; readonly to: string } {
  return { from: plusAddress(from, `bounce-${returnSecret}`), to };
}

function plusAddress(address: EmailAddress, detail: string): string {
  return `${localPartOf(address)}+${detail}@${domainOf(address)}`;
}

/** ≤ 250 octets, like what we read from others. */
function isMessageId(text: string): boolean {
  return text.length <= 250 && MESSAGE_ID.test(text);
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
