import { nearest } from '../../core/nearest.ts';

/** A column or key of a file that nothing reads. */
export type UnreadName = {
  readonly name: string;
  /** The name that was meant, as far as anybody can tell: what stands there would be lost. Null: it may well do no harm. */
  readonly meant: string | null;
};

/** So many letters tell a word: `second` address, `confirmed` on. */
const TELLING = 6;

/** @param known what is read. @param beside what is known and need not be read. */
export function unreadNames(
  written: readonly string[],
  known: readonly string[],
  beside: readonly string[] = [],
): readonly UnreadName[] {
  // A name that stands there is not the one that another was meant to be.
  const open = known.filter((name) => !written.includes(name));
  return written
    .filter((name) => !known.includes(name) && !beside.includes(name))
    .map((name) => ({ name, meant: meantBy(name, open) }));
}

export function unreadNameText({ name, meant }: UnreadName, known: readonly string[]): string {
  return meant === null
    ? `"${name}" is not read; what is read: ${known.join(', ')}`
    : `"${name}" is not read; did you mean "${meant}"? Else take it out`;
}

function meantBy(written: string, open: readonly string[]): string | null {
  const bare = letters(written);
  const near = nearest(bare, open.map(letters));
  return open.find((name) => letters(name) === near || wordsOf(name).some((word) => bare.includes(word))) ?? null;
}

function letters(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** The words of `secondary_email` and `secondaryEmail`, each as far as it is telling. */
function wordsOf(name: string): readonly string[] {
  return name
    .split(/_|(?=[A-Z])/u)
    .map((word) => word.toLowerCase().slice(0, TELLING))
    .filter((word) => word.length >= TELLING - 1);
}
