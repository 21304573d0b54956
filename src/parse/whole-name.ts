import { searchable } from '../core/searchable.ts';

/** What the fields of a form say of one name. */
export type NameParts = { readonly [Part in 'name' | 'first' | 'last']: string | undefined };

export type WholeName = {
  readonly name: string;
  /** `Name:` held a part only, or one part is all there is: another form would read it in another way. */
  readonly pieced: boolean;
};

/**
 * The name that the fields make together. In many a form `Name:` beside `First name:` is the family name, and beside
 * `Surname:` the given name. Null where none of them was filled in.
 */
export function wholeName({ name, first, last }: NameParts): WholeName | null {
  if (name === undefined) {
    const parts = [first, last].filter((part) => part !== undefined);
    return parts.length === 0 ? null : { name: inOrder(parts), pieced: parts.length === 1 };
  }
  const lacksFirst = first !== undefined && !holds(name, first);
  const lacksLast = last !== undefined && !holds(name, last);
  // Two parts are a name of their own, so it is the whole one that counts.
  const both = first !== undefined && last !== undefined;
  const joined = [lacksFirst && !both ? first : '', name, lacksLast && !both ? last : ''];
  return { name: inOrder(joined.filter((part) => part !== '')), pieced: lacksFirst || lacksLast };
}

// `姓: 山田`, `名: 太郎`: in Chinese, Japanese and Korean the family name stands first.
function inOrder(givenFirst: readonly string[]): string {
  const familyFirst = givenFirst.every((part) => /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}]+$/u.test(part));
  return (familyFirst ? givenFirst.toReversed() : givenFirst).join(' ');
}

function holds(name: string, part: string): boolean {
  const words = new Set(wordsOf(name));
  return wordsOf(part).every((word) => words.has(word));
}

function wordsOf(text: string): readonly string[] {
  return searchable(text)
    .split(/[^\p{L}\p{N}]/u)
    .filter((word) => word !== '');
}
