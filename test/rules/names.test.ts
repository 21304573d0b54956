import { describe, expect, test } from 'vitest';
import { hasOddCharacters, spelledOut } from '../../src/rules/writing-systems.ts';

// One word of letters in each writing system (https://www.unicode.org/Public/UCD/latest/ucd/Scripts.txt).
const WORDS = {
  Latin: 'John',
  Cyrillic: 'Иван',
  Greek: 'Νίκος',
  Armenian: 'Աննա',
  Georgian: 'გიორგი',
  Hebrew: 'דוד',
  Arabic: 'محمد',
  Syriac: 'ܝܘܚܢܢ',
  Thaana: 'އަހުމަދު',
  Devanagari: 'प्रिया',
  Bengali: 'প্রিয়া',
  Gurmukhi: 'ਗੁਰਪ੍ਰੀਤ',
  Gujarati: 'પ્રિયા',
  Oriya: 'ପ୍ରିୟା',
  Tamil: 'பிரியா',
  Telugu: 'ప్రియ',
  Kannada: 'ಪ್ರಿಯಾ',
  Malayalam: 'പ്രിയ',
  Sinhala: 'නිමල්',
  Thai: 'สมชาย',
  Lao: 'ສົມສັກ',
  Tibetan: 'བཀྲ་ཤིས',
  Myanmar: 'အောင်',
  Khmer: 'សុខ',
  Mongolian: 'ᠪᠠᠲᠤ',
  Ethiopic: 'አበበ',
  Cherokee: 'ᏣᎳᎩ',
  Hangul: '김철수',
  Hiragana: 'さくら',
  Katakana: 'サトウ',
  Bopomofo: 'ㄅㄆㄇ',
  Han: '王小明',
};
const scripts = Object.entries(WORDS);

describe('a name', () => {
  test.each(scripts)('in %s is ordinary', (_, word) => {
    expect(hasOddCharacters(word)).toBe(false);
    expect(hasOddCharacters(`${word} ${word}, ${word}-${word} (${word})`)).toBe(false);
  });

  test.each(scripts)('in %s may have a word in another script beside', (_, word) => {
    expect(hasOddCharacters(`${word} Smith`)).toBe(false);
    expect(hasOddCharacters(`${word} Иванов`)).toBe(false);
  });

  const foreign = scripts.filter(([script]) => script !== 'Latin');
  test.each(foreign)('with a word that mixes Latin and %s is odd', (_, word) => {
    expect(hasOddCharacters(`Jo${word}`)).toBe(true);
    expect(hasOddCharacters(`${word}n`)).toBe(true);
  });

  test('in a script that the table lacks is ordinary, and mixed with another is odd', () => {
    expect(hasOddCharacters('ᐃᓄᒃ')).toBe(false);
    expect(hasOddCharacters('ᐃᓄᒃa')).toBe(true);
  });

  test.each([
    ['田中さくら', false],
    ['田中サクラさ', false],
    ['王ㄅ', false],
    ['김王', false],
    ['김さ', true],
    ['サㄅ', true],
    ['Kaʻiulani', false],
    ['サトー', false],
    ['Z\u0327\u0301a', false],
    [`Z${'\u0301'.repeat(4)}`, false],
    [`Zo${'\u0334'.repeat(5)}`, true],
    ["O'Neil", false],
    ['J. R. Smith, Jr.', false],
    ['Jorg\ufffdn', false],
  ])('%s is odd: %s', (name, odd) => {
    expect(hasOddCharacters(name)).toBe(odd);
  });

  test.each([
    ['a control character', '\u0007'],
    ['a line break', '\n'],
    ['a private character', '\ue000'],
    ['a character that is not assigned', '\u0378'],
    ['half a character', '\ud800'],
    ['a line separator', '\u2028'],
    ['a paragraph separator', '\u2029'],
    ['an emoji', '😀'],
    ['an override of direction', '\u202e'],
    ['a soft hyphen', '\u00ad'],
    ['a byte order mark', '\ufeff'],
    ['a combining joiner', '\u034f'],
    ['a Hangul filler', '\u3164'],
    ['a half-width Hangul filler', '\uffa0'],
    ['an initial Hangul filler', '\u115f'],
    ['a medial Hangul filler', '\u1160'],
    ['an inherent vowel that nobody sees', '\u17b4'],
    ['another', '\u17b5'],
    ['a joiner between Latin letters', '\u200d'],
    ['a non-joiner between Latin letters', '\u200c'],
    ...'@<>{}\\|`$%^*="'.split('').map((sign): [string, string] => [sign, sign]),
    ['a letter that is a mathematical symbol', '𝐉'],
  ])('with %s is odd', (_, character) => {
    expect(hasOddCharacters(`John ${character}Doe`)).toBe(true);
    expect(hasOddCharacters(`Jo${character}n`)).toBe(true);
  });

  test.each([
    ['Arabic', 'یاسمین\u200cزهرا'],
    ['Syriac', 'ܝܘ\u200cܚܢܢ'],
    ['Mongolian', 'ᠪᠠ\u200dᠲᠤ'],
    ['N’Ko', 'ߊߓ\u200dߊ'],
    ['Devanagari', 'क्\u200dष'],
    ['Bengali', 'র\u200dয'],
    ['Gurmukhi', 'ਗ\u200dਰ'],
    ['Gujarati', 'ક\u200dષ'],
    ['Oriya', 'କ\u200dଷ'],
    ['Tamil', 'க\u200dஷ'],
    ['Telugu', 'క\u200cష'],
    ['Kannada', 'ರ\u200dಯ'],
    ['Malayalam', 'ന\u200dമ'],
    ['Sinhala', 'ශ\u200dර'],
    ['Khmer', 'ស\u200cខ'],
    ['a sign of Devanagari', 'क्\u200dक्\u200dष'],
  ])('may have a joiner that shapes %s', (_, name) => {
    expect(hasOddCharacters(name)).toBe(false);
    expect(hasOddCharacters(`${name} \u200d`)).toBe(true);
  });

  test.each([
    ['Dion', 'Dion'],
    ['Diоn', 'Di<U+043E>n'],
    ['é😀\t', '<U+00E9><U+1F600><U+0009>'],
    ['~ ', '~ '],
  ])('%s is spelled %s', (name, spelled) => {
    expect(spelledOut(name)).toBe(spelled);
  });
});
