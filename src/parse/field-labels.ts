import { remembered } from '../core/remembered.ts';
import type { Rank } from '../core/roster.ts';
import { FOREIGN_LABELS, FOREIGN_NUMBERS } from './foreign-labels.ts';
import { withoutNew } from './new-words.ts';
import { readRank } from './ranks-and-headings.ts';

export type FieldName =
  | 'name'
  | 'first-name'
  | 'last-name'
  | 'email'
  | 'secondary-email'
  | 'phone'
  | 'rank'
  | 'cctld'
  | 'replaced'
  | 'list-version';

export type NameField = 'name' | 'first-name' | 'last-name';

export function isName(field: FieldName): field is NameField {
  return field === 'name' || field === 'first-name' || field === 'last-name';
}

/** Labels in lower case, hyphens as spaces (`e-mail` is `email`). */
const LABELS: { readonly [Field in FieldName]: readonly string[] } = {
  name: [
    'name',
    'full name',
    'fullname',
    'contact name',
    'name of contact',
    'name of the contact',
    'name of contact person',
    'name and surname',
    'first and last name',
    'names',
    'display name',
    'your name',
    'new name',
    'ssc name',
    'person',
    'contact person',
  ],
  'first-name': ['first name', 'firstname', 'given name', 'given names', 'forename'],
  'last-name': ['last name', 'lastname', 'surname', 'family name'],
  email: [
    'email',
    'mail',
    'email address',
    'mail address',
    'primary email',
    'primary mail',
    'primary email address',
    'personal email',
    'personal email address',
    'main email',
    'contact email',
    'email 1',
    'email1',
    'new email',
    'new email address',
    'new mail',
  ],
  'secondary-email': [
    'secondary email',
    'alternative email',
    'alternate email',
    'backup email',
    'second email',
    'other email',
    'additional email',
    '2nd email',
    'secondary mail',
    'alternative mail',
    'backup mail',
    'second mail',
    'email 2',
    'email2',
    'secondary email address',
    'alternative email address',
    'alternate email address',
    'backup email address',
    'second email address',
    'new secondary email',
    'alt email',
  ],
  phone: [
    'phone',
    'telephone',
    'mobile',
    'mob',
    'tel',
    'cell',
    'cellular',
    'cellphone',
    'gsm',
    'telephone mobile',
    'mobile phone',
    'mobile telephone',
    'cell phone',
    'cellular phone',
    'smartphone',
    'handphone',
    'mobile tel',
    'tel mobile',
    'phone mobile',
    'phones',
    'tel mob',
    'contact number',
    'contact no',
    'new number',
  ],
  rank: ['role', 'rank', '#', 'position', 'order', 'contact role', 'priority'],
  cctld: ['cctld', 'cctlds', 'tld', 'tlds', 'domain', 'top level domain', 'cctld(s)'],
  replaced: [
    'old',
    'old contact',
    'old email',
    'old ssc',
    'old address',
    'replaces',
    'replacing',
    'old contact email',
    'contact to replace',
    'previous contact',
    'outgoing contact',
    'current contact',
    'current email',
    'existing contact',
    'former contact',
    'leaving contact',
    'replaced contact',
  ],
  'list-version': ['version of this list', 'version of the list'],
};

const FIELDS = fieldsByLabel(LABELS);
const FOREIGN_FIELDS = fieldsByLabel(FOREIGN_LABELS);

/** Every label a person can have meant, for the nearest one. */
export const ALL_LABELS: readonly string[] = [...FIELDS.keys()].filter(
  // `Reason:` is no slip of the pen.
  (label) => !/\d/u.test(label) && label !== 'person',
);

function fieldsByLabel(table: { readonly [Field in FieldName]?: readonly string[] }): ReadonlyMap<string, FieldName> {
  const pairs = Object.entries(table).flatMap(([field, labels]) =>
    isFieldName(field) ? labels.map((label): [string, FieldName] => [labelKey(label), field]) : [],
  );
  return new Map(pairs);
}

function isFieldName(text: string): text is FieldName {
  return Object.hasOwn(LABELS, text);
}

export type Label = {
  readonly field: FieldName;
  readonly rank: Rank | null;
  /** Not a word of the language of commands, but of the sender's. */
  readonly foreign: boolean;
};

// Words that say whose or what kind of address or number it is.
const KIND =
  /^(?:(?:personal|direct|work|business|office|professional|corporate|official|private|emergency|current|correct|new|24\/7|24x7|24h|international|contact) )+/u;
const SUFFIX = / (?:(?:numbers?|no|nr|num|id|addr|#)|of (?:the )?(?:ssc|contact|contact person|person))$/u;

const OWNER =
  /^(?:(primary|secondary|tertiary|first|second|third|backup|new)\s+)?(?:contact|ssc)(?:\s*#?\s*([123]))?\s+/u;

// Each line of a mail is held against them in several ways, and most mails name the same ones.
const labelsRead = remembered<Label | null>(2000);

/** The field a label names; null where it names none. `Primary contact email` names a rank as well. */
export function readLabelText(written: string): Label | null {
  return labelsRead(written, () => labelFrom(written));
}

function labelFrom(written: string): Label | null {
  const label = labelKey(written.replace(/['’]s /u, ' ')).replace(/^(?:my|our|the) /u, '');
  const field = fieldOf(label);
  if (field !== undefined) return { field, rank: null, foreign: false };
  const [whose = '', place, count] = OWNER.exec(label) ?? [];
  const owned = fieldOf(label.slice(whose.length));
  if (owned !== undefined) return { field: owned, rank: readRank(count ?? place ?? ''), foreign: false };
  // `Name 1`, `Phone 2`
  const [, one = '', number = ''] = /^(\D{3,}?) ?#?([123])$/u.exec(label) ?? [];
  const numbered = fieldOf(one);
  if (numbered !== undefined)
    return { field: numbered, rank: isName(numbered) ? readRank(number) : null, foreign: false };
  // `Secondary name`; a second address or number is the same person's.
  const [, position = '', its = ''] = /^(primary|secondary|tertiary) (.+)/u.exec(label) ?? [];
  const placed = fieldOf(its);
  if (placed === 'name' || placed === 'phone')
    return { field: placed, rank: placed === 'name' ? readRank(position) : null, foreign: false };
  const foreign = FOREIGN_FIELDS.get(label) ?? bilingual(label) ?? ofNew(label);
  return foreign === undefined ? null : { field: foreign, rank: null, foreign: true };
}

// `Name / Nom`, `Téléphone (Phone)`: two languages for one field.
function bilingual(label: string): FieldName | undefined {
  const parts = label.split(/ ?[/()] ?/u).filter((part) => part !== '');
  if (parts.length !== 2) return undefined;
  const [first, second] = parts.map((part) => FIELDS.get(part) ?? FOREIGN_FIELDS.get(part));
  return first === second ? first : undefined;
}

// `Neue Telefonnummer`, `Nouveau numéro`, `Telefon (neu)`
function ofNew(label: string): FieldName | undefined {
  const bare = withoutNew(label);
  if (bare === null) return undefined;
  return FIELDS.get(bare) ?? FOREIGN_FIELDS.get(bare) ?? (FOREIGN_NUMBERS.includes(bare) ? 'phone' : undefined);
}

function fieldOf(label: string): FieldName | undefined {
  const direct = FIELDS.get(label) ?? qualified(label);
  if (direct !== undefined) return direct;
  const bare = label
    .replace(/ ?\([^()]{0,30}\)/gu, '')
    .trim()
    .replace(KIND, '')
    .replace(SUFFIX, '');
  // `Phone/Mobile`, `Tel or Mobile`: two words for one field.
  const [first, ...others] = bare.split(/ ?\/ ?| or /u).map((part) => FIELDS.get(part));
  return others.every((other) => other === first) ? first : undefined;
}

/** A label for comparison: lower case, without decoration and remarks, `e-mail` as `email`. */
export function labelKey(written: string): string {
  return written
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‐‑‒–—-]/gu, '-')
    .replace(/e-(?=mail)/gu, 'e')
    .replace(/[-_]/gu, ' ')
    .replace(/\.|["“”'‘’]/gu, '')
    .replace(
      /\((?:optional|required|personal|mobile|direct|international(?: format)?|cell|private|if any|full)\)/gu,
      '',
    )
    .replace(/\s+/gu, ' ')
    .trim();
}

function qualified(label: string): FieldName | undefined {
  const [, kind] =
    /^(?:email|mail|email address)\s*\((primary|main|secondary|backup|alternative|alternate|second)\)$/u.exec(label) ??
    [];
  if (kind === undefined) return undefined;
  return kind === 'primary' || kind === 'main' ? 'email' : 'secondary-email';
}
