import { type CcTldTable, type Tld, findCcTld } from '../core/cctld.ts';
import { parseEmailAddress } from '../core/email-address.ts';
import type { IanaObservation } from '../core/iana.ts';
import { type Instant, parseInstant } from '../core/instant.ts';
import { oneLine } from './published.ts';

export type EntryReading =
  | { readonly ok: true; readonly observation: IanaObservation }
  /** `tld`: which ccTLD was meant, where that much could be read. */
  | { readonly ok: false; readonly tld: Tld | null; readonly fault: string };

/**
 * Reads one entry of `iana.file`. The trust anchor is never guessed: an entry with a fault is none.
 * @param fileTime counts where the entry has no `asOf`. @param now bounds both, since data from the future would stay
 *   fresh for ever.
 */
export function readEntry(table: CcTldTable, entry: unknown, fileTime: Instant, now: Instant): EntryReading {
  if (!isRecord(entry)) return { ok: false, tld: null, fault: 'is no object' };
  const label = entry['tld'];
  if (typeof label !== 'string' || label.trim() === '') return { ok: false, tld: null, fault: '"tld" is missing' };
  const tld = findCcTld(table, label.trim())?.tld;
  if (tld === undefined) return { ok: false, tld: null, fault: `"tld": ${shown(label)} is no ccTLD that we know` };
  const faulty = (fault: string): EntryReading => ({ ok: false, tld, fault: `.${tld}: ${fault}` });

  const status = entry['status'];
  if (typeof status !== 'string' || status.trim() === '') return faulty('"status" is missing');
  const admin = entry['admin'];
  if (!isRecord(admin)) return faulty('"admin" is missing');
  const email = admin['email'];
  if (typeof email !== 'string') return faulty('"admin.email" is missing');
  const address = parseEmailAddress(email.trim());
  if (!address.ok) return faulty(`"admin.email": ${shown(email)} is no e-mail address (${address.fault})`);
  const written = entry['asOf'];
  const asOf = written === undefined || written === null ? fileTime : readTime(written);
  if (asOf === null) return faulty('"asOf" is no time such as 2026-01-31T06:00:00Z');

  return {
    ok: true,
    observation: {
      tld,
      status: status.trim().toLowerCase() === 'active' ? 'active' : 'retired',
      manager: lineIn(entry['manager']) ?? '',
      adminName: lineIn(admin['name']),
      adminEmail: address.address,
      asOf: asOf > now ? now : asOf,
      source: 'file',
      reason: null,
    },
  };
}

function readTime(written: unknown): Instant | null {
  return typeof written === 'string' && /^\d{4}-\d{2}-\d{2}(?:T|$)/u.test(written) ? parseInstant(written) : null;
}

function lineIn(value: unknown): string | null {
  return typeof value === 'string' ? oneLine(value) : null;
}

/** As written, for a warning: quoted, escaped, short. */
function shown(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
