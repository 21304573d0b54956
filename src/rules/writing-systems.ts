// Control, format (bidi and invisible ones included), private, unassigned and surrogate code points, symbols such as
// emoji, and line separators. The replacement character deceives nobody: it shows that a letter is missing.
const DECEPTIVE = /[\p{Cc}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}]|(?!\uFFFD)\p{So}/u;
const ODD_SIGN = /[@<>{}\\|`$%^*=\x22]/u;
const PLAIN = /^[\x20-\x7e]*$/u;
const INVISIBLE = /\p{Cf}|\u034F|\u115F|\u1160|\u17B4|\u17B5|\u3164|\uFFA0/u;

// Zero-width joiners shape words of these scripts and stay inside them (Unicode Standard, §23.2).
const JOINED = String.raw`[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Nko}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{M}]`;
const NEEDED_JOINER = new RegExp(`(?<=${JOINED})[\\u200C\\u200D](?=${JOINED})`, 'gu');

const SCRIPTS = [
  'Latin',
  'Cyrillic',
  'Greek',
  'Armenian',
  'Georgian',
  'Hebrew',
  'Arabic',
  'Syriac',
  'Thaana',
  'Devanagari',
  'Bengali',
  'Gurmukhi',
  'Gujarati',
  'Oriya',
  'Tamil',
  'Telugu',
  'Kannada',
  'Malayalam',
  'Sinhala',
  'Thai',
  'Lao',
  'Tibetan',
  'Myanmar',
  'Khmer',
  'Mongolian',
  'Ethiopic',
  'Cherokee',
  'Hangul',
  'Hiragana',
  'Katakana',
  'Bopomofo',
  'Han',
].map((name) => ({ name, letter: new RegExp(`\\p{Script=${name}}`, 'u') }));

// Written together within one word (UTS #39, §5.1: Japanese, Chinese with Bopomofo, Korean).
const TOGETHER: readonly ReadonlySet<string>[] = [
  new Set(['Han', 'Hiragana', 'Katakana']),
  new Set(['Han', 'Bopomofo']),
  new Set(['Han', 'Hangul']),
];

/**
 * True where the characters of a name could deceive its reader: control, invisible or bidi characters, letters that are
 * symbols, marks in heaps, or a word that mixes scripts (Latin with Cyrillic, Greek, ...). Names in any one script are fine.
 */
export function hasOddCharacters(name: string): boolean {
  if (ODD_SIGN.test(name)) return true;
  if (PLAIN.test(name)) return false;
  if (DECEPTIVE.test(name) || INVISIBLE.test(name.replace(NEEDED_JOINER, ''))) return true;
  if (/\p{Mn}{5,}/u.test(name)) return true;
  return name.split(/[\s\p{Pd}\p{Ps}\p{Pe}\p{Po}]/u).some(mixesScripts);
}

/** The name with each character outside ASCII as its number: `Di<U+043E>n`. */
export function spelledOut(name: string): string {
  return name.replace(/[^\x20-\x7e]/gu, (character) => {
    const number = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
    return `<U+${number.padStart(4, '0')}>`;
  });
}

function mixesScripts(word: string): boolean {
  const found = new Set<string | undefined>();
  for (const [letter] of word.normalize('NFC').matchAll(/\p{L}/gu)) {
    // Modifier letters (the Hawaiian okina, the Japanese length mark) belong to every script.
    if (/\p{Lm}/u.test(letter)) continue;
    if (/\p{Script=Common}/u.test(letter)) return true;
    found.add(SCRIPTS.find(({ letter: one }) => one.test(letter))?.name);
  }
  return found.size > 1 && !TOGETHER.some((group) => found.isSubsetOf(group));
}
