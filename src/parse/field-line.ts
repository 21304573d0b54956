import type { CcTldTable } from '../core/cctld.ts';
import type { Rank } from '../core/roster.ts';
import { bareAddress } from './addresses.ts';
import { trimmedValue, withoutBullet, withoutLinks, withoutMarkdown } from './decoration.ts';
import { ALL_LABELS, type FieldName, type Label, labelKey, readLabelText } from './field-labels.ts';
import { readHeading, readRank } from './ranks-and-headings.ts';
import { nearestWord } from './nearest-word.ts';
import { isPersonLike } from './person-like.ts';
import { isPhoneLike } from './phone-value.ts';

export type Field = {
  readonly field: FieldName;
  /** As written, for telling `Phone` from `Mobile`; empty where there was none. */
  readonly label: string;
  /** A rank that stood in the label (`Primary contact name`). */
  readonly rank: Rank | null;
  readonly value: string;
  /** `value-repaired`: the line was taken apart at a place that is not the only possible one. */
  readonly doubt: 'value-repaired' | 'label-guessed' | null;
};

const SEPARATOR = /\s*(?:[-=]>|→|[:：=|]|\t| [-–—] | {2,})\s*/u;
const BRACKETED = /^[[(<{]\s*([^[\](){}<>]{1,45}?)\s*[:：]?\s*[\])>}]\s*[:：=|-]?\s*/u;
const MOST_LABEL = 45;

/** `Label: value`, several of them behind one another included; null where the line is no field. */
export function readFieldLine(table: CcTldTable, text: string): readonly Field[] | null {
  const line = normalised(text);
  const bare = withoutBullet(line);
  return separated(table, line) ?? separated(table, bare) ?? bracketed(bare) ?? unseparated(table, bare);
}

/** The text behind a command word: where its first field starts, -1 where there is none. */
export function fieldStart(text: string): number {
  const label = [...normalised(text).matchAll(INNER_LABEL)].find(([, written = '']) => readLabelText(written) !== null);
  return label?.index ?? -1;
}

// `@Jane Roe`, as Outlook and Teams write somebody's name.
const MENTION = /(?<![\p{L}\p{N}._%+-])@(?=\p{Lu}[\p{L}\p{M}'’-]*(?:[\s<,]|$))/gu;

/** Links, markdown, mentions and table bars taken off. */
export function normalised(text: string): string {
  const plain = withoutMarkdown(withoutLinks(text)).replace(MENTION, '').trimEnd();
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
  const line = withoutBullet(normalised(text));
  const [, label = ''] = /^([\p{L}][\p{L}\s.'-]{2,30}?)\s*[:：=\t]\s*\S/u.exec(line) ?? [];
  const nearest = nearestWord(labelKey(label), ALL_LABELS);
  return nearest === null ? null : `${nearest.charAt(0).toUpperCase()}${nearest.slice(1)}`;
}

function separated(table: CcTldTable, line: string): readonly Field[] | null {
  const head = line.slice(0, MOST_LABEL + 10);
  const match = SEPARATOR.exec(head);
  if (match === null || match.index > MOST_LABEL) return null;
  const value = line.slice(match.index + match[0].length).replace(/^[:：=]\s*/u, '');
  const written = line.slice(0, match.index);
  // `Secondary: john@oarc.net`: an address or a person, so it has to be confirmed.
  if (/^(?:secondary|alternative|alternate|backup)$/iu.test(written) && bareAddress(table, value) !== null) {
    return [{ field: 'secondary-email', label: written, rank: null, value, doubt: 'value-repaired' }];
  }
  const label = readLabelText(written) ?? namedInHeading(table, written, value);
  if (label === null) return null;
  // A mobile phone in Portuguese (`Cel`) is a purpose in Polish.
  if (label.foreign && label.field === 'phone' && /^\P{Nd}+$/u.test(value)) return null;
  const weak = !/[:：=\t|>→]/u.test(match[0]);
  if (weak && !plausible(table, label.field, value)) return null;
  return split({ ...label, label: written }, value);
}

// `[Name] John Doe`
function bracketed(line: string): readonly Field[] | null {
  const [whole = '', label = ''] = BRACKETED.exec(line) ?? [];
  const named = readLabelText(label);
  return named === null ? null : split({ ...named, label }, line.slice(whole.length));
}

// `Primary contact: John Doe`, `Contact 2: jane@nic.nl`
function namedInHeading(table: CcTldTable, label: string, value: string): Label | null {
  if (!/(?:contact|ssc|person|primary|secondary|tertiary)\s*\(?#?\s*[123]?\)?\s*$/iu.test(label)) return null;
  const rank = readHeading(label);
  if (rank === undefined) return null;
  if (bareAddress(table, value) !== null) return { field: 'email', rank, foreign: true };
  if (isPhoneLike(value)) return { field: 'phone', rank, foreign: true };
  return /^[\p{L}](?:[^@:=\d]{1,80}|[^@:=\d]{1,80}<[^<>\s]+@[^<>\s]+>)$/u.test(value)
    ? { field: 'name', rank, foreign: false }
    : null;
}

// `Phone +31 6 …`, `Email john@…`: no separator, but only one way to read it.
function unseparated(table: CcTldTable, line: string): readonly Field[] | null {
  const [, label = '', value = ''] =
    /^((?:my )?(?:new )?[\p{L}-]{3,10}\.?(?: (?:number|phone|address|no\.?))?)\s(.+)/iu.exec(line) ?? [];
  const named = readLabelText(label);
  if (named === null || !fits(table, named.field, value)) return null;
  const doubt = named.field === 'name' || named.foreign ? 'label-guessed' : null;
  return [fieldOf({ ...named, label }, trimmedValue(value), doubt)];
}

// Without a separator, nothing else but such a value says that the word in front of it is a label.
function fits(table: CcTldTable, field: FieldName, value: string): boolean {
  if (field === 'name') return isPersonLike(value);
  if (field === 'rank') return readRank(value) !== null;
  return (field === 'email' || field === 'phone') && plausible(table, field, value);
}

function plausible(table: CcTldTable, field: FieldName, value: string): boolean {
  if (field === 'email' || field === 'secondary-email' || field === 'replaced')
    return bareAddress(table, value) !== null;
  if (field === 'phone') return isPhoneLike(trimmedValue(value));
  if (field === 'cctld') return value.startsWith('.');
  return /^[^:@]{2,60}$/u.test(value);
}

// A label inside a value: `Name: John Doe, Email: john@…`.
const INNER_LABEL =
  /(?<=^|[\s,;|])((?:(?:secondary|alternative|alternate|backup|second|personal|primary|mobile|full|first|last|given|family|phone|e-?mail|telephone|cell|contact) )?(?:name|e-?mail address|e-?mail|mail|phone number|phone|telephone|mobile|tel|cell|role|rank|surname|cctld|tld|old|number)\.?)\s*[:：=]/giu;

function split(first: Label & { readonly label: string }, text: string): readonly Field[] {
  const parts: Field[] = [];
  let current = first;
  let start = 0;
  let doubt: Field['doubt'] = first.foreign ? 'label-guessed' : null;
  for (const match of text.matchAll(INNER_LABEL)) {
    const next = readLabelText(match[1] ?? '');
    if (next === null) continue;
    const before = text.slice(start, match.index);
    const clear = /(?:[,;|\t]\s*|\s{2,}|^)$/u.test(before);
    const value = trimmedValue(before.replace(/[|\s]+$/u, ''));
    parts.push(fieldOf(current, value, clear ? doubt : 'value-repaired'));
    current = { ...next, label: match[1] ?? '' };
    start = match.index + match[0].length;
    doubt = clear ? null : 'value-repaired';
  }
  return [...parts, fieldOf(current, trimmedValue(text.slice(start)), doubt)];
}

function fieldOf(
  { field, label, rank }: Label & { readonly label: string },
  value: string,
  doubt: Field['doubt'],
): Field {
  return { field, label, rank, value, doubt };
}
