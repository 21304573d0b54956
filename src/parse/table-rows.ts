import { trimmedValue } from './decoration.ts';
import { readLabelText } from './field-labels.ts';
import { readRank } from './ranks-and-headings.ts';
import { type Field, normalised } from './field-line.ts';
import { MOST_LINE_LENGTH, type TextLine } from './own-text.ts';

type Column = Pick<Field, 'field' | 'label'>;
type Header = { readonly separator: RegExp; readonly columns: readonly Column[] };

const SEPARATORS = [/\s*[\t|]\s*/u, /\s*;\s*/u, /\s*,\s*/u, /\s{2,}/u];

/**
 * A table of contacts: one line of field names, then one line for each person. Null for each line that is not part of
 * one; no fields for the line of names.
 */
export function tableRows(lines: readonly TextLine[]): readonly (readonly Field[] | null)[] {
  let header: Header | null = null;
  return lines.map(({ raw, text, why }) => {
    if (why !== null || raw.length > MOST_LINE_LENGTH) return null;
    const line = normalised(text);
    if (/^[\s|:+=-]*$/u.test(line)) return null;
    const row: readonly Field[] | null = header === null ? null : rowOf(header, line);
    if (row !== null) return row;
    header = headerOf(line);
    return header === null ? null : [];
  });
}

function headerOf(line: string): Header | null {
  if (!/[\t|;,]|\s{2}/u.test(line)) return null;
  for (const separator of SEPARATORS) {
    const columns = columnsNamed(line.split(separator).map((cell) => cell.trim()));
    const fields = new Set(columns?.map(({ field }) => field));
    if (columns !== null && fields.size === columns.length && fields.has('email') && fields.size > 1)
      return { separator, columns };
  }
  return null;
}

/** Null where one of them is no name of a field; most lines are told by their first. */
function columnsNamed(cells: readonly string[]): readonly Column[] | null {
  const columns: Column[] = [];
  for (const cell of cells) {
    const label = cell.length > 45 ? null : readLabelText(cell);
    if (label === null) return null;
    columns.push({ field: label.field, label: cell });
  }
  return columns;
}

function rowOf({ separator, columns }: Header, line: string): readonly Field[] | null {
  const cells = line.split(separator);
  if (cells.length !== columns.length || !cells.some((cell) => cell.includes('@'))) return null;
  const fields = columns.map(({ field, label }, index) => {
    const value = trimmedValue(cells[index] ?? '');
    return { field, label, rank: null, value, doubt: null };
  });
  return fields.some(({ field, value }) => field === 'rank' && value !== '' && readRank(value) === null)
    ? null
    : fields;
}
