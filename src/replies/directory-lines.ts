import type { CcTldTable } from '../core/cctld.ts';
import type { Roster } from '../core/roster.ts';
import { contactsInOrder, REGIONS } from '../roster-out/contact-order.ts';
import { rosterLine } from '../roster-out/roster-line.ts';
import { type Texts, say } from './texts.ts';

/** The list in the published format, by region and ccTLD; a region is named where there are several. Empty: nobody. */
export function directoryLines(texts: Texts, table: CcTldTable, rosters: readonly Roster[]): string {
  const entries = contactsInOrder(table, rosters);
  const blocks = REGIONS.flatMap((region) => {
    const own = entries.filter(({ cctld }) => cctld.region === region);
    const lines = own.map(({ cctld, contact }) => rosterLine(table, cctld.tld, contact));
    return lines.length === 0 ? [] : [{ name: say(texts, `directory.region-${region}`, {}), lines: lines.join('\n') }];
  });
  return blocks.map(({ name, lines }) => (blocks.length === 1 ? lines : `${name}\n\n${lines}`)).join('\n\n');
}
