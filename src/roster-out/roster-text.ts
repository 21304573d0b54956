import type { CcTldTable } from '../core/cctld.ts';
import type { Roster } from '../core/roster.ts';
import { contactsInOrder } from './contact-order.ts';
import { rosterLine } from './roster-line.ts';

/** The list as TLD-OPS has always published it, one line for each contact and a blank line between regions. */
export function rosterText(table: CcTldTable, rosters: Iterable<Roster>): string {
  let region: string | null = null;
  let text = '';
  for (const { cctld, contact } of contactsInOrder(table, rosters)) {
    if (region !== null && region !== cctld.region) text += '\n';
    region = cctld.region;
    text += `${rosterLine(table, cctld.tld, contact)}\n`;
  }
  return text;
}
