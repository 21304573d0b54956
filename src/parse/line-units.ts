import type { CcTldTable } from '../core/cctld.ts';
import type { FieldName } from './field-labels.ts';
import type { Field } from './field-line.ts';
import { type FormedLine, joinedWithNext } from './joined-lines.ts';
import { formOf, type LineForm } from './line-form.ts';
import type { TextLine } from './own-text.ts';
import { columnTable } from './table-columns.ts';
import { tableRows } from './table-rows.ts';

/** One line, or several that are one (a value that stands below its label). */
export type LineUnit = {
  readonly at: TextLine;
  readonly form: LineForm;
  /** Invisible characters were taken out of it. */
  readonly removed: boolean;
  /** For fields: every field of the same paragraph from here on. */
  readonly paragraph: ReadonlySet<FieldName>;
};

export function lineUnits(table: CcTldTable, lines: readonly TextLine[]): readonly LineUnit[] {
  let first = true;
  const rows = tableRows(lines);
  const read = lines.map((at, index): FormedLine => {
    const form = withRow(formOf(table, at, first), rows[index] ?? null);
    if (form.kind !== 'blank' && form.kind !== 'not-own') first = false;
    return { at, form };
  });
  const units: LineUnit[] = [];
  let index = 0;
  for (let line = read[0]; line !== undefined; line = read[index]) {
    const columns = columnTable(lines, index);
    if (columns !== null) {
      for (const { at: row, field } of columns.fields)
        units.push({ at: row, form: { kind: 'fields', fields: [field] }, removed: row.removed, paragraph: new Set() });
      index = columns.end + 1;
      continue;
    }
    const { form, end } = joinedWithNext(table, read, index) ?? { form: line.form, end: index };
    const removed = lines.slice(index, end + 1).some((one) => one.removed);
    units.push({ at: line.at, form, removed, paragraph: new Set() });
    index = end + 1;
  }
  return withParagraphs(units);
}

// A command is none of a table's rows.
function withRow(form: LineForm, row: readonly Field[] | null): LineForm {
  if (row === null || form.kind === 'command' || form.kind === 'reply' || form.kind === 'check') return form;
  return row.length === 0 ? { kind: 'heading', rank: null } : { kind: 'fields', fields: row };
}

function withParagraphs(units: readonly LineUnit[]): readonly LineUnit[] {
  const marked: LineUnit[] = [];
  let fields = new Set<FieldName>();
  for (const unit of units.toReversed()) {
    if (unit.form.kind === 'fields') {
      fields = new Set([...fields, ...unit.form.fields.filter(({ value }) => value !== '').map(({ field }) => field)]);
      marked.push({ ...unit, paragraph: fields });
    } else {
      fields = new Set();
      marked.push(unit);
    }
  }
  return marked.toReversed();
}
