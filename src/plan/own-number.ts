import { type PhoneNumber, readPhone } from '../core/phone.ts';
import type { Contact } from '../core/roster.ts';
import { searchable } from '../core/searchable.ts';

const NUMBER = /(?:\+|00)?\(?\d[\d\s().\u00a0/-]{5,24}\d/gu;
/** In a text with more of them, none is the one that is meant. */
const MOST_NUMBERS = 12;
const DATE = /^(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})/u;
/** Without a country code, digits are a number where the line says so. */
const NAMES_A_NUMBER = /phone|tel|mob|cell|number|num(?:mer|éro|ero)|número|numero|номер|тел|gsm|handy|電話|电话/iu;
/** Then the only number of a text may be the one that is not to be used. */
const NOT_TO_USE = /\b(?:don['’]t|not|never|no longer|any ?more|old|former|wrong|invalid|instead of|lost)\b|\?/iu;
const OF_SOMEBODY_ELSE = /\b(?:his|her|hers|their|theirs)\b/iu;

/**
 * The one number in a contact's own words that is not on the list yet, as it was written; null where there is none, or several, or it
 * may be somebody else's or out of use.
 * @param iso ISO 3166-1 alpha-2 of the ccTLD's country, for numbers written nationally.
 */
export function ownNewNumber(
  lines: readonly string[],
  own: Contact,
  others: readonly Contact[],
  iso: string | null,
): string | null {
  const text = lines.join('\n');
  if (OF_SOMEBODY_ELSE.test(text) || others.some((other) => isNamed(other, own, text))) return null;
  const found = new Map<PhoneNumber, string>();
  let looked = 0;
  for (const line of lines) {
    const national = NAMES_A_NUMBER.test(line) ? iso : null;
    for (const [match] of line.matchAll(NUMBER)) {
      looked += 1;
      if (looked > MOST_NUMBERS) return null;
      const written = match.replaceAll(/\s+/gu, ' ').trim();
      const reading = DATE.test(written) ? null : readPhone(written, national);
      if (reading?.ok === true && reading.valid) found.set(reading.phone, written);
    }
  }
  const fresh = [...found].filter(([phone]) => phone !== own.phone);
  const [only, ...more] = fresh;
  if (only === undefined || more.length > 0) return null;
  return found.size === 1 && NOT_TO_USE.test(text) ? null : only[1];
}

/** By a part of the name that is not the contact's own, too. */
function isNamed(other: Contact, own: Contact, text: string): boolean {
  const said = new Set(words(text));
  const ofOwn = new Set(words(own.name));
  return words(other.name).some((word) => word.length > 2 && !ofOwn.has(word) && said.has(word));
}

function words(text: string): readonly string[] {
  return searchable(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
