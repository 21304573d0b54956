import type { Rank } from '../core/roster.ts';
import { FOREIGN_RANKS } from './foreign-labels.ts';
import { nearestWord } from './nearest-word.ts';

const RANKS: ReadonlyMap<string, Rank> = new Map<string, Rank>([
  ...FOREIGN_RANKS[1].map((word): [string, Rank] => [word, 1]),
  ...FOREIGN_RANKS[2].map((word): [string, Rank] => [word, 2]),
  ...['primary', 'first', 'main', '1', '1st', 'one', 'lead'].map((word): [string, Rank] => [word, 1]),
  ...['secondary', 'second', 'backup', '2', '2nd', 'two', 'alternate', 'alternative', 'deputy'].map(
    (word): [string, Rank] => [word, 2],
  ),
  ...['tertiary', 'third', '3', '3rd', 'three'].map((word): [string, Rank] => [word, 3]),
]);

/** A slip of the pen in a rank, or a number that is none: not a job title, which `Role:` may well be taken for. */
export function isMistakenRank(written: string): boolean {
  return /\d/u.test(written) || nearestWord(written.trim().toLowerCase(), [...RANKS.keys()]) !== null;
}

/** `primary`, `#2`, `3rd`, `backup contact`; null where it says no rank. */
export function readRank(written: string): Rank | null {
  const word = written
    .normalize('NFKC')
    .toLowerCase()
    .replace(/["“”'‘’.,;()]/gu, ' ')
    .trim()
    .replace(/^(?:(?:contact|ssc|no|nr|number|rank)\s*)?#?\s*/u, '')
    .replace(/(?:[\s-]+(?:security|and|stability|contact|ssc|person|poc))+$/u, '');
  return RANKS.get(word) ?? null;
}

/** `Contact 1`, `2)`, `Name 1`: a number that may count only, unlike `#1`, `Role: 1` and `Primary contact (#1)`. */
export function isCount(written: string): boolean {
  return /\d/u.test(written) && !/#|primary|secondary|tertiary|first|second|third|main|backup/iu.test(written);
}

const HEADING =
  /^(?:new\s+|the\s+)?(?:(primary|secondary|tertiary|first|second|third|1st|2nd|3rd|main|backup|alternate)\s+)?(?:ssc|sscs|contact|contacts|contact person|contact persons|contact details|contact information|details|person|new contact|new contacts|security contact|security contacts|security and stability contact|security and stability contacts)\s*(?:[(-]?\s*(?:no\.?\s*|nr\.?\s*|number\s*|#\s*)?([123])\)?|[(-]?\s*(primary|secondary|tertiary)\)?)?$/u;

/** A line that only announces a contact: `Contact 1:`, `Primary contact`, `1)`, `#2`, `New:`; undefined where it is none. */
export function readHeading(written: string): Rank | null | undefined {
  const text = written
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^[\s\-–—=*#~_[(<]+(?=\p{L})|[\s\-–—=*~_:.\])>]+$/gu, '')
    .trim();
  if (/^(?:#?\s*[123]|primary|secondary|tertiary|first|second|third|main|backup|alternate)$/u.test(text))
    return readRank(text);
  if (/^(?:new|with|by|and)$/u.test(text)) return null;
  const match = HEADING.exec(text);
  if (match === null) return undefined;
  return readRank(match[1] ?? match[2] ?? match[3] ?? '');
}
