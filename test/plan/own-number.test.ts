import { describe, expect, test } from 'vitest';
import { ownNewNumber } from '../../src/plan/own-number.ts';
import { contact, email } from '../support/plans.ts';

const JANE = contact({ name: 'Jane Roe', email: email('jane@nic.nl'), phone: '+31 6 12345678' });
const OTHERS = [contact({ name: 'John de Roe', email: email('john@nic.nl'), phone: '+31 6 23456789' })];
const found = (text: string): string | null => ownNewNumber(text.split('\n'), JANE, OTHERS, 'NL');

describe('the new number of a contact', () => {
  test.each([
    ['my new mobile is +31 6 29998877', '+31 6 29998877'],
    ['Phone: 06 29998877', '06 29998877'],
    ['Tel: (020) 555 1234', '(020) 555 1234'],
    ['My number changed from +31 6 12345678 to +31 6 29998877.', '+31 6 29998877'],
    ['+31 6 12345678 does not work any more, the new one is 0031 6 29998877', '0031 6 29998877'],
    ['Jane Roe: +31 6 29998877, +31629998877', '+31629998877'],
  ])('%s', (text, number) => {
    expect(found(text)).toBe(number);
  });
});

describe('no number of a contact is', () => {
  test.each([
    ['the one on the list', 'Please call +31 6 12345678'],
    ['one of two', 'Mobile: +31 6 29998877\nPhone: +31 20 555 1234'],
    ['one that is out of use', 'Please do not use +31 6 29998877 any more'],
    ['one that is asked about', 'Is it +31 6 29998877?'],
    ["somebody else's", 'John has +31 6 29998877 now'],
    ["somebody else's, whoever it is", 'Her number is +31 6 29998877'],
    ['a day', 'The phone conference is on 2026-11-30 12'],
    ['digits of which nobody says that they are one', 'Ticket 0629998877'],
    ['one that the country does not use', 'Phone: 06 1'],
  ])('%s', (_, text) => {
    expect(found(text)).toBeNull();
  });
});
