import { trimmedValue } from './decoration.ts';
import { type FieldName, isName, readLabelText } from './field-labels.ts';
import { readRank } from './ranks-and-headings.ts';
import { type Field, normalised } from './field-line.ts';
import { MOST_LINE_LENGTH, type TextLine } from './own-text.ts';

/** `field`: null for a column that says nothing of a contact (`Function`, `Company`). */
type Column = { readonly field: FieldName | null; readonly label: string };
type Header = { readonly separator: RegExp; readonly columns: readonly Column[] };

const CELLS = /\s*[\t|]\s*/u;
const SEPARATORS = [CELLS, /\s*;\s*/u, /\s*,\s*/u, /\s{2,}/u];

const OTHER_COLUMN = /^\p{L}[\p{L}\p{M}\s./'’&()-]{0,44}$/u;

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
    const columns = columnsNamed(
      line.split(separator).map((cell) => cell.trim()),
      separator === CELLS,
    );
    if (columns !== null && isHeader(columns)) return { separator, columns };
  }
  return null;
}

// Each field once, but for two kinds of phone numbers. Between columns of other things, whose names are needed, too.
function isHeader(columns: readonly Column[]): boolean {
  const known = columns.flatMap(({ field }) => field ?? []);
  const fields = new Set(known);
  const once = known.filter((field) => field !== 'phone').length === fields.size - (fields.has('phone') ? 1 : 0);
  const whole = known.length === columns.length ? fields.size === columns.length : [...fields].some(isName);
  return once && whole && fields.has('email') && fields.size > 1;
}

/** Null where one of them is no name of a field, or of anything; most lines are told by their first. */
function columnsNamed(cells: readonly string[], others: boolean): readonly Column[] | null {
  const columns: Column[] = [];
  for (const cell of cells) {
    const label = cell.length > 45 ? null : readLabelText(cell);
    if (label === null && !(others && OTHER_COLUMN.test(cell))) return null;
    columns.push({ field: label?.field ?? null, label: cell });
  }
  return columns;
}

function rowOf({ separator, columns }: Header, line: string): readonly Field[] | null {
  const cells = line.split(separator);
  if (cells.length !== columns.length || !cells.some((cell) => cell.includes('@'))) return null;
  const doubt: Field['doubt'] = columns.some(({ field }) => field === null) ? 'label-guessed' : null;
  const fields = columns.flatMap(({ field, label }, index) => {
    const value = trimmedValue(cells[index] ?? '');
    return field === null ? [] : [{ field, label, rank: null, value, doubt }];
  });
  return fields.some(({ field, value }) => field === 'rank' && value !== '' && readRank(value) === null)
    ? null
    : fields;
}
