import type { CcTldTable } from '../core/cctld.ts';
import { internationalPhone } from '../core/phone.ts';
import { addressesOf, type Roster } from '../core/roster.ts';
import { contactsInOrder } from '../roster-out/contact-order.ts';
import { columns, headed, inertWholeLines } from './layout.ts';
import { visible } from './plain-words.ts';
import { type Texts, say } from './texts.ts';

/** More are easier to find in the files that come with them, and would say everything twice. */
const MOST_PEOPLE = 30;

/** Few people as a table beneath their lines: a column for each thing, each address on its own line. Empty: nobody, or many. */
export function directoryTable(texts: Texts, table: CcTldTable, rosters: readonly Roster[]): string {
  const entries = contactsInOrder(table, rosters);
  if (entries.length > MOST_PEOPLE) return '';
  const rows = entries.flatMap(({ cctld, contact }) => {
    const [first = '', ...others] = addressesOf(contact);
    return [
      [`.${cctld.ulabel}`, `#${contact.rank}`, visible(contact.name), internationalPhone(contact.phone), first],
      ...others.map((other) => ['', '', '', '', other]),
    ];
  });
  return headed(say(texts, 'directory.table', {}), inertWholeLines(aligned(rows)));
}

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows.reduce<readonly number[]>(
    (most, row) => row.map((cell, column) => Math.max(most[column] ?? 0, columns(cell))),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - columns(cell)))
      .join('  ')
      .trimEnd(),
  );
}
