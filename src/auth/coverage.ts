import { type EmailAddress, domainOf, localPartOf } from '../core/email-address.ts';
import { epochMs, HOUR, type Instant } from '../core/instant.ts';
import { type Evidence, fieldsNamed, firstField, type RawStructure } from '../core/message.ts';
import { readAddressList } from './address-list.ts';
import { isIdentityEncoding, speaksForItself } from './body-shape.ts';
import { readMailDate } from './mail-date.ts';
import type { Signature } from './signatures.ts';

/** What a verified signature of the From domain leaves open. Without gaps it stands for the whole mail. */
export type Coverage = {
  /** In words, one for each gap. */
  readonly gaps: readonly Evidence[];
  /** To is not signed, so a redirected copy looks the same: SPF must pass too. */
  readonly needsSenderPolicy: boolean;
};

/** How far the Date and `t=` may be from now, in milliseconds. */
export type Freshness = { readonly pastMs: number; readonly aheadMs: number };

const AT_MOST_ONCE = [
  ['from', 'From'],
  ['to', 'To'],
  ['cc', 'Cc'],
  ['subject', 'Subject'],
  ['date', 'Date'],
  ['message-id', 'Message-ID'],
  ['content-type', 'Content-Type'],
  ['reply-to', 'Reply-To'],
  ['mime-version', 'MIME-Version'],
] as const;

const ALWAYS_SIGNED = [
  ['from', 'From'],
  ['subject', 'Subject'],
  ['date', 'Date'],
  ['message-id', 'Message-ID'],
] as const;

/** @param ourAddresses with whose plus-addresses a signed To may also name us. */
export function coverageOf(
  signature: Signature,
  raw: Uint8Array,
  structure: RawStructure,
  ourAddresses: readonly EmailAddress[],
  now: Instant,
  freshness: Freshness,
): Coverage {
  const gaps = [
    ...keyGaps(signature),
    ...fieldGaps(signature, structure),
    ...recipientGaps(signature, structure, ourAddresses),
    ...bodyGaps(signature, raw, structure),
    ...ageGaps(signature, structure, now, freshness),
  ];
  return { gaps, needsSenderPolicy: !signature.covers.has('to') };
}

function keyGaps(signature: Signature): Evidence[] {
  const gaps: Evidence[] = [];
  if (signature.testing) gaps.push(gap('test-key', 'Its domain says that it only tests this key.'));
  if (signature.irregular) gaps.push(gap('irregular', 'It is not written as the standard demands.'));
  return gaps;
}

function fieldGaps(signature: Signature, structure: RawStructure): Evidence[] {
  const gaps: Evidence[] = [];
  for (const [name, written] of AT_MOST_ONCE) {
    if (fieldsNamed(structure.fields, name).length > 1) {
      gaps.push(gap('repeated-field', `The mail has more than one ${written}, and readers may take either.`));
    }
  }
  for (const [name, written] of ALWAYS_SIGNED) {
    if (signature.covers.has(name)) continue;
    gaps.push(
      gap('field-not-covered', `It does not cover the ${written}, so somebody on the way could have changed it.`),
    );
  }
  return gaps;
}

function recipientGaps(
  signature: Signature,
  structure: RawStructure,
  ourAddresses: readonly EmailAddress[],
): Evidence[] {
  if (!signature.covers.has('to')) {
    if (signature.covers.has('content-type')) return [];
    return [gap('field-not-covered', 'It covers neither To nor Content-Type.')];
  }
  const named = readAddressList(firstField(structure.fields, 'to') ?? '');
  if (named.some((address) => isOurs(address, ourAddresses))) return [];
  return [gap('other-recipient', 'The To that it covers does not name this mailbox, so it may be a mail to others.')];
}

function bodyGaps(signature: Signature, raw: Uint8Array, structure: RawStructure): Evidence[] {
  const gaps: Evidence[] = [];
  if (signature.partOfBody) {
    gaps.push(gap('part-of-body', 'It covers only the beginning of the text, so lines could have been added.'));
  }
  if (!signature.covers.has('content-type') && !speaksForItself(raw, structure)) {
    gaps.push(
      gap('content-type-open', 'It does not cover the Content-Type, and with another the text would read differently.'),
    );
  }
  if (!signature.covers.has('content-transfer-encoding') && !isIdentityEncoding(structure)) {
    gaps.push(
      gap(
        'encoding-open',
        'It does not cover the Content-Transfer-Encoding, and with another the text would read differently.',
      ),
    );
  }
  return gaps;
}

function ageGaps(signature: Signature, structure: RawStructure, now: Instant, freshness: Freshness): Evidence[] {
  const written = readMailDate(firstField(structure.fields, 'date') ?? '');
  const gaps: Evidence[] = [];
  if (written === null) gaps.push(stale('no-date', 'The mail has no Date that can be read.'));
  else gaps.push(...ageGap(written, now, freshness, 'The mail was written'));
  if (signature.signedAt !== null) gaps.push(...ageGap(signature.signedAt, now, freshness, 'It was signed'));
  return gaps;
}

function ageGap(at: number, now: Instant, { pastMs, aheadMs }: Freshness, what: string): Evidence[] {
  const age = epochMs(now) - at;
  if (age > pastMs) return [stale('too-old', `${what} more than ${inHours(pastMs)} ago.`)];
  return age < -aheadMs ? [stale('in-the-future', `${what} more than ${inHours(aheadMs)} in the future.`)] : [];
}

function inHours(ms: number): string {
  const hours = Math.round((ms / HOUR) * 10) / 10;
  return hours === 1 ? 'an hour' : `${hours} hours`;
}

function isOurs(address: EmailAddress, ourAddresses: readonly EmailAddress[]): boolean {
  return ourAddresses.some((ours) => mailboxOf(ours) === mailboxOf(address));
}

/** Without what stands behind a plus, folded for comparison. */
function mailboxOf(address: EmailAddress): string {
  return `${localPartOf(address).replace(/(?<=.)\+.*/u, '')}@${domainOf(address)}`.toLowerCase();
}

function gap(result: string, words: string): Evidence {
  return { about: 'coverage', result, words };
}

function stale(result: string, words: string): Evidence {
  return { about: 'freshness', result, words };
}
