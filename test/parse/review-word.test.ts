import { describe, expect, test } from 'vitest';
import { read } from './requests/reading.ts';

const reviewWord = (text: string): unknown => read(text).reviewWord;

describe('a reviewer decides', () => {
  test.each([
    ['APPROVE', 'APPROVE'],
    ['approved', 'APPROVE'],
    ['** Approve! **', 'APPROVE'],
    ['Approve, please.', 'APPROVE'],
    ['Approve this request 2026-000012, thank you', 'APPROVE'],
    ['\n \n  Approve  \n\nKim', 'APPROVE'],
    ['Approve -- thanks', 'APPROVE'],
    ['ASK', 'ASK'],
    ['Ask the admin contact', 'ASK'],
    ['Discard it', 'DISCARD'],
    ['Assign to me', 'ASSIGN'],
  ])('%j: %s', (text, word) => {
    expect(reviewWord(text)).toEqual({ word });
  });

  test.each([
    ['REFUSE', ''],
    ['Refused: not our contact', 'not our contact'],
    ['Refuse - who is that?', 'who is that?'],
    ['Refuse: not our contact,\nshe left last year.\n\nKim', 'not our contact, she left last year.'],
    ['Refuse\nshe left.\n> old words', 'she left.'],
    ['Refuse: no  \n  she left  ', 'no she left'],
    ['Refuse: no\n\nKim', 'no'],
    ['Refuse: no\n  \nKim', 'no'],
    [`Refuse: ${`${'x'.repeat(499)}\n`.repeat(3)}`, `${'x'.repeat(499)} `.repeat(2)],
  ])('%j refuses', (text, reason) => {
    expect(reviewWord(text)).toEqual({ word: 'REFUSE', reason });
  });
});

describe('a reviewer decides nothing', () => {
  test.each([
    'Approve?',
    'Approve？',
    'Refuse?',
    'Refuse ? no',
    'Approve if she is the one',
    'Approve not',
    'Ask Kim',
    'Discard nothing',
    'Approver',
    'Disapprove',
    'I approve',
    'askd',
    'assignd',
    'approvedd',
    'discardd',
    '> APPROVE',
    'Let me see.\nAPPROVE',
    '',
  ])('by %j', (text) => {
    expect(reviewWord(text)).toBeUndefined();
  });
});
