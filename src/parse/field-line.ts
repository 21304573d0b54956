import type { CcTldTable } from '../core/cctld.ts';
import type { Rank } from '../core/roster.ts';
import { bareAddress } from './addresses.ts';
import { trimmedValue, withoutBullet, withoutLinks, withoutMarkdown } from './decoration.ts';
import { ALL_LABELS, type FieldName, labelKey, readHeading, readLabelText } from './field-labels.ts';
import { nearestWord } from './nearest-word.ts';
import { halfWidth } from './plain-line.ts';

export type Field = {
  readonly field: FieldName;
  /** A rank that stood in the label (`Primary contact name`). */
  readonly rank: Rank | null;
  readonly value: string;
  /** The line had to be taken apart at a place that is not the only possible one. */
  readonly guessed: boolean;
};

/** Characters of a telephone number as people write it. */
export const PHONE_LIKE = /^\+?[\d\s().\-/‐-―·]{6,30}$/u;

const SEPARATOR = /\s*(?:[:：=]|\t| [-–—] | {2,})\s*/u;
const MOST_LABEL = 45;

/** `Label: value`, several of them behind one another included; null where the line is no field. */
export function readFieldLine(table: CcTldTable, text: string): readonly Field[] | null {
  const line = normalised(text);
  return separated(table, line) ?? separated(table, withoutBullet(line)) ?? unseparated(table, withoutBullet(line));
}

/** The text behind a command word: where its first field starts, -1 where there is none. */
export function fieldStart(text: string): number {
  for (const match of normalised(text).matchAll(INNER_LABEL)) {
    if (readLabelText(match[1] ?? '') !== null) return match.index + match[0].indexOf(match[1] ?? '');
  }
  return -1;
}

/** Links, markdown and table bars taken off. */
export function normalised(text: string): string {
  const plain = withoutMarkdown(withoutLinks(text)).trimEnd();
  return /^\s*\|.*\|\s*$/u.test(plain)
    ? plain
        .trim()
        .slice(1, -1)
        .trim()
        .replace(/\s*\|\s*/gu, '\t')
    : plain.trimStart();
}

/** The label that a line with a slip of the pen meant; null where it does not look like a field at all. */
export function nearestLabel(text: string): string | null {
  const match = /^([\p{L}][\p{L}\s.'-]{2,30}?)\s*[:：=\t]\s*\S/u.exec(withoutBullet(normalised(text)));
  const nearest = match === null ? null : nearestWord(labelKey(match[1] ?? ''), ALL_LABELS);
  return nearest === null ? null : `${nearest.charAt(0).toUpperCase()}${nearest.slice(1)}`;
}

function separated(table: CcTldTable, line: string): readonly Field[] | null {
  const head = line.slice(0, MOST_LABEL + 10);
  const match = SEPARATOR.exec(head);
  if (match === null || match.index > MOST_LABEL) return null;
  const value = line.slice(match.index + match[0].length).replace(/^[:：=]\s*/u, '');
  const written = line.slice(0, match.index);
  // `Secondary: john@oarc.net`: an address or a person, so it has to be confirmed.
  if (/^(?:secondary|alternative|alternate|backup)$/iu.test(written.trim()) && bareAddress(table, value) !== null) {
    return [{ field: 'secondary-email', rank: null, value, guessed: true }];
  }
  const label = readLabelText(written) ?? namedInHeading(written, value);
  if (label === null) return null;
  const weak = !/[:：=\t]/u.test(match[0]);
  if (weak && !plausible(table, label.field, value)) return null;
  return split(label, value);
}

// `Primary contact: John Doe`
function namedInHeading(label: string, value: string): { readonly field: 'name'; readonly rank: Rank | null } | null {
  if (!/(?:contact|ssc|person|primary|secondary|tertiary)\s*#?\s*[123]?\s*$/iu.test(label)) return null;
  if (!/^[\p{L}][^@:=\d]{1,80}$/u.test(value)) return null;
  const rank = readHeading(label);
  return rank === undefined ? null : { field: 'name', rank };
}

// `Phone +31 6 …`, `Email john@…`: no separator, but only one way to read it.
function unseparated(table: CcTldTable, line: string): readonly Field[] | null {
  const match = /^([\p{L}-]{3,10}\.?)\s(.+)$/u.exec(line);
  const label = match === null ? null : readLabelText(match[1] ?? '');
  const value = match?.[2] ?? '';
  if (label === null || (label.field !== 'email' && label.field !== 'phone')) return null;
  return plausible(table, label.field, value) ? [{ ...label, value: trimmedValue(value), guessed: false }] : null;
}

function plausible(table: CcTldTable, field: FieldName, value: string): boolean {
  if (field === 'email' || field === 'secondary-email' || field === 'replaced')
    return bareAddress(table, value) !== null;
  if (field === 'phone') return PHONE_LIKE.test(halfWidth(trimmedValue(value)));
  if (field === 'cctld') return /^\s*\./u.test(value);
  return /^[^:@]{2,60}$/u.test(value);
}

// A label inside a value: `Name: John Doe, Email: john@…`.
const INNER_LABEL =
  /(?<=^|[\s,;|])((?:(?:secondary|alternative|alternate|backup|second|personal|primary|mobile|full|first|last|given|family|phone|e-?mail|telephone|cell|contact) )?(?:name|e-?mail address|e-?mail|mail|phone number|phone|telephone|mobile|tel|cell|role|rank|surname|cctld|tld|old|number)\.?)\s*[:：=]/giu;

function split(label: { readonly field: FieldName; readonly rank: Rank | null }, value: string): readonly Field[] {
  const parts: Field[] = [];
  let current = label;
  let start = 0;
  let guessed = false;
  for (const match of value.matchAll(INNER_LABEL)) {
    const next = readLabelText(match[1] ?? '');
    if (next === null) continue;
    const before = value.slice(start, match.index);
    const clear = /(?:[,;|\t]\s*|\s{2,}|^)$/u.test(before);
    parts.push({ ...current, value: trimmedValue(before.replace(/[|\s]+$/u, '')), guessed: guessed || !clear });
    [current, start, guessed] = [next, match.index + match[0].length, !clear];
  }
  return [...parts, { ...current, value: trimmedValue(value.slice(start)), guessed }];
}
