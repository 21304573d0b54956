import { describe, expect, test } from 'vitest';
import { readReplyWord, type ReplyHead } from '../../src/parse/reply-word.ts';
import { table } from './requests/reading.ts';

type Row = readonly [rest: string, token: string | null, tlds?: readonly string[]];

const TOKEN = '0123456789abcdef';

function answers(word: ReplyHead['word'], first: boolean, rows: readonly Row[]): void {
  for (const [rest, token, tlds = []] of rows)
    test(`${word} ${rest}`, () => {
      const head = { word, token, tlds: tlds.map((tld) => ({ known: true, tld })) };
      expect(readReplyWord(table, word, rest, first)).toEqual(head);
    });
}

function says(word: ReplyHead['word'], first: boolean, rests: readonly string[]): void {
  test.each(rests)(`${word} %s is no answer`, (rest) => {
    expect(readReplyWord(table, word, rest, first)).toBeNull();
  });
}

describe('a yes on the first line has nothing but courtesy and the name of the matter behind it', () => {
  answers('OK', true, [
    ['', null],
    ['thanks.', null],
    ['thank you, it', null],
    ['2026-000123!', null],
    ['☺ !!', null],
  ]);
  says('OK', true, ['we do', TOKEN, '?', '❓', 'thanks ؟', '.nl', 'tha.nks']);
  answers('CONFIRM', true, [
    ['', null],
    ['please. this.', null],
    ['.nl', null],
    ['nl, thanks', null],
    ['(.рф)', null],
    ['рф', null],
    ['xn--p1ai', null],
    [`<${TOKEN}>`, TOKEN],
    [`${TOKEN};.nl;please`, TOKEN],
  ]);
  says('CONFIRM', true, [
    'plea.se',
    '.zz',
    'zz',
    'nlx',
    'example.nl',
    'by phone',
    `${TOKEN}?`,
    `${TOKEN} by phone`,
    '❔',
  ]);
});

describe('further down, a yes needs its token', () => {
  says('OK', false, ['', 'please', TOKEN]);
  says('CONFIRM', false, ['', 'please', '.nl', `${TOKEN} by phone`]);
  answers('CONFIRM', false, [
    [TOKEN, TOKEN],
    [`the request ${TOKEN} for .nl`, TOKEN],
  ]);
});

describe('a token has a digit in it, or is as long as ours are or were', () => {
  answers('CONFIRM', false, [
    ['abcdefghijklmnopqrstuvwxyz', 'abcdefghijklmnopqrstuvwxyz'],
    ['abcdefghijklmnopqrstuvwxyzabcdef', 'abcdefghijklmnopqrstuvwxyzabcdef'],
    ['abcdefghijklmnopqrstuvwxyz_9', 'abcdefghijklmnopqrstuvwxyz_9'],
    [`${'a'.repeat(127)}1`, `${'a'.repeat(127)}1`],
  ]);
  says('CONFIRM', false, [
    'abcdefghijklmnop',
    'abcdefghijklmnopqrstuvwxy',
    'abcdefghijklmnopqrstuvwxyzz',
    'abcdefghijklmnopqrstuvwxyzabcde',
    'abcdefghijklmnopqrstuvwxyzabcdefg',
    '0123456789abcde',
    `${'a'.repeat(128)}1`,
    'abcdefghijklmnopqrstuvwxy1.',
  ]);
});

describe('a no may give its reason on the first line', () => {
  answers('DENY', true, [
    ['', null],
    ['who is that?', null],
    [`${TOKEN} who is that?`, TOKEN],
  ]);
  answers('DENY', false, [
    [TOKEN, TOKEN],
    [`${TOKEN}, thanks`, TOKEN],
  ]);
  says('DENY', false, ['', 'thanks', 'who is that', `${TOKEN} who is that`, `${TOKEN} .nl`]);
});

describe('a dispute names what it is about', () => {
  answers('DISPUTE', true, [
    ['I never asked for this', null],
    ['the change of .nl, nl and .рф', null, ['nl', 'xn--p1ai']],
    ['.zz', null],
    ['Is that so?', null],
  ]);
  answers('DISPUTE', false, [
    ['', null],
    ['.nl', null, ['nl']],
    [`${TOKEN} .br please`, TOKEN, ['br']],
  ]);
  says('DISPUTE', false, ['the change of .nl', '.zz', `${TOKEN} never`]);
});
