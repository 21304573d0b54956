import { StoreError } from '../store-error.ts';

declare const stands: unique symbol;

/** JSON text of a `T` that was written here. The type is trusted like that of a row; any text may be given for it. */
export type Json<T> = string & { readonly [stands]?: T };

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * One line of JSON in which nothing hides: control, bidi and zero-width characters are written as `\uXXXX`, so that a
 * table printed in a shell shows what is there. Reads back as it was.
 */
export function toJson<T>(value: T): Json<T> {
  return visible(JSON.stringify(value));
}

/** The same text for equal objects, whatever the order of their keys; for objects without objects inside. */
export function toCanonicalJson<T extends { readonly [key: string]: unknown }>(value: T): Json<T> {
  return visible(JSON.stringify(value, Object.keys(value).toSorted()));
}

/** Reads back what {@link toJson} wrote. */
export function fromJson<T>(text: Json<T>): T {
  try {
    return parse(text);
  } catch (cause) {
    throw new StoreError('corrupt', 'store: a stored noun is no JSON', { cause });
  }
}

const parse: <T>(text: Json<T>) => T = JSON.parse;

function visible(json: string): string {
  return json.replace(INVISIBLE, escaped);
}

function escaped(character: string): string {
  return Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
}
