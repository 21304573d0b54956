import { describe, expect, test } from 'vitest';
import { addressKey } from '../../src/core/email-address.ts';
import { formerContact, naming, withoutPerson } from '../../src/core/erased-person.ts';
import { email, JANE, jane, JOHN, john, NOON } from '../support/plans.ts';

const OARC = email('john@oarc.net');
const OLD_JOHN = john({ secondaryEmail: OARC });

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
    const namesOf = (name: string): readonly string[] => formerContact(JOHN, [john({ name })], [], []).names;
    expect(['Li', 'X Li', 'Bo Li'].map(namesOf)).toEqual([[], [], ['Bo Li']]);
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
  const isNamed = (text: string): boolean =>
    naming(formerContact(JOHN, [john({ name: 'John (J.) Doe', secondaryEmail: OARC })], [], []))(text);

  test.each([
    ['the address', 'to john.doe@nic.nl.'],
    ['the other address', 'john@oarc.net'],
    ['the address in capitals', '<JOHN.DOE@NIC.NL>'],
    ['the address in JSON', '{"to":"john.doe@nic.nl"}'],
    ['the name', 'Dear John (J.) Doe,'],
    ['the name over two lines', 'John (J.)\n  Doe'],
    ['the phone as mails print it', 'Phone: +31 6 12345678'],
    ['the phone with dots', '0031.6.12.34.56.78'],
    ['the phone with all that stands in phones', '31 (6) 12-34/56.78'],
    ['the phone before another number', '+31 6 12345678 9'],
  ])('by %s', (_, text) => {
    expect(isNamed(text)).toBe(true);
  });

  test.each([
    ['a longer address', 'xjohn.doe@nic.nl a.john.doe@nic.nl'],
    ['an address in a longer domain', 'john.doe@nic.nl.example john.doe@nic.nlx'],
    ['a dot that is a letter', 'johnxdoe@nic.nl'],
    ['part of the name', 'John (J.) Doering'],
    ['a name that ends so', 'Littlejohn (J.) Doe'],
    ['a name in one word', 'John(J.)Doe'],
    ['a longer phone number', '+31 6 123456789'],
    ['a word between the digits', '+31 6 1234 and 5678'],
    ['nothing', ''],
  ])('not by %s', (_, text) => {
    expect(isNamed(text)).toBe(false);
  });

  test('by a name that was once written with two spaces', () => {
    expect(naming(formerContact(JOHN, [john({ name: 'John  Doe' })], [], []))('John Doe')).toBe(true);
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

describe('an entry of the past', () => {
  const keys = new Set([addressKey(OARC)]);

  test('is about nobody once its person is erased, by either address', () => {
    const past = john({ secondaryEmail: OARC });
    const erased = {
      rank: 1,
      name: 'erased',
      email: 'person-1@erased.invalid',
      secondaryEmail: null,
      phone: '+00000000',
      since: NOON,
      confirmedAt: NOON,
    };
    expect(withoutPerson(past, keys, 'person-1')).toEqual(erased);
    expect(withoutPerson(john({ email: email('John@OARC.net') }), keys, 'person-1')).toEqual(erased);
  });

  test('is as it was where it is about somebody else', () => {
    expect(withoutPerson(jane(), keys, 'person-1')).toEqual(jane());
  });
});
