import type { CcTldTable } from '../../core/cctld.ts';
import { type Instant, instantOf } from '../../core/instant.ts';
import type { Roster } from '../../core/roster.ts';
import { mailmanList } from '../../roster-out/roster-mailman.ts';
import { rosterCsv } from '../../roster-out/roster-csv.ts';
import { rosterText } from '../../roster-out/roster-text.ts';
import { rosterVcards } from '../../roster-out/roster-vcard.ts';
import type { Output } from '../output.ts';
import type { Workplace } from '../workplace.ts';
import { rosterJson, rostersWithContacts } from './roster-json.ts';

export const EXPORT_FORMATS = ['text', 'csv', 'vcard', 'json', 'mailman'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const PRINTERS: {
  readonly [F in Exclude<ExportFormat, 'json'>]: (
    table: CcTldTable,
    rosters: readonly Roster[],
    changedAt: Instant,
  ) => string;
} = { text: rosterText, csv: rosterCsv, vcard: rosterVcards, mailman: mailmanList };

/** `roster export`: every contact, for use elsewhere. With `--json` all but the format json stand inside one document. */
export async function rosterExport({ store, house }: Workplace, output: Output, format: ExportFormat): Promise<void> {
  const rosters = await rostersWithContacts(store);
  if (format === 'json') {
    const list = rosters.map(rosterJson);
    output.exact(list, `${JSON.stringify(list, null, 2)}\n`);
    return;
  }
  const text = PRINTERS[format](house.book.table, rosters, await changedAt(store, rosters));
  output.exact({ format, text }, text);
}

/** When something on the list was said last, so that the same list is exported as the same text. */
async function changedAt(store: Workplace['store'], rosters: readonly Roster[]): Promise<Instant> {
  const changes = (await store.pastChanges()).map(({ at }) => at);
  const confirmations = rosters.flatMap(({ contacts }) => contacts.map(({ confirmedAt }) => confirmedAt));
  return [...changes, ...confirmations].toSorted().at(-1) ?? instantOf(0);
}
