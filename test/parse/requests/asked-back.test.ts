import { describe, expect, test } from 'vitest';
import { read } from './reading.ts';

describe('who asks back has not answered', () => {
  test.each([
    'CONFIRM ?',
    'CONFIRM\u00a0?',
    'CONFIRM \u061f',
    'CONFIRM it?',
    'CONFIRM this request?',
    'CONFIRM the request 2026-000001 ?',
    'OK ?',
    'OK thank you?',
  ])('%j says nothing', (text) => {
    expect(read(text).commands).toEqual([]);
  });

  test.each([
    'Approve?',
    'APPROVE ?',
    'Approve\u061f',
    'Approve this case?',
    'Ask the Admin Contact?',
    'Discard?',
    'Refuse?',
  ])('%j decides no case', (text) => {
    expect(read(text).reviewWord).toBeUndefined();
  });

  test('the reason of a refusal may be a question', () => {
    expect(read('REFUSE Who is this?').reviewWord).toEqual({ word: 'REFUSE', reason: 'Who is this?' });
  });
});
