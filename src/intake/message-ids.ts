import { fieldsNamed, firstField, type HeaderField } from '../core/message.ts';

// RFC 5322 §3.6.4 msg-id, without comments or folding.
const MESSAGE_ID = /^<[!-;=?-~]+@[!-;=?-~]+>$/u;
const MAX_OCTETS = 250;
const MOST_REFERENCES = 20;

/** The mail's own name; null where it is none that could be repeated in an answer. */
export function messageIdOf(fields: readonly HeaderField[]): string | null {
  const written = firstField(fields, 'message-id')?.trim() ?? '';
  return isMessageId(written) ? written : null;
}

/**
 * The thread that the mail belongs to, for the References of an answer. In a mail without References it is what the mail
 * answers, if that is one mail only (RFC 5322 §3.6.4).
 */
export function referencesOf(fields: readonly HeaderField[]): readonly string[] {
  const written = fieldsNamed(fields, 'references');
  if (written.length > 0) return words(written).filter(isMessageId).slice(-MOST_REFERENCES);
  // Old programs wrote a phrase beside it: `Your message of Monday <1@nic.example>`.
  const [only, ...others] = words(fieldsNamed(fields, 'in-reply-to')).filter((word) => word.includes('<'));
  return only !== undefined && others.length === 0 && isMessageId(only) ? [only] : [];
}

function words(values: readonly string[]): readonly string[] {
  return values.flatMap((value) => value.split(/\s+/u));
}

function isMessageId(text: string): boolean {
  return text.length <= MAX_OCTETS && MESSAGE_ID.test(text);
}
