import type { CcTldTable } from '../core/cctld.ts';
import type { Roster } from '../core/roster.ts';
import { contactsInOrder, type Entry } from './contact-order.ts';
import { csv } from './csv.ts';
import { regionCode } from './region-names.ts';

const COLUMNS: readonly (readonly [name: string, value: (entry: Entry) => string])[] = [
  ['tld', ({ cctld }) => cctld.tld],
  ['ulabel', ({ cctld }) => cctld.ulabel],
  ['country', ({ cctld }) => cctld.name],
  ['region', ({ cctld }) => regionCode(cctld.region)],
  ['rank', ({ contact }) => String(contact.rank)],
  ['name', ({ contact }) => contact.name],
  ['email', ({ contact }) => contact.email],
  ['secondary_email', ({ contact }) => contact.secondaryEmail ?? ''],
  // RFC 3966: a bare E.164 number begins with a plus sign, which spreadsheets take for a formula and turn into a sum.
  ['phone', ({ contact }) => `tel:${contact.phone}`],
];
const DATES: typeof COLUMNS = [
  ['since', ({ contact }) => contact.since],
  ['confirmed_at', ({ contact }) => contact.confirmedAt],
];

/** A table with a header row, a row for each contact; all that is known of them. */
export function rosterCsv(table: CcTldTable, rosters: Iterable<Roster>): string {
  return written([...COLUMNS, ...DATES], table, rosters);
}

/** The same for those who want to reach somebody. */
export function phoneBookCsv(table: CcTldTable, rosters: Iterable<Roster>): string {
  return written(COLUMNS, table, rosters);
}

function written(columns: typeof COLUMNS, table: CcTldTable, rosters: Iterable<Roster>): string {
  return csv([
    columns.map(([name]) => name),
    ...contactsInOrder(table, rosters).map((entry) => columns.map(([, value]) => value(entry))),
  ]);
}
