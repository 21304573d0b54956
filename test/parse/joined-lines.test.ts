import { describe, expect, test } from 'vitest';
import { type FormedLine, joinedWithNext } from '../../src/parse/joined-lines.ts';
import { formOf, type LineForm } from '../../src/parse/line-form.ts';
import { ownText } from '../../src/parse/own-text.ts';
import { table } from './requests/reading.ts';

const formed = (lines: readonly string[]): readonly FormedLine[] =>
  ownText(lines.join('\n')).map((at) => ({ at, form: formOf(table, at, false) }));

/** What the first line and those below it are together, and how many lines that takes; a guess has a question mark. */
function joined(...lines: readonly string[]): string | null {
  const found = joinedWithNext(table, formed(lines), 0);
  return found === null ? null : `${found.end + 1} ${inShort(found.form)}`;
}

function inShort(form: LineForm): string {
  switch (form.kind) {
    case 'fields':
    case 'unlabelled':
      return `${form.kind} ${form.fields.map(({ field, value, doubt }) => `${field}=${value}${doubt === null ? '' : '?'}`).join(', ')}`;
    case 'roster-line':
      return `${form.kind} ${form.roster.name}: ${form.roster.addresses.join(', ')}`;
    case 'blank':
    case 'not-own':
    case 'command':
    case 'almost':
    case 'reply':
    case 'check':
    case 'heading':
    case 'addresses':
    case 'labels':
    case 'prose':
      return form.kind;
  }
}

const John = (fields: string): string => `unlabelled name=John Doe?, ${fields}`;

describe('a value below its label', () => {
  test.each([
    ['an address', ['Email:', 'john@nic.nl'], 'email=john@nic.nl'],
    ['a second address', ['Secondary email:', '<john@oarc.net>,'], 'secondary-email=<john@oarc.net>'],
    ['whom somebody replaces', ['Old contact:', 'jane@nic.nl'], 'replaced=jane@nic.nl'],
    ['a number', ['Phone:', '+31 6 12345678'], 'phone=+31 6 12345678'],
    ['a rank', ['Role:', 'primary'], 'rank=primary'],
    ['a name', ['Name:', '"John Doe"'], 'name=John Doe'],
    ['a name of one word', ['First name:', 'John'], 'first-name=John'],
    ['a name of six words', ['Last name:', 'de la a b c Doe'], 'last-name=de la a b c Doe'],
    ['a long name', ['Name:', `J${'o'.repeat(60)}`], `name=J${'o'.repeat(60)}`],
    ['a ccTLD', ['ccTLD:', 'nl'], 'cctld=nl'],
    ['the last of several', ['Name: John Doe, Email:', 'john@nic.nl'], 'name=John Doe, email=john@nic.nl'],
    ['in another language', ['氏名：', '田中 太郎'], 'name=田中 太郎?'],
  ])('%s', (_, lines, fields) => {
    const [label = '', value = ''] = lines;
    expect(joined(label, value)).toBe(`2 fields ${fields}`);
    expect(joined(label, '', value)).toBe(`3 fields ${fields}`);
    expect(joined(label, '', '', value)).toBeNull();
    expect(joined(label)).toBeNull();
  });

  test.each([
    ['words for an address', ['Email:', 'see below']],
    ['a number for an address', ['Email:', '+31 6 12345678']],
    ['words for a second address', ['Secondary email:', 'none at all']],
    ['words for whom somebody replaces', ['Old contact:', 'Jane Roe']],
    ['an address for a number', ['Phone:', 'john@nic.nl']],
    ['words for a rank', ['Role:', 'CISO']],
    ['words for a ccTLD', ['ccTLD:', 'Netherlands']],
    ['a version of the list', ['Version of this list:', 'abc def']],
    ['a heading for a name', ['Name:', 'Primary']],
    ['a number for a name', ['Name:', '+31 6 12345678']],
    ['an address for a name', ['Name:', 'john@nic.nl']],
    ['another label for a name', ['Name:', '姓名']],
    ['a name with a number behind it', ['Name:', 'John Doe 2']],
    ['a name with words in front of it', ['Name:', '(mr) John Doe']],
    ['one letter for a name', ['Name:', 'J']],
    ['a name of seven words', ['Name:', 'the a b c d e f']],
    ['a name that is too long', ['Name:', `J${'o'.repeat(61)}`]],
    ['a quoted value', ['Name:', '> John Doe']],
    ['a command', ['Email:', 'REMOVE .nl john@nic.nl']],
    ['a field', ['Name:', 'Email: john@nic.nl']],
  ])('is not %s', (_, lines) => {
    expect(joined(...lines)).toBeNull();
  });
});

describe('a value that was folded', () => {
  test.each([
    ['a number', ['Phone: +31 6', '  1234-5678'], 'phone=+31 6 1234-5678'],
    ['a number of two digits', ['Phone: +31 6 123456', '\t78'], 'phone=+31 6 123456 78'],
    ['a number of twenty characters', ['Phone: +31', ` (0)6/${'1'.repeat(15)}`], `phone=+31 (0)6/${'1'.repeat(15)}`],
    ['an address behind its at sign', ['Email: john@', 'nic.nl'], 'email=john@nic.nl'],
    ['an address behind a dot', ['Secondary email: john@oarc.', '  net'], 'secondary-email=john@oarc.net'],
    ['an address behind a hyphen', ['Email: john@nic-', 'registry.nl'], 'email=john@nic-registry.nl'],
  ])('%s', (_, lines, fields) => {
    expect(joined(...lines)).toBe(`2 fields ${fields}`);
  });

  test.each([
    ['a number below a blank line', ['Phone: +31 6', '', '  12345678']],
    ['a number that is not indented', ['Phone: +31 6', '1234 5678']],
    ['one digit', ['Phone: +31 6 1234567', '  8']],
    ['more than twenty characters', ['Phone: +31', `  ${'1'.repeat(21)}`]],
    ['words in front of the digits', ['Phone: +31 6', '  office 1234']],
    ['words behind the digits', ['Phone: +31 6', '  1234 office']],
    ['words', ['Phone: +31 6', '  abcd']],
    ['a name', ['Name: John', '  Doe']],
    ['a name with a hyphen', ['Name: john@', 'nic.nl']],
    ['what is an address with its dot', ['Email: john@nic.nl.', 'uk']],
    ['what could be cut anywhere', ['Email: john@ni', 'c.nl']],
    ['an address with words behind it', ['Email: john@nic.', 'nl <john@nic.nl>']],
    ['what is no address even then', ['Email: john@', 'nic']],
    ['what would have to be repaired', ['Email: john at nic.', 'nl']],
    ['whom somebody replaces', ['Old contact: john@', 'nic.nl']],
    ['a rank', ['Role: #', '  1']],
  ])('but not %s', (_, lines) => {
    expect(joined(...lines)).toBeNull();
  });
});

describe('a line of the list that was wrapped', () => {
  const line = '"John Doe, #1, .nl, +31 6 12345678"';
  test.each([
    ['in front of its address', [line, 'john@nic.nl'], 'john@nic.nl'],
    ['in front of both', [line, 'john@nic.nl, john@oarc.net'], 'john@nic.nl, john@oarc.net'],
    ['between them', [`${line} john@nic.nl,`, 'john@oarc.net'], 'john@nic.nl, john@oarc.net'],
    ['within its number', ['"John Doe, #1, .nl, +31 6', '12345678" john@nic.nl'], 'john@nic.nl'],
    [
      'behind its ccTLD',
      ['"John Doe, #1, .nl,', '+31 6 12345678" john@nic.nl, john@oarc.net'],
      'john@nic.nl, john@oarc.net',
    ],
    ['behind the name', ['  "John Doe,', '#1, .nl, +31 6 12345678" <john@nic.nl>'], 'john@nic.nl'],
  ])('%s', (_, lines, addresses) => {
    expect(joined(...lines)).toBe(`2 roster-line John Doe: ${addresses}`);
  });

  test.each([
    ['a third address below', [`${line} john@nic.nl, john@oarc.net`, 'jane@nic.nl']],
    ['two more addresses below', [`${line} john@nic.nl`, 'john@oarc.net, jane@nic.nl']],
    ['three addresses below', [line, 'john@nic.nl, john@oarc.net, jane@nic.nl']],
    ['a blank line between', [line, '', 'john@nic.nl']],
    ['words below', [line, 'See below']],
    ['a blank line within the quotation marks', ['"John Doe, #1, .nl, +31 6', '', '12345678" john@nic.nl']],
    ['no mark in front', ['John Doe, #1, .nl, +31 6', '12345678" john@nic.nl']],
    [
      'another line below the half of one',
      ['"John Doe, #1, .nl, +31 6', '"Jane Roe, #2, .nl, +31 6 12345679" jane@nic.nl'],
    ],
    ['no address in the second half', ['"John Doe, #1, .nl, +31 6', '12345678"']],
    ['nothing below', [line]],
    ['a fault of its own', ['"John Doe, #4, .nl, +31 6 12345678"', 'john@nic.nl']],
  ])('not with %s', (_, lines) => {
    expect(joined(...lines)).toBeNull();
  });
});

describe('a name and what stands below it', () => {
  const mail = 'email=john@nic.nl?';
  const phone = 'phone=+31 6 12345678?';
  test.each([
    ['an address', ['John Doe', 'john@nic.nl'], `2 ${John(mail)}`],
    ['an address below a blank line', ['John Doe', '', 'john@nic.nl'], `3 ${John(mail)}`],
    ['an address and a number', ['John Doe', 'john@nic.nl', '', '+31 6 12345678'], `4 ${John(`${mail}, ${phone}`)}`],
    ['a number and an address', ['John Doe', '+31 6 12345678', 'john@nic.nl'], `3 ${John(`${phone}, ${mail}`)}`],
    [
      'two addresses on a line',
      ['John Doe', 'john@nic.nl john@oarc.net', 'x'],
      `2 ${John(`${mail}, secondary-email=john@oarc.net?`)}`,
    ],
    [
      'two addresses on two lines, and a third one',
      ['John Doe', 'john@nic.nl', 'john@oarc.net', 'jane@nic.nl'],
      `3 ${John(`${mail}, secondary-email=john@oarc.net?`)}`,
    ],
    ['an address, then two', ['John Doe', 'john@nic.nl', 'a@x.nl, b@x.nl'], `2 ${John(mail)}`],
    [
      'a second number',
      ['John Doe', 'john@nic.nl', '+31 6 12345678', '+31 6 1111111'],
      `3 ${John(`${mail}, ${phone}`)}`,
    ],
    ['a job title', ['John Doe', 'Head of Security', 'john@nic.nl'], `3 ${John(mail)}`],
    ['words between', ['John Doe', 'john@nic.nl', 'Head of Security', '+31 6 12345678'], `2 ${John(mail)}`],
    ['blank lines', ['John Doe', 'john@nic.nl', '', '', '+31 6 12345678'], `2 ${John(mail)}`],
    ['a field', ['John Doe', 'john@nic.nl', 'Phone: +31 6 12345678'], `2 ${John(mail)}`],
    ['the next contact', ['John Doe', 'john@nic.nl', 'Jane Roe, jane@nic.nl'], `2 ${John(mail)}`],
    ['fields without a name', ['John Doe', 'Email: john@nic.nl'], '1 unlabelled name=John Doe?'],
    [
      'fields without a name or address',
      ['John Doe', 'Role: #1, Phone: +31 6 12345678'],
      '1 unlabelled name=John Doe?',
    ],
    ['a number in front of it', ['1. John Doe', 'john@nic.nl'], `2 ${John(mail)}`],
  ])('%s', (_, lines, expected) => {
    expect(joined(...lines)).toBe(expected);
  });

  test.each([
    ['a number', ['John Doe', '+31 6 12345678']],
    ['three addresses', ['John Doe', 'john@nic.nl, john@oarc.net, j@x.nl']],
    ['a contact on one line', ['John Doe', 'Jane Roe, jane@nic.nl']],
    ['an address after two blank lines', ['John Doe', '', '', 'john@nic.nl']],
    ['an address after words that are no title', ['John Doe', 'Room 5', 'john@nic.nl']],
    ['an address after two titles', ['John Doe', 'Head of Security', 'Example Registry', 'john@nic.nl']],
    ['an address after a heading', ['John Doe', 'Contact details', 'john@nic.nl']],
    ['fields below a blank line', ['John Doe', '', 'Email: john@nic.nl']],
    ['fields below a job title', ['John Doe', 'Head of Security', 'Email: john@nic.nl']],
    ['fields with a name', ['John Doe', 'Email: john@nic.nl, Name: Jane Roe']],
    ['a name', ['John Doe', 'Name: Jane Roe']],
    ['fields that are no contact', ['John Doe', 'Role: primary']],
    ['a heading', ['John Doe', 'Contact 2']],
    ['words', ['Some words', 'john@nic.nl']],
    ['nothing', ['John Doe']],
  ])('%s make no contact', (_, lines) => {
    expect(joined(...lines)).toBeNull();
  });
});

test.each([
  ['a blank line', ['', 'john@nic.nl']],
  ['an address', ['john@nic.nl', '+31 6 12345678']],
  ['a command', ['SUBSCRIBE .nl', 'john@nic.nl']],
  ['a heading', ['Contact 1', 'John Doe']],
  ['quoted text', ['> Email:', 'john@nic.nl']],
])('%s stands alone', (_, lines) => {
  expect(joined(...lines)).toBeNull();
});

test('a row without fields has none to go on with', () => {
  const [row, below] = formed(['Email:', 'john@nic.nl']);
  if (row === undefined || below === undefined) throw new Error('two lines');
  expect(joinedWithNext(table, [{ at: row.at, form: { kind: 'fields', fields: [] } }, below], 0)).toBeNull();
});

test('there is nothing to join behind the last line', () => {
  expect(joinedWithNext(table, formed(['Email:', 'john@nic.nl']), 2)).toBeNull();
});
