import type { CcTldTable } from '../core/cctld.ts';
import { type PhoneReading, readPhone } from '../core/phone.ts';
import { readAddressValue } from './addresses.ts';
import { trimmedValue } from './decoration.ts';
import { type FieldName, isName, readLabelText } from './field-labels.ts';
import { readRank } from './ranks-and-headings.ts';
import { type Field, normalised } from './field-line.ts';
import type { LineForm } from './line-form.ts';
import type { TextLine } from './own-text.ts';
import { isPhoneLike, phoneValue } from './phone-value.ts';
import { readRosterLine, type RosterLine } from './roster-line.ts';
import { readLabel } from './tld-labels.ts';
import { guessedField, isTitle, unlabelledName } from './unlabelled-contact.ts';

export type FormedLine = { readonly at: TextLine; readonly form: LineForm };
type Joined = { readonly form: LineForm; readonly end: number };

/** What a line and those below it are together, up to line `end`; null where it stands alone. */
export function joinedWithNext(table: CcTldTable, lines: readonly FormedLine[], index: number): Joined | null {
  const form = lines[index]?.form;
  const adjacent = lines[index + 1]?.form.kind !== 'blank';
  const end = index + (adjacent ? 1 : 2);
  const below = lines[end];
  if (form === undefined || below === undefined) return null;
  if (form.kind === 'roster-line') return adjacent ? joinedRosterLine(form.roster, below.form, end) : null;
  if (form.kind === 'prose')
    return (adjacent ? wrappedRosterLine(table, lines, index) : null) ?? joinedName(lines, index);
  if (form.kind !== 'fields') return null;
  const last = form.fields.at(-1);
  if (last === undefined || !['prose', 'addresses', 'heading', 'unlabelled'].includes(below.form.kind)) return null;
  const text = trimmedValue(normalised(below.at.text));
  const field =
    last.value === ''
      ? filled(last, valueBelow(table, last.field, text, below.form))
      : adjacent
        ? continued(table, last, text, below.at.text)
        : null;
  return field === null ? null : { form: { kind: 'fields', fields: [...form.fields.slice(0, -1), field] }, end };
}

function filled(field: Field, value: string | null): Field | null {
  return value === null ? null : { ...field, value };
}

function joinedRosterLine(roster: RosterLine, next: LineForm, end: number): Joined | null {
  if (next.kind !== 'addresses' || roster.fault !== null) return null;
  const addresses = [...roster.addresses, ...next.addresses];
  if (addresses.length > 2) return null;
  return { form: { kind: 'roster-line', roster: { ...roster, addresses } }, end };
}

// A roster line may exceed 72 columns, where some program wraps it.
function wrappedRosterLine(table: CcTldTable, lines: readonly FormedLine[], index: number): Joined | null {
  const [first, second] = [lines[index], lines[index + 1]];
  if (first === undefined || second === undefined || !['prose', 'addresses', 'unlabelled'].includes(second.form.kind))
    return null;
  const text = first.at.text.trim();
  if (!/^["“”„«]/u.test(text)) return null;
  const roster = readRosterLine(table, `${text} ${second.at.text.trim()}`);
  return roster === null || roster.addresses.length === 0
    ? null
    : { form: { kind: 'roster-line', roster }, end: index + 1 };
}

// A name, and below it its address, its number, or fields that lack a name.
function joinedName(lines: readonly FormedLine[], index: number): Joined | null {
  const name = unlabelledName(lines[index]?.at.text ?? '');
  if (name === null) return null;
  const fields = [...name];
  let end = index;
  for (let next = index + 1; next <= end + 2; next += 1) {
    const below = lines[next];
    if (below === undefined) break;
    if (below.form.kind === 'blank') continue;
    if (next === index + 1) {
      if (lacksName(below.form)) return { form: { kind: 'unlabelled', fields }, end };
      // A job title below the name.
      if (below.form.kind === 'prose' && isTitle(trimmedValue(below.at.text))) continue;
    }
    const more = belowName(below.form, fields);
    if (more.length === 0) break;
    fields.push(...more);
    end = next;
  }
  return fields.some((one) => one.field === 'email') ? { form: { kind: 'unlabelled', fields }, end } : null;
}

function lacksName(form: LineForm): boolean {
  return (
    form.kind === 'fields' &&
    form.fields.some(({ field }) => field === 'email' || field === 'phone') &&
    !form.fields.some(({ field }) => isName(field))
  );
}

const ADDRESSES: readonly FieldName[] = ['email', 'secondary-email'];

function belowName(form: LineForm, before: readonly Field[]): readonly Field[] {
  const lacks = (name: FieldName): boolean => !before.some((one) => one.field === name);
  // Nothing but a telephone number is one field.
  if (form.kind === 'unlabelled') return form.fields.length === 1 && lacks('phone') ? form.fields : [];
  if (form.kind !== 'addresses') return [];
  const places = ADDRESSES.filter(lacks);
  if (form.addresses.length > places.length) return [];
  return form.addresses.map((address, at) => guessedField(places[at] ?? 'email', address));
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
function continued(table: CcTldTable, field: Field, text: string, raw: string): Field | null {
  if (field.field === 'phone') {
    if (!/^[\d\s().\-/]{2,20}$/u.test(text)) return null;
    const whole = { ...field, value: `${field.value} ${text}` };
    const above = numberIn(field.value);
    const endsAbove = above.ok && above.valid;
    // Below a number that is whole: a postcode, a date.
    if (endsAbove && !numberIn(whole.value).ok) return null;
    if (/^\s/u.test(raw)) return endsAbove ? { ...whole, doubt: 'value-repaired' } : whole;
    // What copying from a PDF breaks. More digits are a number of their own, and fewer count what follows.
    return /^(?:\D*\d){2,6}\D*$/u.test(text) ? { ...whole, doubt: 'value-repaired' } : null;
  }
  if (field.field !== 'email' && field.field !== 'secondary-email') return null;
  if (readAddressValue(table, field.value).kind === 'address' || !/[@.-]$/u.test(field.value) || /\s/u.test(text))
    return null;
  const reading = readAddressValue(table, `${field.value}${text}`);
  return reading.kind === 'address' && !reading.repaired ? filled(field, `${field.value}${text}`) : null;
}

function numberIn(written: string): PhoneReading {
  return readPhone(phoneValue(written).number, null);
}
