import type { CcTldTable } from '../core/cctld.ts';
import { readAddressValue } from './addresses.ts';
import { trimmedValue } from './decoration.ts';
import { type FieldName, isName, readLabelText, readRank } from './field-labels.ts';
import { type Field, normalised } from './field-line.ts';
import type { LineForm } from './line-form.ts';
import type { TextLine } from './own-text.ts';
import { isPhoneLike } from './phone-value.ts';
import type { RosterLine } from './roster-line.ts';
import { readLabel } from './tld-labels.ts';
import { guessedField, isTitle, unlabelledName } from './unlabelled-contact.ts';

/** What a line and those below it are together, up to line `end`; null where it stands alone. */
export function joinedWithNext(
  table: CcTldTable,
  lines: readonly TextLine[],
  forms: readonly LineForm[],
  index: number,
  form: LineForm,
): { readonly form: LineForm; readonly end: number } | null {
  let next = index + 1;
  const adjacent = forms[next]?.kind !== 'blank';
  if (!adjacent) next += 1;
  const line = lines[next];
  const nextForm = forms[next];
  if (line === undefined || nextForm === undefined) return null;
  if (form.kind === 'roster-line') return joinedRosterLine(form.roster, nextForm, adjacent, next);
  if (form.kind === 'prose') return joinedName(lines, forms, index);
  if (form.kind !== 'fields') return null;
  const last = form.fields.at(-1);
  if (last === undefined || !['prose', 'addresses', 'heading', 'unlabelled'].includes(nextForm.kind)) return null;
  const text = trimmedValue(normalised(line.text));
  const value =
    last.value === ''
      ? valueBelow(table, last.field, text, nextForm)
      : adjacent
        ? continued(table, last, text, line.text)
        : null;
  if (value === null) return null;
  return { form: { kind: 'fields', fields: [...form.fields.slice(0, -1), { ...last, value }] }, end: next };
}

function joinedRosterLine(
  roster: RosterLine,
  next: LineForm,
  adjacent: boolean,
  end: number,
): { readonly form: LineForm; readonly end: number } | null {
  if (!adjacent || next.kind !== 'addresses' || roster.addresses.length > 1 || roster.fault !== null) return null;
  const addresses = [...roster.addresses, ...next.addresses];
  if (addresses.length > 2) return null;
  return { form: { kind: 'roster-line', roster: { ...roster, addresses } }, end };
}

// A name, and below it its address, its number, or fields that lack a name.
function joinedName(
  lines: readonly TextLine[],
  forms: readonly LineForm[],
  index: number,
): { readonly form: LineForm; readonly end: number } | null {
  const name = unlabelledName(lines[index]?.text ?? '');
  if (name === null) return null;
  const fields = [...name];
  let end = index;
  for (let next = index + 1; next <= end + 2; next += 1) {
    const form = forms[next];
    if (form?.kind === 'blank') continue;
    // A job title below the name.
    if (form?.kind === 'prose' && next === index + 1 && isTitle(trimmedValue(lines[next]?.text ?? ''))) continue;
    const more = form === undefined ? [] : belowName(form, fields);
    if (more.length === 0) {
      const labelled = form?.kind === 'fields' && next === end + 1 && !form.fields.some((one) => isName(one.field));
      const above = end === index && labelled && form.fields.some((one) => ['email', 'phone'].includes(one.field));
      return above || fields.some((one) => one.field === 'email')
        ? { form: { kind: 'unlabelled', fields }, end }
        : null;
    }
    fields.push(...more);
    end = next;
  }
  return fields.some((one) => one.field === 'email') ? { form: { kind: 'unlabelled', fields }, end } : null;
}

function belowName(form: LineForm, before: readonly Field[]): readonly Field[] {
  const has = (name: FieldName): boolean => before.some((one) => one.field === name);
  if (form.kind === 'unlabelled') {
    const [only, ...more] = form.fields;
    return only?.field === 'phone' && more.length === 0 && !has('phone') ? [only] : [];
  }
  if (form.kind !== 'addresses' || form.addresses.length > 2) return [];
  const [first, second] = form.addresses;
  if (first === undefined || has('secondary-email') || (has('email') && second !== undefined)) return [];
  if (has('email')) return [guessedField('secondary-email', first)];
  return [guessedField('email', first), ...(second === undefined ? [] : [guessedField('secondary-email', second)])];
}

// `Email:` on one line and what it says on the next.
function valueBelow(table: CcTldTable, field: FieldName, text: string, form: LineForm): string | null {
  switch (field) {
    case 'email':
    case 'secondary-email':
    case 'replaced':
      return form.kind === 'addresses' ? text : null;
    case 'phone':
      return isPhoneLike(text) ? text : null;
    case 'rank':
      return readRank(text) === null ? null : text;
    case 'name':
    case 'first-name':
    case 'last-name':
      return form.kind === 'prose' &&
        readLabelText(text) === null &&
        /^\p{L}[^:@=\d]{1,60}$/u.test(text) &&
        text.split(' ').length <= 6
        ? text
        : null;
    case 'cctld':
      return readLabel(table, text) === null ? null : text;
    case 'list-version':
      return null;
  }
}

// A folded value that joins in one way only. Names are not folded: what stands below one may be anything.
function continued(table: CcTldTable, field: Field, text: string, raw: string): string | null {
  if (field.field === 'phone')
    return /^\s/u.test(raw) && /^[\d\s().\-/]{2,20}$/u.test(text) ? `${field.value} ${text}` : null;
  if (field.field !== 'email' && field.field !== 'secondary-email') return null;
  if (readAddressValue(table, field.value).kind === 'address' || !/[@.-]$/u.test(field.value) || /\s/u.test(text))
    return null;
  const reading = readAddressValue(table, `${field.value}${text}`);
  return reading.kind === 'address' && !reading.repaired ? `${field.value}${text}` : null;
}
