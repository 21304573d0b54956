import { type EmailAddress, localPartOf } from '../core/email-address.ts';
import { type Evidence, fieldsNamed, type HeaderField, type Origin, type Recipient } from '../core/message.ts';

export type OriginReading = { readonly origin: Origin; readonly evidence: readonly Evidence[] };

export type OriginSource = {
  readonly fields: readonly HeaderField[];
  /** Empty for a null sender. */
  readonly mailFrom: string;
  readonly recipients: readonly Recipient[];
  readonly author: EmailAddress;
};

type Sign = { readonly origin: Origin; readonly result: string; readonly words: string };

const MAIL_SYSTEMS: ReadonlySet<string> = new Set(['mailer-daemon', 'postmaster']);
const LIST_FIELDS = ['list-id', 'list-post', 'mailing-list', 'x-mailman-version'] as const;
const AUTOMATIC_FIELDS = ['x-autoreply', 'x-autorespond', 'x-auto-reply', 'x-autoresponder'] as const;
const AUTOMATIC_PRECEDENCE: ReadonlySet<string> = new Set(['bulk', 'junk', 'auto_reply']);

/**
 * Whether a person wrote it: RFC 3834 §2, RFC 3464 and what auto-responders and list servers are known to add. A bounce
 * goes before a list, a list before other automatic mail. `X-Auto-Response-Suppress` and `List-Unsubscribe` say
 * nothing: Exchange and mail gateways put them on people's mail.
 */
export function readOrigin(source: OriginSource): OriginReading {
  const signs = [...bounceSigns(source), ...listSigns(source.fields), ...automaticSigns(source)];
  for (const origin of ['bounce', 'list', 'automatic'] as const) {
    const because = signs.filter((sign) => sign.origin === origin);
    if (because.length === 0) continue;
    return { origin, evidence: because.map(({ result, words }) => ({ about: 'origin', result, words })) };
  }
  return { origin: 'person', evidence: [] };
}

function bounceSigns({ fields, mailFrom, recipients, author }: OriginSource): Sign[] {
  const signs: Sign[] = [];
  const toBounceAddress = (recipient: Recipient): boolean => /^bounces?(?:$|-)/u.test(recipient.detail ?? '');
  if (recipients.length > 0 && recipients.every(toBounceAddress)) {
    signs.push(bounce('bounce-address', 'It came to an address that only collects delivery reports.'));
  }
  if (mailFrom !== '') return signs;
  if (isReport(fields)) signs.push(bounce('report', 'It is a delivery report: no sender, and a report inside.'));
  if (MAIL_SYSTEMS.has(localPartOf(author).toLowerCase())) {
    signs.push(bounce('mail-system', 'A mail server wrote it, without a sender.'));
  }
  if (recipients.some(toBounceAddress)) {
    signs.push(bounce('bounce-address', 'It has no sender and came to an address that collects delivery reports.'));
  }
  return signs;
}

function listSigns(fields: readonly HeaderField[]): Sign[] {
  const signs: Sign[] = [];
  if (LIST_FIELDS.some((name) => fieldsNamed(fields, name).length > 0)) {
    signs.push({ origin: 'list', result: 'list-field', words: 'It came through a mailing list.' });
  }
  if (keywordsOf(fields, 'precedence').includes('list')) {
    signs.push({ origin: 'list', result: 'precedence', words: 'It says that it is mailing list mail (Precedence).' });
  }
  return signs;
}

function automaticSigns({ fields, mailFrom, author }: OriginSource): Sign[] {
  const signs: Sign[] = [];
  // RFC 3834 §5: every value but "no" is automatic, unknown ones included.
  if (keywordsOf(fields, 'auto-submitted').some((keyword) => keyword !== 'no')) {
    signs.push(automatic('auto-submitted', 'It says that a program sent it (Auto-Submitted).'));
  }
  if (keywordsOf(fields, 'precedence').some((keyword) => AUTOMATIC_PRECEDENCE.has(keyword))) {
    signs.push(automatic('precedence', 'It says that it is bulk or automatic mail (Precedence).'));
  }
  if (AUTOMATIC_FIELDS.some((name) => fieldsNamed(fields, name).length > 0)) {
    signs.push(automatic('auto-reply', 'An auto-responder marked it as its reply.'));
  }
  if (isReport(fields)) signs.push(automatic('report', 'It is a report that a program wrote.'));
  if (localPartOf(author).toLowerCase() === 'mailer-daemon') {
    signs.push(automatic('mail-system', 'A mail server wrote it.'));
  }
  if (mailFrom === '') signs.push(automatic('null-sender', 'It has no envelope sender, as only automatic mail has.'));
  return signs;
}

/** RFC 6522; `multipart/report` also carries read receipts (RFC 8098). */
function isReport(fields: readonly HeaderField[]): boolean {
  return fieldsNamed(fields, 'content-type').some((value) => /^multipart\/report(?:$|[\s;(])/iu.test(value));
}

/** First word of each such field, in lower case, without comments. */
function keywordsOf(fields: readonly HeaderField[], name: string): readonly string[] {
  return fieldsNamed(fields, name).map((value) =>
    value
      .replace(/\([^()]*\)/gu, ' ')
      .trim()
      .replace(/[\s;].*/u, '')
      .toLowerCase(),
  );
}

function bounce(result: string, words: string): Sign {
  return { origin: 'bounce', result, words };
}

function automatic(result: string, words: string): Sign {
  return { origin: 'automatic', result, words };
}
