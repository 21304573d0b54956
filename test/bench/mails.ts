import { GMAIL_HEADERS, type SigningKey, signMail } from '../../src/demo/mail-signer.ts';
import { MAILBOX, SELECTOR } from './stage.ts';

/** What the mails of the load ask for; each kind has an outcome of its own. */
export type MailKind =
  | 'SUBSCRIBE'
  | 'UPDATE'
  | 'REMOVE'
  | 'WHO of one ccTLD'
  | 'WHO of all'
  | 'STATUS'
  | 'HELP'
  | 'forgery'
  | 'bounce'
  | 'free text'
  | 'doubtful SUBSCRIBE'
  | 'request to join a list';

/** One mail of the load before it is written. */
export type Wish = {
  readonly kind: MailKind;
  /** The address in From, whose domain signs. */
  readonly author: string;
  /** Of the envelope; the author where it is left out. */
  readonly sender?: string;
  /** Our mailbox where it is left out. */
  readonly to?: string;
  readonly subject: string;
  /** Fields of its own; a plain text where there are none. */
  readonly fields?: readonly string[];
  readonly lines: readonly string[];
  /** `broken`: something was changed after it was signed. */
  readonly signature: 'good' | 'broken' | 'none';
};

export type LoadMail = Pick<Wish, 'kind'> & {
  readonly from: string;
  readonly to: string;
  readonly messageId: string;
  readonly raw: Uint8Array;
};

let written = 0;

/** A mail as Gmail would send it, signed with the key of its author's domain. */
export async function writeMail(wish: Wish, keys: ReadonlyMap<string, SigningKey>): Promise<LoadMail> {
  const { kind, author, sender = author, to = MAILBOX, subject, fields = PLAIN_TEXT, lines, signature } = wish;
  written += 1;
  const domain = author.slice(author.indexOf('@') + 1);
  const now = new Date();
  const messageId = `<bench.${written}.${now.getTime().toString(36)}@${domain}>`;
  const mail = {
    kind,
    from: sender,
    to,
    messageId,
    raw: Buffer.from(
      [
        'MIME-Version: 1.0',
        `Date: ${now.toUTCString().replace('GMT', '+0000')}`,
        `Message-ID: ${messageId}`,
        `Subject: ${subject}`,
        `From: Registry Desk <${author}>`,
        `To: TLD-OPS Administration <${to}>`,
        ...fields,
        '',
        ...lines,
        '',
      ].join('\r\n'),
    ),
  };
  if (signature === 'none') return mail;
  const key = keys.get(domain);
  if (key === undefined) throw new Error(`no key for ${domain}`);
  const signing = { domain, selector: SELECTOR, key, headers: [...GMAIL_HEADERS], signedAt: now };
  const raw = await signMail(mail.raw, signing);
  return { ...mail, raw: signature === 'good' ? raw : Buffer.concat([raw, Buffer.from('P.S.\r\n')]) };
}

const PLAIN_TEXT = ['Content-Type: text/plain; charset="UTF-8"'];
