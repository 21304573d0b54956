import type { CcTldTable } from '../core/cctld.ts';
import type { NamedTld } from '../core/command.ts';
import { trimmedToken } from './decoration.ts';
import { readLabel, withoutRepeats } from './tld-labels.ts';

/** An answer to one of our own mails. */
export type ReplyHead = {
  readonly word: 'CONFIRM' | 'DENY' | 'DISPUTE' | 'OK';
  readonly token: string | null;
  readonly tlds: readonly NamedTld[];
};

// With a digit in it, or as long as ours are or were, which may happen to hold none: no word of a language is.
const TOKEN = /^(?=.*\d)[A-Za-z0-9_-]{16,128}$|^[A-Za-z2-7]{26}(?:[A-Za-z2-7]{6})?$/u;
const POLITE = /^(?:please|pls|thanks|thank|you|it|this|token|tld-ops|the|request|for|\d{4}-\d{6,9})$/iu;

/** Also where it stands apart from its word, or behind other words, and in Arabic. */
export const QUESTION = /[?？؟❓❔]/u;

/**
 * What stands behind CONFIRM, DENY, DISPUTE or OK. The bare word counts on the first own line only; with a token it
 * counts anywhere. A no may give its reason; a yes with anything behind it, or with a question mark, is no yes.
 */
export function readReplyWord(
  table: CcTldTable,
  word: ReplyHead['word'],
  rest: string,
  first: boolean,
): ReplyHead | null {
  const tokens = rest
    .split(/[\s,;!]/u)
    .map(trimmedToken)
    .filter((token) => /[\p{L}\p{N}]/u.test(token));
  const token = tokens.find((candidate) => TOKEN.test(candidate)) ?? null;
  const others = tokens.filter((other) => other !== token && !POLITE.test(other.replace(/\.$/u, '')));
  const labels = others.map((other) => knownLabel(table, other)).filter((label) => label !== null);
  const polite = others.length === 0;
  const onlyNames = others.length === labels.length;
  const asks = QUESTION.test(rest);
  switch (word) {
    case 'OK':
      return first && token === null && polite && !asks ? { word, token, tlds: [] } : null;
    case 'CONFIRM':
      return onlyNames && !asks && (first || token !== null) ? { word, token, tlds: [] } : null;
    case 'DENY':
      return first || (token !== null && polite) ? { word, token, tlds: [] } : null;
    case 'DISPUTE':
      return first || onlyNames ? { word, token, tlds: withoutRepeats(labels) } : null;
  }
}

function knownLabel(table: CcTldTable, word: string): NamedTld | null {
  const label = readLabel(table, word);
  return label?.known === true ? label : null;
}
