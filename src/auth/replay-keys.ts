import { hash as hashOf } from 'node:crypto';
import { addressKey, type EmailAddress } from '../core/email-address.ts';
import { fieldsNamed, firstField, type RawStructure } from '../core/message.ts';
import type { Signature } from './signatures.ts';

/**
 * Keys by which the same mail is known again: one for each verified signature, and one for author, Message-ID and the
 * body's octets. A mail without Message-ID is known by its Date instead, one with neither by its addressees and its Subject.
 */
export function replayKeysOf(
  author: EmailAddress,
  raw: Uint8Array,
  structure: RawStructure,
  signatures: readonly Signature[],
): readonly string[] {
  const verified = signatures.filter(({ outcome }) => outcome.verified).map(({ hash }) => `dkim:${hash}`);
  const body = hashOf('sha256', raw.subarray(structure.bodyOffset));
  const messageId = firstField(structure.fields, 'message-id');
  const name = messageId === null ? nameWithoutId(structure) : `id ${messageId}`;
  const mail = hashOf('sha256', [addressKey(author), name, body].join('\n'));
  return [...new Set([...verified, `mail:${mail}`])];
}

function nameWithoutId({ fields }: RawStructure): string {
  const date = firstField(fields, 'date');
  if (date !== null) return `date ${date}`;
  return ['to', 'cc', 'subject'].flatMap((field) => [field, ...fieldsNamed(fields, field)]).join('\n');
}
