import type { CcTldTable } from '../core/cctld.ts';
import type { Roster } from '../core/roster.ts';
import { contactsInOrder, type Entry } from './contact-order.ts';
import { csvRow } from './csv.ts';
import { regionCode } from './region-names.ts';
import { rememberedEntry } from './remembered-entry.ts';

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

type Table = { readonly header: string; readonly row: (entry: Entry) => string };

function tableOf(columns: typeof COLUMNS): Table {
  return {
    header: csvRow(columns.map(([name]) => name)),
    row: rememberedEntry((entry) => csvRow(columns.map(([, value]) => value(entry)))),
  };
}

const PHONE_BOOK = tableOf(COLUMNS);
const WITH_DATES = tableOf([...COLUMNS, ...DATES]);

/** A table with a header row, a row for each contact; all that is known of them. */
export function rosterCsv(table: CcTldTable, rosters: Iterable<Roster>): string {
  return written(WITH_DATES, table, rosters);
}

/** The same for those who want to reach somebody. */
export function phoneBookCsv(table: CcTldTable, rosters: Iterable<Roster>): string {
  return written(PHONE_BOOK, table, rosters);
}

function written({ header, row }: Table, ccTlds: CcTldTable, rosters: Iterable<Roster>): string {
  return header + contactsInOrder(ccTlds, rosters).map(row).join('');
}
