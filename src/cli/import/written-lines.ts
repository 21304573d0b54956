import { type CcTldTable, findCcTld } from '../../core/cctld.ts';
import { readRosterLine } from '../../parse/roster-line.ts';
import { byCcTld, type ImportFault, type WrittenFile } from './written-roster.ts';

/** Lines as published: `"John Doe, #1, .nl, +31 6 12345678" john.doe@nic.nl, john@oarc.net`; blank lines between. */
export function writtenLines(table: CcTldTable, text: string): WrittenFile {
  const faults: ImportFault[] = [];
  const rows = text.split(/\r?\n/u).flatMap((line, index) => {
    if (line.trim() === '') return [];
    const place = `line ${index + 1}`;
    const read = readRosterLine(table, line);
    if (read === null || read.fault !== null) {
      faults.push({
        place,
        words: `this is no line like "John Doe, #1, .nl, +31 6 12345678" john@nic.example: ${line.trim()}`,
        about: labelIn(table, line),
      });
      return [];
    }
    const [email = '', secondaryEmail = ''] = read.addresses;
    const { name, phone, label: tld } = read;
    const rank = read.rank === null ? '' : String(read.rank);
    return [{ tld, contact: { place, rank, name, email, secondaryEmail, phone, since: '', confirmedAt: '' } }];
  });
  return { rosters: byCcTld(rows), faults };
}

/** The one ccTLD that a line which is not understood names; that of an address in it would be a guess. */
function labelIn(table: CcTldTable, line: string): string | null {
  const labels = line.match(/(?<![^\s,"'])\.[^\s,.@"']{2,63}/giu) ?? [];
  const [only, ...others] = new Set(labels.flatMap((label) => findCcTld(table, label)?.tld ?? []));
  return others.length === 0 ? (only ?? null) : null;
}
