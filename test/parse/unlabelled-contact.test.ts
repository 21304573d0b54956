import { describe, expect, test } from 'vitest';
import type { Field } from '../../src/parse/field-line.ts';
import { isTitle, unlabelledContact, unlabelledName, unlabelledPhone } from '../../src/parse/unlabelled-contact.ts';
import { table } from './requests/reading.ts';

/** `field=value`, with label and rank where there are any; a guess has a question mark. */
function inShort(fields: readonly Field[] | null): string | null {
  if (fields === null) return null;
  return fields
    .map(({ field, label, rank, value, doubt }) => {
      const said = label === '' && rank === null ? '' : `[${label}${rank === null ? '' : `#${rank}`}]`;
      return `${field}${said}=${value}${doubt === null ? '' : '?'}`;
    })
    .join(', ');
}

describe('a name on a line of its own', () => {
  test.each([
    ['John Doe', 'name=John Doe?'],
    ['  "John Doe",', 'name=John Doe?'],
    ['- John Doe', 'name=John Doe?'],
    ['**John Doe**:', 'name=John Doe?'],
    ['王 伟', 'name=王 伟?'],
    ['1. John Doe', 'name[1. #1]=John Doe?'],
    ['#2 Jane Roe', 'name[#2 #2]=Jane Roe?'],
    ['3) Jane Roe', 'name[3) #3]=Jane Roe?'],
    ['Contact 1: John Doe', 'name[Contact 1: #1]=John Doe?'],
    ['SSC #2 – Jane Roe', 'name[SSC #2 – #2]=Jane Roe?'],
    ['Primary contact: John Doe', 'name[Primary contact: #1]=John Doe?'],
    ['Secondary - Jane Roe', 'name[Secondary - #2]=Jane Roe?'],
    ['Contact: John Doe', 'name[Contact: ]=John Doe?'],
  ])('%s', (text, expected) => {
    expect(inShort(unlabelledName(text))).toBe(expected);
  });

  test.each(['', 'John', 'see below', 'Head: John Doe', '4. John Doe x', '1 john doe', 'Primary:', 'John Doe 1'])(
    '%s is none',
    (text) => {
      expect(unlabelledName(text)).toBeNull();
    },
  );
});

describe('a whole contact on one line', () => {
  const rest = 'email=john@nic.nl?, phone=+31 6 12345678?';
  test.each([
    ['John Doe, john@nic.nl', 'name=John Doe?, email=john@nic.nl?'],
    ['John Doe, john@nic.nl, +31 6 12345678', `name=John Doe?, ${rest}`],
    ['John Doe; john@nic.nl; +31 6 12345678', `name=John Doe?, ${rest}`],
    ['John Doe | john@nic.nl | +31 6 12345678', `name=John Doe?, ${rest}`],
    ['John Doe\tjohn@nic.nl\t+31 6 12345678', `name=John Doe?, ${rest}`],
    ['John Doe   john@nic.nl   +31 6 12345678', `name=John Doe?, ${rest}`],
    ['John Doe - john@nic.nl – +31 6 12345678', `name=John Doe?, ${rest}`],
    ['John Doe / john@nic.nl / +31 6 12345678', `name=John Doe?, ${rest}`],
    ['John Doe <john@nic.nl> +31 6 12345678', `name=John Doe?, ${rest}`],
    ['John Doe (john@nic.nl): +31 6 12345678', `name=John Doe?, ${rest}`],
    ['John Doe [john@nic.nl] +31 6 12345678', `name=John Doe?, ${rest}`],
    ['John Doe john@nic.nl<mailto:john@nic.nl> +31 6 12345678', `name=John Doe?, ${rest}`],
    ['John Doe，ｊｏｈｎ＠ｎｉｃ．ｎｌ，＋３１ ６ １２３４５６７８', `name=John Doe?, ${rest}`],
    ['"John Doe", "john@nic.nl", "+31 6 12345678"', 'name=John Doe?, email=john@nic.nl?, phone="+31 6 12345678"?'],
    ['+31 6 12345678, john@nic.nl, John Doe', 'phone=+31 6 12345678?, email=john@nic.nl?, name=John Doe?'],
    ['John Doe:--, john@nic.nl', 'name=John Doe?, email=john@nic.nl?'],
    ['- John Doe, john@nic.nl', 'name=John Doe?, email=john@nic.nl?'],
    ['John Doe, ., john@nic.nl, --', 'name=John Doe?, email=john@nic.nl?'],
    ['John Doe, Head of Security, john@nic.nl, SIDN', 'name=John Doe?, email=john@nic.nl?'],
    ['John Doe, john@nic.nl, john@oarc.net', 'name=John Doe?, email=john@nic.nl?, secondary-email=john@oarc.net?'],
    ['John Doe, john@nic.nl, primary', 'name=John Doe?, email=john@nic.nl?, rank=primary?'],
    ['#2, Jane Roe, jane@nic.nl', 'rank=#2?, name=Jane Roe?, email=jane@nic.nl?'],
    ['John Doe, john@nic.nl, Tel: +31 6 12345678', 'name=John Doe?, email=john@nic.nl?, phone[Tel]=+31 6 12345678'],
    ['1. John Doe, john@nic.nl', 'name[1. #1]=John Doe?, email=john@nic.nl?'],
    ['Secondary contact: john@nic.nl, John Doe', 'email=john@nic.nl?, name[Secondary contact: #2]=John Doe?'],
    [`John Doe, john@nic.nl, ${'x'.repeat(60)}`, 'name=John Doe?, email=john@nic.nl?'],
    [`John Doe, john@nic.nl${' '.repeat(279)}`, 'name=John Doe?, email=john@nic.nl?'],
  ])('%s', (text, expected) => {
    expect(inShort(unlabelledContact(table, text))).toBe(expected);
  });

  test.each([
    ['no address', 'John Doe, +31 6 12345678'],
    ['no name', 'john@nic.nl, +31 6 12345678'],
    ['two names', 'john@nic.nl, Name: John Doe, Name: Jane Roe'],
    ['three addresses', 'John Doe, john@nic.nl, john@oarc.net, j@x.nl'],
    ['two numbers', 'John Doe, john@nic.nl, +31 6 12345678, +31 6 87654321'],
    ['a title in front of the name', 'Head of security, John Doe, john@nic.nl'],
    ['words that are no title', 'John Doe, john@nic.nl, room 5'],
    ['a sentence', 'Please add john@nic.nl'],
    ['a line that is too long', `John Doe, john@nic.nl${' '.repeat(280)}`],
  ])('not with %s', (_, text) => {
    expect(unlabelledContact(table, text)).toBeNull();
  });
});

describe('words beside a name', () => {
  test.each(['Head of Security', 'CISO', 'R&D', 'Int’l Registry Inc.', "King's-Net", 'هيئة', 'x'.repeat(60)])(
    '%s may be a title',
    (text) => {
      expect(isTitle(text)).toBe(true);
    },
  );
  test.each(['', 'primary', 'Room 5', '(CISO)', 'CISO: x', 'a@b.nl', '5th', 'x'.repeat(61)])('%s is none', (text) => {
    expect(isTitle(text)).toBe(false);
  });
});

test.each([
  ['+31 6 12345678', 'phone=+31 6 12345678?'],
  [' "+31 6 12345678", ', 'phone=+31 6 12345678?'],
  ['**06-12345678**', 'phone=06-12345678?'],
  ['12345', null],
  ['Tel +31 6 12345678', null],
])('the telephone number %s', (text, expected) => {
  expect(inShort(unlabelledPhone(text))).toBe(expected);
});
