import type { Reading } from '../core/message.ts';

/** What mail programs add by themselves, and nobody means to send. */
const ADDED_BY_PROGRAMS: ReadonlySet<string> = new Set([
  'application/pgp-encrypted',
  'application/pgp-keys',
  'application/pgp-signature',
  'application/pkcs7-mime',
  'application/pkcs7-signature',
  'application/x-pkcs7-mime',
  'application/x-pkcs7-signature',
  'application/ms-tnef',
  'application/ics',
]);
const FILES = /^(?:application\/|text\/(?:csv|vcard|x-vcard|directory|rtf|tab-separated-values)$|message\/rfc822$)/u;

/** How many files of a mail hold something that its sender may want to say; pictures are mostly those of a signature. */
export function unreadFiles({ parts }: Pick<Reading, 'parts'>): number {
  return parts.filter((type) => FILES.test(type) && !ADDED_BY_PROGRAMS.has(type)).length;
}
