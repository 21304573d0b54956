import type { CcTldTable } from '../core/cctld.ts';
import type { NamedTld } from '../core/command.ts';
import type { EmailAddress } from '../core/email-address.ts';
import type { Rank } from '../core/roster.ts';
import { onlyAddresses, readAddressValue } from './addresses.ts';
import { type CommandReading, readCommandLine } from './command-line.ts';
import { isRule, trimmedValue } from './decoration.ts';
import { type FieldName, readHeading, readRank } from './field-labels.ts';
import { type Field, nearestLabel, normalised, PHONE_LIKE, readFieldLine } from './field-line.ts';
import { MOST_LINE_LENGTH, type TextLine } from './own-text.ts';
import { halfWidth } from './plain-line.ts';
import { readRosterLine, type RosterLine } from './roster-line.ts';
import { readLabel } from './tld-labels.ts';

/** What one line is by its form alone; what it means depends on the command above it. */
export type LineForm =
  | { readonly kind: 'blank' }
  /** Quoted, signature, courtesy and the like. */
  | { readonly kind: 'not-own' }
  | CommandReading
  | { readonly kind: 'roster-line'; readonly roster: RosterLine }
  | { readonly kind: 'fields'; readonly fields: readonly Field[] }
  | { readonly kind: 'heading'; readonly rank: Rank | null }
  | { readonly kind: 'addresses'; readonly addresses: readonly EmailAddress[] }
  | { readonly kind: 'labels'; readonly tlds: readonly NamedTld[] }
  /** `nearest`: the field label that it almost begins with. */
  | { readonly kind: 'prose'; readonly nearest: string | null };

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
  const forms = lines.map((line): LineForm => {
    const form = formOf(table, line, first);
    if (form.kind !== 'blank' && form.kind !== 'not-own') first = false;
    return form;
  });
  const units: LineUnit[] = [];
  for (let index = 0; index < lines.length; ) {
    const at = lines[index];
    const form = forms[index];
    if (at === undefined || form === undefined) break;
    const joined = joinedWithNext(table, lines, forms, index, form);
    const end = joined?.end ?? index;
    const removed = lines.slice(index, end + 1).some((line) => line.removed);
    units.push({ at, form: joined?.form ?? form, removed, paragraph: new Set() });
    index = end + 1;
  }
  return withParagraphs(units);
}

function formOf(table: CcTldTable, line: TextLine, first: boolean): LineForm {
  if (line.text.trim() === '') return { kind: 'blank' };
  if (line.why !== null) return { kind: 'not-own' };
  if (line.raw.length > MOST_LINE_LENGTH) return { kind: 'prose', nearest: null };
  if (isRule(line.text)) return { kind: 'blank' };
  const roster = readRosterLine(table, line.text);
  if (roster !== null) return { kind: 'roster-line', roster };
  // Without a ccTLD, "Contacts:" announces contacts; it does not declare the whole list.
  if (/^[\s\p{P}]*contacts\s*[:：][\s\p{P}]*$/iu.test(line.text)) return { kind: 'heading', rank: null };
  const command = readCommandLine(table, line.text, first);
  if (command !== null && command.kind !== 'almost') return command;
  const fields = readFieldLine(table, line.text);
  if (fields !== null) return { kind: 'fields', fields };
  const heading = line.text.length > 80 ? undefined : readHeading(normalised(line.text));
  if (heading !== undefined) return { kind: 'heading', rank: heading };
  if (command !== null) return command;
  const addresses = onlyAddresses(table, normalised(line.text).replace(/^[-•·]\s*/u, ''));
  if (addresses !== null && addresses.length > 0) return { kind: 'addresses', addresses };
  const tlds = onlyLabels(table, line.text);
  if (tlds !== null) return { kind: 'labels', tlds };
  return { kind: 'prose', nearest: nearestLabel(line.text) };
}

function onlyLabels(table: CcTldTable, text: string): readonly NamedTld[] | null {
  const tokens = halfWidth(normalised(text))
    .split(/[\s,;&]+/u)
    .filter((token) => token !== '');
  if (tokens.length === 0 || tokens.some((token) => !token.startsWith('.'))) return null;
  const tlds = tokens.flatMap((token) => readLabel(table, token) ?? []);
  return tlds.length === tokens.length ? tlds : null;
}

function joinedWithNext(
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
  if (form.kind !== 'fields') return null;
  const last = form.fields.at(-1);
  if (last === undefined || (nextForm.kind !== 'prose' && nextForm.kind !== 'addresses' && nextForm.kind !== 'heading'))
    return null;
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

// `Email:` on one line and what it says on the next.
function valueBelow(table: CcTldTable, field: FieldName, text: string, form: LineForm): string | null {
  switch (field) {
    case 'email':
    case 'secondary-email':
    case 'replaced':
      return form.kind === 'addresses' ? text : null;
    case 'phone':
      return PHONE_LIKE.test(halfWidth(text)) ? text : null;
    case 'rank':
      return readRank(text) === null ? null : text;
    case 'name':
    case 'first-name':
    case 'last-name':
      return form.kind === 'prose' && /^\p{L}[^:@=\d]{1,60}$/u.test(text) && text.split(' ').length <= 6 ? text : null;
    case 'cctld':
      return readLabel(table, text) === null ? null : text;
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
