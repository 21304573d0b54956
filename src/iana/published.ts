import type { Tld } from '../core/cctld.ts';
import { type EmailAddress, parseEmailAddress } from '../core/email-address.ts';
import type { IanaRecord } from '../core/iana.ts';

/** What a full record of a ccTLD says, as far as we rely on it. */
export type Published = Pick<IanaRecord, 'tld' | 'status' | 'manager' | 'adminName' | 'adminEmail'>;

/** Anything but a full record of the very ccTLD that was asked for is none: the trust anchor is never guessed. */
export type PublishedReading =
  | { readonly ok: true; readonly published: Published }
  /** `missing`: it is a proper answer that has no such record or no Admin Contact in it. */
  | { readonly ok: false; readonly fault: string; readonly missing: boolean };

export function unreadable(fault: string): PublishedReading {
  return { ok: false, fault, missing: false };
}

export function missing(fault: string): PublishedReading {
  return { ok: false, fault, missing: true };
}

/** @param emails as written; exactly one is an answer. */
export function publishedRecord(
  tld: Tld,
  status: 'active' | 'retired',
  manager: string,
  adminName: string | null,
  emails: readonly string[],
): PublishedReading {
  const [email, ...others] = emails.map((one) => one.trim()).filter((one) => one !== '');
  if (email === undefined) return missing('it names no e-mail address of the Admin Contact');
  if (others.length > 0) return unreadable('it names several e-mail addresses of the Admin Contact');
  const address = readAddress(email);
  if (address === null) return unreadable('the address of the Admin Contact is no e-mail address');
  const names = { manager: oneLine(manager) ?? '', adminName: adminName === null ? null : oneLine(adminName) };
  return { ok: true, published: { tld, status, ...names, adminEmail: address } };
}

function readAddress(text: string): EmailAddress | null {
  const reading = parseEmailAddress(text);
  return reading.ok ? reading.address : null;
}

/** One line of visible text, ≤ 200 characters, or null where there is none. */
export function oneLine(value: string): string | null {
  const folded = value.normalize('NFC').replace(/[\p{Cc}\p{Cf}\p{Z}]+/gu, ' ');
  const text = folded.trim().slice(0, 200).toWellFormed();
  return text === '' ? null : text;
}
