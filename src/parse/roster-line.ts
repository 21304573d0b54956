import type { CcTldTable } from '../core/cctld.ts';
import type { DraftFault } from '../core/command.ts';
import type { EmailAddress } from '../core/email-address.ts';
import type { Rank } from '../core/roster.ts';
import { onlyAddresses } from './addresses.ts';
import { trimmedToken, trimmedValue, withoutBullet, withoutLinks, withoutMarkdown } from './decoration.ts';
import { readRank } from './ranks-and-headings.ts';
import { halfWidth } from './plain-line.ts';

/** A line of the contact repository as published: `"John Doe, #1, .nl, +31 123456789" john.doe@nic.nl, john@oarc.net`. */
export type RosterLine = {
  readonly name: string;
  readonly rank: Rank | null;
  readonly label: string;
  readonly phone: string;
  /** Primary and secondary; empty where the line was cut before them. */
  readonly addresses: readonly EmailAddress[];
  readonly fault: DraftFault['code'] | null;
};

// The quotation mark behind the number ends it, not the one of O'Brien.
const QUOTED = /^["“”„«'‘](.{5,300}?[\d)]\s*)["“”»'’]\s*(.*)$/u;
const UNQUOTED =
  /^([^"“”@:]{2,200},\s*#\d\s*,\s*\.[^\s,]{2,63}\s*,\s*\+?[\d\s().\-/]{6,30}?)[\s,;]+([<[]?[^\s,;<]+@.*)$/u;

/** Null where the line has another form. */
export function readRosterLine(table: CcTldTable, text: string): RosterLine | null {
  const line = halfWidth(withoutBullet(withoutMarkdown(withoutLinks(text))).trim());
  const match = QUOTED.exec(line) ?? (line.includes('#') ? UNQUOTED.exec(line) : null);
  if (match === null) return null;
  const parts = (match[1] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const [phone = '', label = '', rankPart = ''] = parts.toReversed();
  const ranked = /^#\s*\d{1,2}$/u.test(rankPart);
  const name = parts.slice(0, ranked ? -3 : -2).join(', ');
  if (name === '' || !/^\.[^\s.]{2,63}$/u.test(trimmedToken(label)) || !/^\+?[\d\s().\-/]{6,30}$/u.test(phone))
    return null;
  const rank = ranked ? readRank(rankPart) : null;
  const behind = trimmedValue(match[2] ?? '');
  const addresses = /^\.?$/u.test(behind) ? [] : onlyAddresses(table, behind);
  if (addresses === null) return { name, rank, label, phone, addresses: [], fault: 'email-malformed' };
  const fault = addresses.length > 2 ? 'several-addresses' : ranked && rank === null ? 'rank-unknown' : null;
  return { name, rank, label, phone, addresses, fault };
}
