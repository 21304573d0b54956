import type { CcTldTable } from '../core/cctld.ts';
import type { Rank } from '../core/roster.ts';
import { onlyAddresses } from './addresses.ts';
import { trimmedValue, withoutBullet } from './decoration.ts';
import type { FieldName } from './field-labels.ts';
import { readHeading, readRank } from './ranks-and-headings.ts';
import { type Field, normalised, readFieldLine } from './field-line.ts';
import { isPersonLike } from './person-like.ts';
import { isPhoneLike } from './phone-value.ts';
import { halfWidth, withoutLigatures } from './plain-line.ts';

const ORDINAL = /^(?:(?:contact|ssc)\s*)?#?\s*([123])\s*[.):–—-]?\s+(?=\p{L})/iu;
const SEPARATOR = /\s*[,;|\t]\s*|\s{2,}|\s[-–—]\s|\s\/\s/u;

/** A name on a line of its own, a number in front of it included (`1. John Doe`, `#2 Jane Roe`). */
export function unlabelledName(text: string): readonly Field[] | null {
  const { rank, label, rest } = headed(normalised(text));
  const name = personIn(trimmedValue(rest).replace(/:$/u, ''));
  return name === null ? null : [{ ...guessedField('name', name), label, rank }];
}

// `Jane Roe (backup)`, `Jane Roe – Head of Security`, `Jane Roe, backup`: of what is said beside the name only a rank is read.
function personIn(text: string): string | null {
  if (isPersonLike(text)) return text;
  const [, alone = '', rank = ''] = /^([^,]{3,80}),\s*([^,]{2,40})$/u.exec(text) ?? [];
  if (isPersonLike(alone)) return withRank(alone, rank);
  const [, name = '', bracketed, behind] =
    /^([^()[\]]{3,80}?)\s*(?:[([]([^()[\]@\d]{2,40})[)\]]|\s[-–—]\s+([^()[\]@\d]{2,40}))$/u.exec(text) ?? [];
  if (!isPersonLike(name)) return null;
  return withRank(name, bracketed ?? behind ?? '') ?? name;
}

function withRank(name: string, remark: string): string | null {
  return readRank(remark) === null ? null : `${name} (${remark.trim()})`;
}

// `1. John Doe`, `#2 Jane Roe`, `Primary contact: John Doe, …`
function headed(line: string): { readonly rank: Rank | null; readonly label: string; readonly rest: string } {
  const ordinal = ORDINAL.exec(line);
  if (ordinal !== null)
    return { rank: readRank(ordinal[1] ?? ''), label: ordinal[0], rest: line.slice(ordinal[0].length) };
  const [label = '', heading = ''] = /^([^:@]{3,40}?)\s*(?::|\s[-–—]\s)\s*/u.exec(line) ?? [];
  const rank = readHeading(heading);
  return rank === undefined
    ? { rank: null, label: '', rest: withoutBullet(line) }
    : { rank, label, rest: line.slice(label.length) };
}

/** A whole contact on one line without labels: `John Doe, john@nic.nl, +31 6 12345678`, in any order. */
export function unlabelledContact(table: CcTldTable, text: string): readonly Field[] | null {
  if (!/[@＠]/u.test(text) || text.length > 300) return null;
  const { rank, label, rest } = headed(withoutLigatures(halfWidth(normalised(text))));
  const fields: Field[] = [];
  for (const part of rest.replace(/[<([]?[^\s,;|<>()[\]]+@[^\s,;|<>()[\]]+[>)\]]?/gu, '\t$&\t').split(SEPARATOR)) {
    const bare = part.replace(/^[\s\-–—/:]+|[\s\-–—/:]+$/gu, '');
    if (!/[\p{L}\p{N}]/u.test(bare)) continue;
    const named = fields.some((one) => one.field === 'name');
    // Behind the name, a job title.
    if (named && isTitle(bare)) continue;
    const read = partOf(table, bare, fields);
    if (read === null) return null;
    fields.push(...read);
  }
  const given = new Set(fields.map((one) => one.field));
  if (given.size !== fields.length || !given.has('name') || !given.has('email')) return null;
  return fields.map((one) => (one.field === 'name' ? { ...one, label, rank } : one));
}

/** Words that may be a job title or an organisation; beside a name they are left out. */
export function isTitle(text: string): boolean {
  return text.length <= 60 && readRank(text) === null && /^\p{L}[\p{L}\p{M}\s&.’'-]*$/u.test(text);
}

function partOf(table: CcTldTable, part: string, before: readonly Field[]): readonly Field[] | null {
  const addresses = onlyAddresses(table, part);
  const [address] = addresses ?? [];
  if (address !== undefined) {
    return [guessedField(before.some((one) => one.field === 'email') ? 'secondary-email' : 'email', address)];
  }
  if (isPhoneLike(trimmedValue(part))) return [guessedField('phone', part)];
  if (readRank(part) !== null) return [guessedField('rank', part)];
  const name = personIn(trimmedValue(part));
  return name === null ? readFieldLine(table, part) : [guessedField('name', name)];
}

/** A telephone number on a line of its own. */
export function unlabelledPhone(text: string): readonly Field[] | null {
  const line = trimmedValue(normalised(text));
  return isPhoneLike(line) ? [guessedField('phone', line)] : null;
}

export function guessedField(name: FieldName, value: string): Field {
  return { field: name, label: '', rank: null, value, doubt: 'label-guessed' };
}
