import { type CcTld, type CcTldTable, ccTldTable, parseTld, type Region } from '../core/cctld.ts';
import { asciiDomain } from '../core/email-address.ts';
import { type FileFault, hint } from './yaml-source.ts';

const COLUMNS = 'tld,ulabel,name,iso,region,status';
const REGIONS: readonly Region[] = ['AF', 'AP', 'EUR', 'LAC', 'NA'];
const STATUSES: readonly CcTld['status'][] = ['active', 'retired', 'not-assigned'];

/** Reads `cctlds.csv` (RFC 4180, UTF-8, one record a line). */
export function readCcTlds(
  file: string,
  text: string,
): { readonly table: CcTldTable; readonly faults: readonly FileFault[] } {
  const faults: FileFault[] = [];
  const rows: CcTld[] = [];
  const lineOfLabel = new Map<string, number>();
  for (const [index, record] of text.split(/\r?\n/u).entries()) {
    const line = index + 1;
    const note = (message: string): number => faults.push({ file, line, message });
    if (index === 0) {
      if (record !== COLUMNS) note(`The first line must be "${COLUMNS}".`);
      continue;
    }
    if (record === '') continue;
    const fields = fieldsOf(record);
    if (fields === null || fields.length !== 6) {
      note('A line needs six fields; a field with a comma stands in double quotes.');
      continue;
    }
    const row = rowFrom(fields, note);
    if (row === null) continue;
    for (const label of new Set([row.tld, row.ulabel])) {
      const before = lineOfLabel.get(label);
      if (before !== undefined) note(`"${label}" stands in line ${before} already.`);
      lineOfLabel.set(label, before ?? line);
    }
    rows.push(row);
  }
  if (rows.length === 0 && faults.length === 0) faults.push({ file, line: 0, message: 'The table is empty.' });
  return { table: ccTldTable(rows), faults };
}

function rowFrom(
  [label = '', ulabel = '', name = '', iso = '', area = '', state = '']: readonly string[],
  note: (message: string) => void,
): CcTld | null {
  const tld = parseTld(label);
  const region = REGIONS.find((candidate) => candidate === area);
  const status = STATUSES.find((candidate) => candidate === state);
  const labelsAgree = tld !== null && asciiDomain(`example.${ulabel}`) === `example.${tld}`;
  if (tld === null) note(`"${label}" is not a ccTLD as A-label in small letters, such as nl or xn--p1ai.`);
  else if (!labelsAgree) note(`"${ulabel}" is not the U-label of "${label}".`);
  if (name === '') note(`"${label}" needs a name.`);
  if (!/^(?:[A-Z]{2})?$/u.test(iso)) note(`"${iso}" is not an ISO 3166-1 code of two capital letters.`);
  if (region === undefined) note(`There is no region "${area}".${hint(area, REGIONS)}`);
  if (status === undefined) note(`There is no status "${state}".${hint(state, STATUSES)}`);
  if (tld === null || !labelsAgree || region === undefined || status === undefined) return null;
  return { tld, ulabel, name, iso: iso === '' ? null : iso, region, status };
}

/** RFC 4180 §2: fields apart by commas; in double quotes a comma is text and "" is one quote. Null where quotes do not close. */
function fieldsOf(record: string): readonly string[] | null {
  if (!/^(?:"(?:[^"]|"")*"|[^",]*)(?:,(?:"(?:[^"]|"")*"|[^",]*))*$/u.test(record)) return null;
  const fields = record.match(/(?<=^|,)(?:"(?:[^"]|"")*"|[^",]*)(?=,|$)/gu) ?? [];
  return fields.map((field) => (field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field));
}
