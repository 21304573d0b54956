import { unreadNames, unreadNameText } from './unread-names.ts';
import { byCcTld, type ImportFault, type WrittenFile } from './written-roster.ts';

const NEEDED = ['tld', 'name', 'email', 'phone'];
const READ = [...NEEDED, 'rank', 'secondary_email', 'since', 'confirmed_at'];
/** Printed for whoever reads the table; the ccTLD says it all. */
const BESIDE = ['ulabel', 'country', 'region'];

/** A table as `roster export --format csv` prints it; more columns are told, and spreadsheets may have put `;` between. */
export function writtenCsv(text: string): WrittenFile {
  const [header = '', ...rest] = text.split(/\r?\n/u);
  const separator = header.includes(',') ? ',' : ';';
  const columns = (csvRows(header, separator)[0]?.cells ?? []).map((name) => name.trim().toLowerCase());
  const missing = NEEDED.filter((name) => !columns.includes(name));
  const rows = csvRows(rest.join('\n'), separator).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const filled = columns.filter((_, at) => rows.some(({ cells }) => (cells[at] ?? '').trim() !== ''));
  const unread = unreadNames(filled, READ, BESIDE);
  const columnFaults = [
    ...missing.map((name) => `there is no column ${name}`),
    ...unread.filter(({ meant }) => meant !== null).map((one) => `the column ${unreadNameText(one, READ)}`),
    ...READ.filter((name) => filled.filter((one) => one === name).length > 1).map((name) => `two columns are ${name}`),
  ];
  if (columnFaults.length > 0) return { rosters: [], faults: columnFaults.map((why) => unusable(0, why, null)) };
  const warnings = unread.map((one) => `line 1: the column ${unreadNameText(one, READ)}`);
  const faults = rows.flatMap(({ line, cells, isClosed }): readonly ImportFault[] => [
    // What follows is part of this row, whatever ccTLD it is about.
    ...(isClosed ? [] : [unusable(line, 'a quotation mark is not closed', null)]),
    ...(cells.length > columns.length
      ? [unusable(line, 'there are more fields than columns', cells[columns.indexOf('tld')] ?? null)]
      : []),
  ]);
  const written = rows.map(({ line, cells }) => {
    const value = (name: string): string => unguarded(cells[columns.indexOf(name)] ?? '').trim();
    return {
      tld: value('tld'),
      contact: {
        place: `line ${line + 1}`,
        rank: value('rank'),
        name: value('name'),
        email: value('email'),
        secondaryEmail: value('secondary_email'),
        phone: value('phone'),
        since: value('since'),
        confirmedAt: value('confirmed_at'),
      },
    };
  });
  return { rosters: byCcTld(written), faults, warnings };
}

function unusable(line: number, why: string, about: string | null): ImportFault {
  return { place: `line ${line + 1}`, words: why, about };
}

/** Without the apostrophe that keeps a field from being a formula. */
function unguarded(cell: string): string {
  return cell.replace(/^'(?=[=+\-@\t\uff1d\uff0b\uff0d\uff20])/u, '');
}

type Row = { readonly line: number; readonly cells: readonly string[]; readonly isClosed: boolean };

/** RFC 4180 §2; `line` counts from 1. */
function csvRows(text: string, separator: string): readonly Row[] {
  const rows: Row[] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let line = 1;
  let began = 1;
  const endRow = (): void => {
    rows.push({ line: began, cells: [...cells, cell], isClosed: !quoted });
    cells = [];
    cell = '';
    began = line;
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\n') line += 1;
    if (quoted && character === '"' && text.charAt(at + 1) === '"') {
      cell += '"';
      at += 1;
    } else if (character === '"' && (quoted || cell === '')) quoted = !quoted;
    else if (quoted) cell += character;
    else if (character === separator) {
      cells.push(cell);
      cell = '';
    } else if (character === '\n') endRow();
    else cell += character;
  }
  endRow();
  return rows;
}
