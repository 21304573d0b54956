import type { CcTldTable } from '../core/cctld.ts';
import type { NamedTld } from '../core/command.ts';
import type { EmailAddress } from '../core/email-address.ts';
import type { Rank } from '../core/roster.ts';
import { onlyAddresses } from './addresses.ts';
import { type CommandReading, readCommandLine } from './command-line.ts';
import { isRule } from './decoration.ts';
import { readLabelText } from './field-labels.ts';
import { readHeading } from './ranks-and-headings.ts';
import { type Field, nearestLabel, normalised, readFieldLine } from './field-line.ts';
import { MOST_LINE_LENGTH, type TextLine } from './own-text.ts';
import { halfWidth } from './plain-line.ts';
import { readRosterLine, type RosterLine } from './roster-line.ts';
import { readLabel } from './tld-labels.ts';
import { guessedField, unlabelledContact, unlabelledPhone } from './unlabelled-contact.ts';

/** What one line is by its form alone; what it means depends on the command above it. */
export type LineForm =
  | { readonly kind: 'blank' }
  /** Quoted, signature, courtesy and the like. */
  | { readonly kind: 'not-own' }
  | CommandReading
  | { readonly kind: 'roster-line'; readonly roster: RosterLine }
  | { readonly kind: 'fields'; readonly fields: readonly Field[] }
  /** What a contact consists of, without the labels that would say so. */
  | { readonly kind: 'unlabelled'; readonly fields: readonly Field[] }
  | { readonly kind: 'heading'; readonly rank: Rank | null }
  | { readonly kind: 'addresses'; readonly addresses: readonly EmailAddress[] }
  | { readonly kind: 'labels'; readonly tlds: readonly NamedTld[] }
  /** `nearest`: the field label that it almost begins with. */
  | { readonly kind: 'prose'; readonly nearest: string | null };

// The fields of whom a REPLACE takes off the list follow.
const OLD_HEADING =
  /^[\s*_#=[(-]*(?:old|current|existing|previous|former|outgoing|leaving)(?: (?:contact|ssc|person|one|details))?[\s*_=\])-]*:?[\s*_]*$/iu;

export function formOf(table: CcTldTable, line: TextLine, first: boolean): LineForm {
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
  const fields = readFieldLine(table, line.text) ?? labelAlone(line.text);
  if (fields !== null) return { kind: 'fields', fields };
  if (OLD_HEADING.test(line.text)) return { kind: 'fields', fields: [guessedField('replaced', '')] };
  const heading = line.text.length > 80 ? undefined : readHeading(normalised(line.text));
  if (heading !== undefined) return { kind: 'heading', rank: heading };
  if (command !== null) return command;
  const contact = unlabelledContact(table, line.text) ?? unlabelledPhone(line.text);
  if (contact !== null) return { kind: 'unlabelled', fields: contact };
  const addresses = onlyAddresses(table, normalised(line.text).replace(/^[-•·]\s*/u, ''));
  if (addresses !== null && addresses.length > 0) return { kind: 'addresses', addresses };
  const tlds = onlyLabels(table, line.text);
  if (tlds !== null) return { kind: 'labels', tlds };
  return { kind: 'prose', nearest: nearestLabel(line.text) };
}

// The cells of a table, one below the other.
function labelAlone(text: string): readonly Field[] | null {
  const label = text.length > 45 || !/\p{L}{3}/u.test(text) ? null : readLabelText(normalised(text));
  if (label === null) return null;
  return [
    { field: label.field, label: text, rank: label.rank, value: '', doubt: label.foreign ? 'label-guessed' : null },
  ];
}

function onlyLabels(table: CcTldTable, text: string): readonly NamedTld[] | null {
  const tokens = halfWidth(normalised(text))
    .split(/[\s,;&]/u)
    .filter((token) => token !== '');
  if (tokens.length === 0 || tokens.some((token) => !token.startsWith('.'))) return null;
  const tlds = tokens.flatMap((token) => readLabel(table, token) ?? []);
  return tlds.length === tokens.length ? tlds : null;
}
