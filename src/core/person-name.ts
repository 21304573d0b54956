import { remembered } from './remembered.ts';

/**
 * True when at least one part of the name stays, accents and case folded: a corrected spelling or a married name,
 * not another person.
 */
export function samePersonByName(before: string, after: string): boolean {
  const parts = new Set(nameParts(before));
  return nameParts(after).some((part) => parts.has(part));
}

/**
 * True when two entries of one list could be one person whose name was written in two ways: the same words in any order, or
 * with words more on one side only. One word in common is a family, or chance.
 */
export function alikeByName(one: string, other: string): boolean {
  const [fewer = new Set<string>(), more = new Set<string>()] = [one, other]
    .map((name) => new Set(nameParts(name)))
    .toSorted((a, b) => a.size - b.size);
  return fewer.size > 0 && (fewer.size > 1 || more.size === 1) && fewer.isSubsetOf(more);
}

/** The same words, in any order; names without any are not the same. */
export function sameWords(one: string, other: string): boolean {
  const [words, others] = [new Set(nameParts(one)), new Set(nameParts(other))];
  return words.size > 0 && words.size === others.size && words.isSubsetOf(others);
}

/** Who is called exactly so, or who alone is called so in other letters or another order. */
export function calledSo<T extends { readonly name: string }>(name: string | null, people: readonly T[]): T | null {
  if (name === null) return null;
  const exactly = people.find((one) => one.name === name);
  if (exactly !== undefined) return exactly;
  const [alone, ...others] = people.filter((one) => sameWords(one.name, name));
  return alone !== undefined && others.length === 0 ? alone : null;
}

/** Accents and points; the vowel signs of a script tell its words apart, so they stay. */
const ACCENTS = /[[[\p{Script=Inherited}\p{Diacritic}]&&\p{M}][\p{Script=Hebrew}&&\p{M}]]/gv;

// Each mail compares the people of a list with each other.
const known = remembered<readonly string[]>(2000);

function nameParts(name: string): readonly string[] {
  return known(name, () => partsOf(name));
}

function partsOf(name: string): readonly string[] {
  return (
    name
      .normalize('NFKD')
      .replace(ACCENTS, '')
      // Letters such as the German sharp s have a capital form only, as two.
      .toUpperCase()
      .toLowerCase()
      .split(/[^\p{L}\p{M}\p{N}]/u)
      .filter((part) => part !== '')
  );
}
