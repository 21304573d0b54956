import { describe, expect, test } from 'vitest';
import { nameValue } from '../../src/parse/name-value.ts';
import { nearestWord } from '../../src/parse/nearest-word.ts';
import { isPersonLike } from '../../src/parse/person-like.ts';
import { isPhoneLike, phoneValue } from '../../src/parse/phone-value.ts';
import { excerpt, halfWidth, plainLine } from '../../src/parse/plain-line.ts';
import { ranksIn } from '../../src/parse/rank-value.ts';

// What stands behind a label, and what of it was left out: a value that was repaired is shown before it counts.

describe('a phone number', () => {
  test.each([
    ['+31 6 12345678'],
    ['＋３１ ６ １２３４５６７８', '+31 6 12345678'],
    ['tel:+31-6-12345678', '+31-6-12345678'],
    ['+31 6 12345678.', '+31 6 12345678'],
    ['+31 6 12345678 ;:,', '+31 6 12345678'],
    ['+31 6 12345678 ext. 12'],
    ['+31 6 12345678 (ext)'],
    ['+31 6 12345678 (extension)'],
    ['+31 6 12345678 ( x )'],
    ['(06) 12345678'],
    ['06/12345678'],
    ['see below'],
    ['', ''],
  ])('%s stands for itself', (written, number = written) => {
    expect(phoneValue(written)).toEqual({ number, repaired: false });
  });

  test.each([
    ['+31 6 12345678 (mobile)'],
    ['+31 6 12345678 (private, please)'],
    ['+31 6 12345678 mobile'],
    ['+31 6 12345678 mob.'],
    ['+31 6 12345678 [cell]'],
    ['+31 6 12345678 WhatsApp/Signal'],
    ['+31 6 12345678 whatsapp, signal & telegram + gsm'],
    ['+31 6 12345678 24/7'],
    ['+31 6 12345678 24x7'],
    ['+31 6 12345678 24h'],
    ['Mobile: +31 6 12345678'],
    ['(office) +31 6 12345678'],
    ['[work]: +31 6 12345678'],
    ['tel. +31 6 12345678'],
    ['home +31 6 12345678'],
    ['+31 6 12345678 / +31 26 3525500'],
    ['+31 6 12345678, +31 26 3525500'],
    ['+31 6 12345678;+31 26 3525500'],
    ['+31 6 12345678 | 026 3525500'],
    ['+31 6 12345678 or +31 26 3525500'],
    ['+31 6 12345678 AND (026) 3525500'],
    ['+31 6 12345678 (was +31 6 11111111)'],
    ['+31 6 12345678, was: +31 6 11111111'],
    ['+31 6 12345678 (old number: 06-11111111)'],
    ['+31 6 12345678 instead of +31 6 11111111'],
    ['+31 6 12345678 (statt +31 6 11111111)'],
    ['+31 6 12345678 (вместо +31 6 11111111)'],
    ['Direct +31 6 12345678 (office) / +31 26 3525500 (home)', 'Direct +31 6 12345678 (office) / +31 26 3525500'],
  ])('%s is taken out of what stands beside', (written, number = '+31 6 12345678') => {
    const found = phoneValue(written);
    if (number === '+31 6 12345678') expect(found).toEqual({ number, repaired: true });
    else expect(found.repaired).toBe(true);
  });

  test('an old number in front of a new one is not taken for it', () => {
    const written = '+31 6 11111111 (new: +31 6 12345678)';
    expect(phoneValue(written)).toEqual({ number: written, repaired: false });
  });

  test.each([
    ['+52 1 55 1234 5678', { number: '+52 55 1234 5678', repaired: true }],
    ['+5215512345678', { number: '+525512345678', repaired: true }],
    ['0052-1-55-1234-5678', { number: '0052-55-1234-5678', repaired: true }],
    ['+52 55 1234 5678', { number: '+52 55 1234 5678', repaired: false }],
    ['+52 155 123 4567', { number: '+52 155 123 4567', repaired: false }],
    ['+1 52 1 55 1234 5678', { number: '+1 52 1 55 1234 5678', repaired: false }],
  ])('%s: the 1 of old Mexican mobile numbers goes', (written, found) => {
    expect(phoneValue(written)).toEqual(found);
  });

  test.each([
    ['+31 6 12345678', true],
    ['(+31) 6.12-34/56·78', true],
    ['06 12 34', true],
    ['٠٦١٢٣٤٥٦', true],
    ['０６１２３４５６', true],
    ['[06] 123456', true],
    ['06 12 3', false],
    ['12345', false],
    ['1 2 3 4 5', false],
    ['2026-11-29x', false],
    ['+31 6 12345678 a', false],
    ['a +31 6 12345678', false],
    ['1'.repeat(30), true],
    ['1'.repeat(31), false],
    ['1+2345678', false],
    ['', false],
  ])('%s looks like one: %s', (text, is) => {
    expect(isPhoneLike(text)).toBe(is);
  });
});

describe('a name', () => {
  type Found = ReturnType<typeof nameValue>;
  const whole = (name: string): Found => ({ name, address: null, rank: null, repaired: false });
  test.each<[written: string, found: Found]>([
    ['John Doe', whole('John Doe')],
    ['John Doe.', whole('John Doe')],
    ['John Doe Jr.', whole('John Doe Jr.')],
    ['John Doe PhD.', whole('John Doe PhD.')],
    ['John D.', whole('John D.')],
    ['John Doe (SIDN)', whole('John Doe (SIDN)')],
    ['John Doe (王芳)', whole('John Doe (王芳)')],
    ['John And', whole('John And')],
    ['Kumar s/o Raman', whole('Kumar s/o Raman')],
    ['Ulla von und zu Oldenburg', whole('Ulla von und zu Oldenburg')],
    ["D'or O’left-Newman", whole("D'or O’left-Newman")],
    ['J'.repeat(200), whole('J'.repeat(200))],
    ['J'.repeat(201), { ...whole('J'.repeat(201)), repaired: true }],
    ['John Doe (primary)', { ...whole('John Doe'), rank: 1, repaired: true }],
    ['John Doe [secondary]', { ...whole('John Doe'), rank: 2, repaired: true }],
    ['John Doe <john@nic.nl>', { ...whole('John Doe'), address: 'john@nic.nl', repaired: true }],
    ['John Doe. (john@nic.nl) ', { ...whole('John Doe'), address: 'john@nic.nl', repaired: true }],
    ['John Doe [ john@nic.nl ]', { ...whole('John Doe [ john@nic.nl ]'), repaired: true }],
    ['john@nic.nl', { ...whole('john@nic.nl'), repaired: true }],
    ['John = Doe', { ...whole('John = Doe'), repaired: true }],
    ['John: Doe', { ...whole('John: Doe'), repaired: true }],
    ['see HTTPS', { ...whole('see HTTPS'), repaired: true }],
    ...[
      '(primary) John Doe',
      'John Doe (left the company)',
      'John Doe (neu)',
      'John Doe -> Max Moe',
      'John Doe – Head Office',
      'John Doe & Max Moe',
      'John Doe / SIDN',
      'John Doe or Max Moe',
      'John Doe, head of security',
      'same as before',
    ].map((name): [string, Found] => [name, { ...whole(name), repaired: true }]),
  ])('%s', (written, found) => {
    expect(nameValue(written)).toEqual(found);
  });

  test.each([
    ['John Doe', true],
    ['John Q. Doe', true],
    ['Anna van der Berg-Müller', true],
    ["Sean O'Neil", true],
    ['Jean-Luc d’Artagnan', true],
    ['محمد عبد الله', true],
    ['王 小明', true],
    ['Doe, John', true],
    ['A B C D E F', true],
    ['A B C D E F G', false],
    ['John', false],
    ['john doe', false],
    ['John Doe!', false],
    ['John D0e', false],
    ['John van', false],
    ['Primary Contact', false],
    ['Dear John', true],
    ['Hello John', false],
    ['Our List', false],
    ["John D'", false],
    ['John Doe-', false],
    [`John ${'D'.repeat(75)}`, true],
    [`John ${'D'.repeat(76)}`, false],
  ])('%s looks like one without a label: %s', (text, is) => {
    expect(isPersonLike(text)).toBe(is);
  });
});

describe('a rank', () => {
  test.each([
    ['primary', 1, false, false],
    ['#2', 2, false, false],
    ['#1 (primary)', 1, false, false],
    ['Primary, CISO', 1, true, false],
    ['secondary - Head of Security', 2, true, false],
    ['1 / 2', null, false, true],
    ['CISO', null, true, false],
  ])('%s: %s', (value, rank, more, several) => {
    expect(ranksIn(value)).toEqual({ rank, more, several });
  });
});

describe('the word that was meant', () => {
  test.each([
    ['SUBSCRBE', ['REMOVE', 'SUBSCRIBE'], 'SUBSCRIBE'],
    ['SUBSRCBE', ['SUBSCRIBE'], 'SUBSCRIBE'],
    ['SUBXXXIBE', ['SUBSCRIBE'], null],
    ['HELQ', ['HELP'], 'HELP'],
    ['HEQQ', ['HELP'], null],
    ['HEL', ['HELP'], null],
    ['UPDATES', ['UPDATED', 'UPDATE'], 'UPDATED'],
    ['WHOM', ['WHO'], null],
    ['STATUS', ['STATIS', 'STATUS'], 'STATUS'],
    ['x'.repeat(40), ['x'.repeat(41)], 'x'.repeat(41)],
    ['x'.repeat(41), ['x'.repeat(41)], null],
  ])('%s among %j: %s', (written, words, found) => {
    expect(nearestWord(written, words)).toBe(found);
  });
});

describe('a line as a reader sees it', () => {
  test.each([
    ['as it is', 'STATUS .nl', 'STATUS .nl', false],
    ['with plain spaces', 'STATUS\u00a0.nl\u2003x\u2028y\u0085z\v.', 'STATUS .nl x y z .', false],
    ['with its tabs', 'Name:\tJohn', 'Name:\tJohn', false],
    ['without soft hyphens and byte order marks', '\ufeffSTA\u00adTUS', 'STATUS', false],
    ['without control characters', 'STA\u0007TUS', 'STATUS', true],
    ['without changes of direction', '\u202eSTATUS\u2066', 'STATUS', true],
    ['without zero-width spaces', 'STA\u200bTUS', 'STATUS', true],
    [
      'without letters that look like nothing',
      'S\u115fT\u1160A\u3164T\uffa0U\u2800S\u034f\u17b4\u17b5',
      'STATUS',
      true,
    ],
    ['without joiners that only hide', 'STA\u200dTUS\u200c', 'STATUS', true],
    ['with a joiner that Persian needs', 'یاسمین\u200cزهرا', 'یاسمین\u200cزهرا', false],
    ['with a joiner behind a mark', 'क्\u200dष', 'क्\u200dष', false],
    ['without a joiner at the end of Persian', 'یاسمین\u200c', 'یاسمین', true],
    ['without a joiner in front of it', '\u200cزهرا', 'زهرا', true],
  ])('%s', (_, raw, text, removed) => {
    expect(plainLine(raw)).toEqual({ text, removed });
  });

  test.each([
    ['a \t b c ', 9, 'a b c'],
    ['abcdefgh', 8, 'abcdefgh'],
    ['abcdefghi', 8, 'abcdefg…'],
    ['abcdef😀hi', 8, 'abcdef…'],
    [`${' '.repeat(31)}abc`, 8, 'a'],
  ])('%j in %i characters: %j', (raw, most, text) => {
    expect(excerpt(raw, most)).toBe(text);
  });

  test.each([
    ['ＳＴＡＴＵＳ：．ｎｌ～！', 'STATUS:.nl~!'],
    ['。｡nl', '..nl'],
    ['Ａb・ｱ', 'Ab・ｱ'],
  ])('%s in narrow letters: %s', (wide, narrow) => {
    expect(halfWidth(wide)).toBe(narrow);
  });
});
