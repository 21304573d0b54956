import type { Rank } from '../core/roster.ts';

export type FieldName =
  | 'name'
  | 'first-name'
  | 'last-name'
  | 'email'
  | 'secondary-email'
  | 'phone'
  | 'rank'
  | 'cctld'
  | 'replaced';

/** Labels in lower case, hyphens as spaces (`e-mail` is `email`). */
const LABELS: { readonly [Field in FieldName]: readonly string[] } = {
  name: [
    'name',
    'full name',
    'fullname',
    'contact name',
    'name of contact',
    'name of the contact',
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
    'tel',
    'cell',
    'phone number',
    'telephone number',
    'mobile number',
    'mobile phone',
    'mobile phone number',
    'cell phone',
    'cellphone',
    'cell number',
    'cell phone number',
    'personal phone',
    'personal phone number',
    'contact number',
    'contact phone',
    'phone no',
    'tel no',
    'telephone no',
    'mobile no',
    'tel number',
    'mobile telephone',
    'gsm',
    'new phone',
    'new phone number',
    'new mobile',
    'new mobile number',
  ],
  rank: ['role', 'rank', '#', 'position', 'order', 'contact role', 'priority', 'role/rank'],
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
  ],
};

const FIELDS: ReadonlyMap<string, FieldName> = new Map(
  (Object.keys(LABELS) satisfies string[]).flatMap((field) =>
    isFieldName(field) ? LABELS[field].map((label): [string, FieldName] => [label, field]) : [],
  ),
);

/** Every label a person can have meant, for the nearest one. */
export const ALL_LABELS: readonly string[] = [...FIELDS.keys()];

function isFieldName(text: string): text is FieldName {
  return Object.hasOwn(LABELS, text);
}

export type Label = { readonly field: FieldName; readonly rank: Rank | null };

const OWNER =
  /^(?:(primary|secondary|tertiary|first|second|third|backup|new)\s+)?(?:contact|ssc)(?:\s*#?\s*([123]))?(?:'s)?\s+/u;

/** The field a label names; null where it names none. `Primary contact email` names a rank as well. */
export function readLabelText(written: string): Label | null {
  const label = labelKey(written).replace(/^(?:my|our|the) /u, '');
  const field = FIELDS.get(label) ?? qualified(label);
  if (field !== undefined) return { field, rank: null };
  const owner = OWNER.exec(label);
  const owned = owner === null ? undefined : FIELDS.get(label.slice(owner[0].length));
  if (owner === null || owned === undefined) return null;
  const said = owner[2] ?? owner[1] ?? '';
  return { field: owned, rank: said === 'new' ? null : readRank(said) };
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
  const match = /^(email|mail|email address)\s*\((primary|main|secondary|backup|alternative|alternate|second)\)$/u.exec(
    label,
  );
  if (match === null) return undefined;
  return match[2] === 'primary' || match[2] === 'main' ? 'email' : 'secondary-email';
}

const RANKS: ReadonlyMap<string, Rank> = new Map<string, Rank>([
  ...['primary', 'first', 'main', '1', '1st', 'one', 'lead'].map((word): [string, Rank] => [word, 1]),
  ...['secondary', 'second', 'backup', '2', '2nd', 'two', 'alternate', 'deputy'].map((word): [string, Rank] => [
    word,
    2,
  ]),
  ...['tertiary', 'third', '3', '3rd', 'three'].map((word): [string, Rank] => [word, 3]),
]);

/** `primary`, `#2`, `3rd`, `backup contact`; null where it says no rank. */
export function readRank(written: string): Rank | null {
  const word = written
    .normalize('NFKC')
    .toLowerCase()
    .replace(/["“”'‘’.,;()]/gu, ' ')
    .trim()
    .replace(/^(?:(?:contact|ssc|no|nr|number|rank)\s*)?#?\s*/u, '')
    .replace(/[\s-]+(?:contact|ssc|person|poc)$/u, '')
    .trim();
  return RANKS.get(word) ?? null;
}

const HEADING =
  /^(?:new\s+|the\s+)?(?:(primary|secondary|tertiary|first|second|third|1st|2nd|3rd|main|backup|alternate)\s+)?(?:ssc|sscs|contact|contacts|contact person|contact persons|contact details|contact information|details|person|new contact|new contacts|security contact|security contacts|security and stability contact|security and stability contacts)\s*(?:(?:no\.?\s*|nr\.?\s*|#\s*)?([123])|\(?(primary|secondary|tertiary)\)?)?$/u;

/** A line that only announces a contact: `Contact 1:`, `Primary contact`, `1)`, `#2`, `New:`; undefined where it is none. */
export function readHeading(written: string): Rank | null | undefined {
  const text = written
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^[\s\-–—=*#~_[(<]+(?=\p{L})|[\s\-–—=*~_:.\])>]+$/gu, '')
    .trim();
  const number = /^(?:#\s*([123])|([123])\s*[.)]?)$/u.exec(text);
  if (number !== null) return readRank(number[1] ?? number[2] ?? '');
  if (/^(?:primary|secondary|tertiary)$/u.test(text)) return readRank(text);
  if (/^(?:new|with|by)$/u.test(text)) return null;
  const match = HEADING.exec(text);
  if (match === null) return undefined;
  return readRank(match[1] ?? match[2] ?? match[3] ?? '');
}
