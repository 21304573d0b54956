import { activeCcTlds, type CcTldTable, findCcTld, type Tld } from '../core/cctld.ts';
import type { NamedTld } from '../core/command.ts';
import { oncePer } from '../core/once-per.ts';
import { trimmedToken } from './decoration.ts';
import { excerpt, halfWidth } from './plain-line.ts';

/** ccTLDs that are English words or abbreviations met in prose: they count only with their dot. */
const NEEDS_DOT = new Set(
  'ad am an as at be by do eh id im in is it me mr ms my no ok pm ps re so st to um us'.split(' '),
);

/** Two letters that are no ccTLD but words; `SUBSCRIBE we` is prose. */
const PROSE = new Set('go he hi if of oh on or up we vs ok'.split(' '));

/**
 * Reads one word as a ccTLD: `.nl`, `nl`, `NL`, `.рф`, `xn--p1ai`, full-width forms. Null where it is none: without a
 * dot, an unknown word is a word.
 */
export function readLabel(table: CcTldTable, token: string): NamedTld | null {
  const written = halfWidth(trimmedToken(token)).replace('*.', '.');
  const bare = written.replace(/^\.|\.$/gu, '').toLowerCase();
  const dottedForm = written.startsWith('.') || (written.endsWith('.') && /^[^\x00-\x7f]+$/u.test(bare));
  if (!/^(?:[\p{L}\p{N}\p{M}-]|\u{200C}|\u{200D}){1,63}$/u.test(bare)) return null;
  if (!dottedForm && (NEEDS_DOT.has(bare) || PROSE.has(bare))) return null;
  const found = findCcTld(table, bare);
  if (found !== null) return { known: true, tld: found.tld };
  if (!dottedForm && !/^(?:[a-z]{2}|xn--[a-z0-9-]+)$/u.test(bare)) return null;
  if (/[\u{200C}\u{200D}]/u.test(bare) || /^\d+$/u.test(bare)) return null;
  return { known: false, written: excerpt(`.${bare}`, 64), why: /^[a-z]{3,}$/u.test(bare) ? 'gtld' : 'unknown' };
}

/** The only ccTLD of the country of this name; null where there is none, or several. */
export function countryNamed(table: CcTldTable, name: string): Tld | null {
  const [only, ...others] = tldsByCountry(table).get(countryKey(name)) ?? [];
  return others.length === 0 ? (only ?? null) : null;
}

const tldsByCountry = oncePer((table: CcTldTable): ReadonlyMap<string, readonly Tld[]> => {
  const grouped = Map.groupBy(activeCcTlds(table), ({ name }) => countryKey(name));
  return new Map([...grouped].map(([key, rows]) => [key, rows.map(({ tld }) => tld)]));
});

/** A country's name for comparison. */
export function countryKey(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^the /u, '');
}

/** Each ccTLD once, in the order named. */
export function withoutRepeats(tlds: readonly NamedTld[]): readonly NamedTld[] {
  return [...new Map(tlds.map((named) => [namedKey(named), named])).values()];
}

export function namedKey(named: NamedTld): string {
  return named.known ? named.tld : `?${named.written}`;
}

const DOTTED = /(?<![\p{L}\p{N}\p{M}@._/-])\.[\p{L}\p{N}\p{M}-]{2,63}(?![\p{L}\p{N}\p{M}@-]|\.[\p{L}\p{N}])/gu;

/** ccTLDs named with their dot, each once. */
export function mentionedTlds(table: CcTldTable, lines: readonly string[]): readonly Tld[] {
  const found = new Set<Tld>();
  for (const line of lines) {
    const plain = halfWidth(line);
    if (!plain.includes('.')) continue;
    for (const match of plain.matchAll(DOTTED)) {
      const cctld = findCcTld(table, match[0]);
      if (cctld !== null) found.add(cctld.tld);
    }
  }
  return [...found];
}
