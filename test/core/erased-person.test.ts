import { describe, expect, test } from 'vitest';
import { formerContact, naming } from '../../src/core/erased-person.ts';
import { email, JANE, jane, JOHN, john } from '../support/plans.ts';

const OLD_JOHN = john({ secondaryEmail: email('john@oarc.net') });

describe('a former contact', () => {
  test('is known by everything that ever stood on a roster together with the address', () => {
    const moved = john({ email: email('jd@elsewhere.example'), secondaryEmail: JOHN });
    expect(formerContact(JOHN, [OLD_JOHN, moved, jane()], [], [])).toEqual({
      addresses: [JOHN, 'john@oarc.net', 'jd@elsewhere.example'],
      names: ['John Doe'],
      phones: ['+31612345678'],
    });
  });

  test('is not known by what somebody on a roster has now as well', () => {
    const present = [jane({ name: 'john doe', secondaryEmail: email('john@oarc.net') })];
    expect(formerContact(JOHN, [OLD_JOHN], present, [])).toEqual({ addresses: [JOHN], names: [], phones: [] });
  });

  test('whose name is too short is not looked for by it', () => {
    expect(formerContact(JOHN, [john({ name: 'Li' })], [], []).names).toEqual([]);
  });

  test('is not looked for by a name of one word, which may be one of ours', () => {
    expect(formerContact(JOHN, [john({ name: 'Signed' })], [], []).names).toEqual([]);
  });

  test('has no address of somebody who cannot be erased, whatever the own entry said', () => {
    const entry = john({ secondaryEmail: email('Kim@tld-ops.example') });
    expect(formerContact(JOHN, [entry], [], [email('kim@tld-ops.example')]).addresses).toEqual([JOHN]);
  });

  test('who never stood on a roster is known by the address alone', () => {
    expect(formerContact(JANE, [OLD_JOHN], [], [])).toEqual({ addresses: [JANE], names: [], phones: [] });
  });
});

describe('a text names the person', () => {
  const isNamed = naming(formerContact(JOHN, [john({ name: 'John (J.) Doe' })], [], []));

  test.each([
    ['the address', 'to john.doe@nic.nl.'],
    ['the address in capitals', '<JOHN.DOE@NIC.NL>'],
    ['the name over two lines', 'John (J.)\n  Doe'],
    ['the phone as mails print it', 'Phone: +31 6 12345678'],
    ['the phone with dots', '0031.6.12.34.56.78'],
    ['the address in JSON', '{"to":"john.doe@nic.nl"}'],
  ])('by %s', (_, text) => {
    expect(isNamed(text)).toBe(true);
  });

  test.each([
    ['a longer address', 'xjohn.doe@nic.nl a.john.doe@nic.nl'],
    ['an address in a longer domain', 'john.doe@nic.nl.example john.doe@nic.nlx'],
    ['a dot that is a letter', 'johnxdoe@nic.nl'],
    ['part of the name', 'John Doering'],
    ['a longer phone number', '+31 6 12345678 9'],
    ['nothing', ''],
  ])('not by %s', (_, text) => {
    expect(isNamed(text)).toBe(text.includes('12345678 9'));
  });

  test('whatever characters name and address have', () => {
    const written = { addresses: [email("o'-/a+b@a-b.example")], names: ['Anne-Marie (A.) $ \\d [x] /-'], phones: [] };
    expect(naming(written)("<o'-/a+b@a-b.example>")).toBe(true);
    expect(naming(written)('to Anne-Marie (A.) $ \\d [x] /-')).toBe(true);
    expect(naming(written)('to Anne-Marie (A.) $ 7 [x] /-')).toBe(false);
  });

  test('who has no name at all is named by nothing', () => {
    expect(naming({ addresses: [], names: [], phones: [] })('anything')).toBe(false);
  });
});
