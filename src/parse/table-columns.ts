import { trimmedValue } from './decoration.ts';
import { type FieldName, isName, readLabelText } from './field-labels.ts';
import { readHeading } from './ranks-and-headings.ts';
import { type Field, normalised } from './field-line.ts';
import { MOST_LINE_LENGTH, type TextLine } from './own-text.ts';

/** A table with one contact in each column: field names stand at the left. */
export type ColumnTable = {
  /** Index of its last line. */
  readonly end: number;
  /** Contact by contact; each field with its line. */
  readonly fields: readonly { readonly at: TextLine; readonly field: Field }[];
};

type Row = { readonly at: TextLine; readonly field: FieldName; readonly fields: readonly Field[] };

const SEPARATOR = / *[\t|] */u;

/** The table that begins at a line, headings of its columns included; null where none does. */
export function columnTable(lines: readonly TextLine[], index: number): ColumnTable | null {
  if (!/[\t|]/u.test(lines[index]?.text ?? '')) return null;
  const headed = isColumnHeadings(lines[index]);
  const first = headed ? index + (isRuleRow(lines[index + 1]) ? 2 : 1) : index;
  const rows: Row[] = [];
  const given = new Set<FieldName>();
  // A field that comes again is no part of the table, so no table is longer than there are fields.
  for (const line of lines.slice(first)) {
    const row = rowOf(line);
    if (row === null || given.has(row.field)) break;
    given.add(row.field);
    rows.push(row);
  }
  const columns = Math.max(0, ...rows.map(({ fields }) => fields.length));
  const names = rows.filter(({ field }) => isName(field));
  const emails = rows.find(({ field }) => field === 'email');
  if (columns < 2 || names.length === 0 || emails === undefined) return null;
  // Cells left empty at the end of a line are not there.
  const everybody = [...names, emails].every(
    ({ fields }) => fields.length === columns && fields.every(({ value }) => value !== ''),
  );
  if (!everybody || !emails.fields.every(({ value }) => value.includes('@'))) return null;
  // The name first: it begins a contact.
  const ordered = [...names, ...rows.filter((row) => !names.includes(row))];
  const fields = Array.from({ length: columns }, (_, column) =>
    ordered.flatMap(({ at, fields: cells }) => {
      const field = cells[column];
      return field === undefined || field.value === '' ? [] : [{ at, field }];
    }),
  ).flat();
  return { end: first + rows.length - 1, fields };
}

function rowOf(line: TextLine): Row | null {
  const [label = '', ...values] = cellsOf(line);
  const named = label.length > 45 ? null : readLabelText(label);
  if (named === null || values.length === 0) return null;
  const doubt = named.foreign ? 'label-guessed' : null;
  const fields = values.map((value): Field => ({ field: named.field, label, rank: null, value, doubt }));
  return { at: line, field: named.field, fields };
}

// `Contact 1 | Contact 2`, `Primary | Secondary`, with or without a cell above the labels.
function isColumnHeadings(line: TextLine | undefined): boolean {
  const cells = cellsOf(line).filter((cell) => cell !== '');
  return cells.length >= 2 && cells.slice(-2).every((cell) => cell.length <= 45 && readHeading(cell) !== undefined);
}

function isRuleRow(line: TextLine | undefined): boolean {
  return line !== undefined && /^[\s|:+=-]+$/u.test(line.text);
}

function cellsOf(line: TextLine | undefined): readonly string[] {
  if (line === undefined || line.why !== null || line.raw.length > MOST_LINE_LENGTH) return [];
  return normalised(line.text).split(SEPARATOR).map(trimmedValue);
}
