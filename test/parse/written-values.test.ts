import { describe, expect, test } from 'vitest';
import { nameValue } from '../../src/parse/name-value.ts';
import { isPhoneLike, phoneValue } from '../../src/parse/phone-value.ts';
import { testMails } from './requests/mail-case.ts';

describe('a number stands as it was written', () => {
  test.each([
    'hotel: +31 6 12345678',
    '+31 6 12345678 / 0',
    '+31 6 12345678, 01',
    '12 / +31 6 12345678',
    'ask / +31 6 12345678',
  ])('where what stands beside is no other number: %s', (written) => {
    expect(phoneValue(written)).toEqual({ number: written, repaired: false });
  });

  test('without a digit it is none', () => {
    expect(isPhoneLike('------')).toBe(false);
    expect(isPhoneLike('(---) --')).toBe(false);
  });
});

describe('a name stands without what is no part of it', () => {
  test.each([
    ['John Doe (2nd)', { name: 'John Doe', address: null, rank: 2, repaired: true }],
    ['(2nd)', { name: '', address: null, rank: 2, repaired: true }],
    ['John Doe ()', { name: 'John Doe ()', address: null, rank: null, repaired: false }],
    ['John Doe. <john@nic.nl>', { name: 'John Doe', address: 'john@nic.nl', rank: null, repaired: true }],
  ])('%s', (written, found) => {
    expect(nameValue(written)).toEqual(found);
  });
});

describe('whose entry an UPDATE is', () => {
  testMails({
    'as the command line says': {
      mail: 'UPDATE jane@nic.nl\nPhone: +31 6 1',
      asks: ['UPDATE {-|jane@nic.nl|+31 6 1}'],
    },
    'as the command line says, and nothing else': { mail: 'UPDATE jane@nic.nl', asks: ['UPDATE {-|jane@nic.nl|-}'] },
    'where the field says it again': {
      mail: 'UPDATE jane@nic.nl\nEmail: JANE@nic.nl',
      asks: ['UPDATE {-|JANE@nic.nl|-}'],
    },
    'where the field cannot be read, nobody knows': {
      mail: 'UPDATE jane@nic.nl\nEmail: new@@nic.nl',
      asks: ['UPDATE {-|-|-|!email-malformed}'],
    },
    'where nobody is named': { mail: 'UPDATE\nName: Jane Roe', asks: ['UPDATE {Jane Roe|-|-}'] },
  });
});
