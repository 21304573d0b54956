/** Letters that Unicode does not take apart, in lower case, as people write them who do not have them on their keyboard. */
export const PLAIN_LETTERS: { readonly [letter: string]: string } = {
  ß: 'ss',
  æ: 'ae',
  ð: 'd',
  ø: 'o',
  þ: 'th',
  đ: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  œ: 'oe',
  ŧ: 't',
};

/** What stands for an apostrophe; some of them come apart under NFKD, so they go first. */
export const APOSTROPHES = "'`´ʹʻʼʽ‘’‛′";

const APOSTROPHE = new RegExp(`[${APOSTROPHES}]`, 'gu');
const SPECIAL_LETTER = new RegExp(`[${Object.keys(PLAIN_LETTERS).join('')}]`, 'gu');

/** What a search compares: accents, case and apostrophes do not count, so `sean obrien` finds `Seán O’Brien`. */
export function searchable(text: string): string {
  const plain = text.replace(APOSTROPHE, '').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(SPECIAL_LETTER, (letter) => PLAIN_LETTERS[letter] ?? letter);
}
