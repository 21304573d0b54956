import { describe, expect, test } from 'vitest';
import { ownText } from '../../src/parse/own-text.ts';
import { columnTable } from '../../src/parse/table-columns.ts';
import { tableRows } from '../../src/parse/table-rows.ts';

/** A label with two remarks. */
const longLabel = (length: number): string => `Name (${'x'.repeat(30)}) (${'y'.repeat(length - 40)})`;

describe('a line of field names and one line for each person', () => {
  /** `-` for a line that is no part of a table. */
  const rows = (...lines: readonly string[]): readonly string[] =>
    tableRows(ownText(lines.join('\n'))).map((row) =>
      row === null ? '-' : row.map(({ field, label, value }) => `${field} ${label}=${value}`).join('; '),
    );
  const JOHN = 'name Name=John Doe; email Email=john@nic.nl';
  const PHONED = `${JOHN}; phone Phone=+31 6 12345678`;

  test.each([
    ['tabs', ['Name\tEmail\tPhone', 'John Doe\tjohn@nic.nl\t+31 6 12345678'], ['', PHONED]],
    ['bars', ['| Name | Email | Phone |', '| John Doe | john@nic.nl | +31 6 12345678 |'], ['', PHONED]],
    ['bars in between', ['Name|Email |Phone', 'John Doe |john@nic.nl|+31 6 12345678'], ['', PHONED]],
    ['semicolons', ['Name; Email ;Phone', 'John Doe; john@nic.nl ;+31 6 12345678'], ['', PHONED]],
    ['commas', ['Name,Email, Phone', 'John Doe,john@nic.nl, +31 6 12345678'], ['', PHONED]],
    ['columns of spaces', ['  Name      Email', '  John Doe  john@nic.nl'], ['', JOHN]],
    [
      'quotation marks',
      ['"Name","Email"', '"John Doe","john@nic.nl"'],
      ['', 'name "Name"=John Doe; email "Email"=john@nic.nl'],
    ],
    ['a column of something else', ['Name\tFunction\tEmail', 'John Doe\tCISO\tjohn@nic.nl'], ['', JOHN]],
    [
      'two kinds of numbers',
      ['Name|Title|Email|Phone|Mobile', 'John Doe|Dr|john@nic.nl|+31 6 12345678|+31 6 87654321'],
      ['', `${PHONED}; phone Mobile=+31 6 87654321`],
    ],
    ['something else between commas', ['Name, Function, Email', 'John Doe, CISO, john@nic.nl'], ['-', '-']],
    ['no name beside something else', ['Function|Email', 'CISO|john@nic.nl'], ['-', '-']],
    ['an address twice', ['Name|Function|Email|Mail', 'John Doe|CISO|john@nic.nl|j@nic.nl'], ['-', '-']],
    ['an empty cell', ['Name;Email;Phone', 'John Doe;john@nic.nl;'], ['', `${JOHN}; phone Phone=`]],
    [
      'rules and blank lines',
      ['Name|Email', '|:--|--:|', '', '  ', '+===+', 'John Doe|john@nic.nl'],
      ['', '-', '-', '-', '-', JOHN],
    ],
    [
      'ranks',
      ['Name;Email;Role', 'John Doe;john@nic.nl;#1', 'Jane Roe;jane@nic.nl;'],
      ['', `${JOHN}; rank Role=#1`, 'name Name=Jane Roe; email Email=jane@nic.nl; rank Role='],
    ],
    [
      'a second table',
      ['Name;Email', 'John Doe;john@nic.nl', 'Email;Name', 'john@nic.nl;John Doe'],
      ['', JOHN, '', 'email Email=john@nic.nl; name Name=John Doe'],
    ],
    ['quoted lines between', ['Name;Email', '> x;x@y.nl', 'John Doe;john@nic.nl'], ['', '-', JOHN]],
  ])('%s', (_, lines, expected) => {
    expect(rows(...lines)).toEqual(expected);
  });

  const person = 'John Doe;john@nic.nl';
  test.each([
    ['no field names', ['x;y', person]],
    ['a name that is no field', ['Name;Email;Shoe size', `${person};9`]],
    ['the same field twice', ['Name;Email;E-mail', `${person};john@nic.nl`]],
    ['no address', ['Name;Phone', person]],
    ['one column', ['Email', 'john@nic.nl']],
    ['a field name that is too long', [`${longLabel(46)};Email`, person]],
    ['field names that are quoted', ['> Name;Email', person]],
    ['field names in a long line', [`Name;Email${' '.repeat(991)}`, person]],
    ['the person first', [person]],
  ])('no table: %s', (_, lines) => {
    expect(rows(...lines)).toEqual(lines.map(() => '-'));
  });

  test.each([
    ['too few cells', 'john@nic.nl'],
    ['too many cells', `${person};x`],
    ['no address', 'John Doe;see below'],
    ['a quoted line', `> ${person}`],
    ['a line that is too long', `${person}${' '.repeat(1_000)}`],
  ])('no row: %s', (_, row) => {
    expect(rows('Name;Email', row, person)).toEqual(['', '-', row.startsWith('>') || row.length > 1_000 ? JOHN : '-']);
  });

  test('a rank that nobody has ends the table', () => {
    expect(rows('Name;Email;Role', `${person};CISO`, `${person};#1`)).toEqual(['', '-', '-']);
  });

  test('lines and field names of the greatest length', () => {
    expect(rows(`${longLabel(45)};Email`, person)).toEqual([
      '',
      `name ${longLabel(45)}=John Doe; email Email=john@nic.nl`,
    ]);
    expect(rows(`Name;Email${' '.repeat(990)}`, `${person}${' '.repeat(980)}`)).toEqual(['', JOHN]);
  });
});

describe('a table with one contact in each column', () => {
  /** Contact by contact, each field with its line, and how many lines the table takes. */
  const columns = (...lines: readonly string[]): { end: number; fields: readonly string[] } | null => {
    const found = columnTable(ownText(lines.join('\n')), 0);
    return found === null
      ? null
      : {
          end: found.end + 1,
          fields: found.fields.map(
            ({ at, field: { field, label, value, doubt } }) =>
              `${at.line} ${field} ${label}=${value}${doubt === null ? '' : ` (${doubt})`}`,
          ),
        };
  };
  const NAMES = 'Name|John Doe|Jane Roe';
  const EMAILS = 'Email|john@nic.nl|jane@nic.nl';
  const both = (from: number): readonly string[] => [
    `${from} name Name=John Doe`,
    `${from + 1} email Email=john@nic.nl`,
    `${from} name Name=Jane Roe`,
    `${from + 1} email Email=jane@nic.nl`,
  ];

  test.each([
    ['names and addresses', [NAMES, EMAILS], 2, both(1)],
    ['tabs', ['Name\tJohn Doe \t Jane Roe', 'Email\tjohn@nic.nl\tjane@nic.nl'], 2, both(1)],
    ['words behind it', [NAMES, EMAILS, 'Some words', 'Phone|1|2'], 2, both(1)],
    ['a field that comes again', [NAMES, EMAILS, NAMES, EMAILS], 2, both(1)],
    ['a field without values behind it', [NAMES, EMAILS, 'Phone', 'x'], 2, both(1)],
    ['a quoted line behind it', [NAMES, EMAILS, '> Phone|1|2'], 2, both(1)],
    ['headings', ['Contact 1|Contact 2', NAMES, EMAILS], 3, both(2)],
    ['headings with an empty cell', ['|Primary|Secondary', NAMES, EMAILS], 3, both(2)],
    ['headings with a cell above the labels', ['TLD-OPS|Primary|Secondary', NAMES, EMAILS], 3, both(2)],
    ['headings and an empty cell at the end', ['Contact 1|Contact 2|', NAMES, EMAILS], 3, both(2)],
    ['headings and a rule with spaces', ['#1 | #2', '--- | ---', NAMES, EMAILS], 4, both(3)],
    ['headings and a rule', ['| |#1|#2|', '|---|:-:|---|', NAMES, EMAILS], 4, both(3)],
    [
      'three people',
      [`${NAMES}|Max Moe`, `${EMAILS}|max@nic.nl`],
      2,
      [...both(1), '1 name Name=Max Moe', '2 email Email=max@nic.nl'],
    ],
    [
      'the addresses first',
      [EMAILS, NAMES],
      2,
      ['2 name Name=John Doe', '1 email Email=john@nic.nl', '2 name Name=Jane Roe', '1 email Email=jane@nic.nl'],
    ],
    [
      'first and last names',
      ['First name|John|Jane', 'Last name|Doe|Roe', EMAILS],
      3,
      [
        '1 first-name First name=John',
        '2 last-name Last name=Doe',
        '3 email Email=john@nic.nl',
        '1 first-name First name=Jane',
        '2 last-name Last name=Roe',
        '3 email Email=jane@nic.nl',
      ],
    ],
    ['an empty cell', [NAMES, EMAILS, 'Phone||+31 6 1'], 3, [...both(1), '3 phone Phone=+31 6 1']],
    [
      'a cell left out at the end',
      [NAMES, EMAILS, 'Phone|+31 6 1'],
      3,
      [...both(1).slice(0, 2), '3 phone Phone=+31 6 1', ...both(1).slice(2)],
    ],
    [
      'labels of another language',
      ['氏名|John Doe|Jane Roe', EMAILS],
      2,
      [
        '1 name 氏名=John Doe (label-guessed)',
        '2 email Email=john@nic.nl',
        '1 name 氏名=Jane Roe (label-guessed)',
        '2 email Email=jane@nic.nl',
      ],
    ],
    ['headings of the greatest length', [`Contact 1|${'Contact 2'.padEnd(45, '=')}`, NAMES, EMAILS], 3, both(2)],
    [
      'a label of the greatest length',
      [`${longLabel(45)}|John Doe|Jane Roe`, EMAILS],
      2,
      both(1).map((field) => field.replace('Name=', `${longLabel(45)}=`)),
    ],
    ['a last line of the greatest length', [NAMES, `${EMAILS}${' '.repeat(1_000 - EMAILS.length)}`], 2, both(1)],
  ])('%s', (_, lines, end, fields) => {
    expect(columns(...lines)).toEqual({ end, fields });
  });

  test('none in a signature', () => {
    const lines = ownText(['-- ', NAMES, EMAILS].join('\n'));
    expect(lines.map((_, index) => columnTable(lines, index))).toEqual([null, null, null]);
  });

  test.each([
    ['one person', ['Name|John Doe', 'Email|john@nic.nl']],
    ['no names', [EMAILS, 'Phone|1|2']],
    ['no addresses', [NAMES, 'Phone|1|2']],
    ['a name less', ['Name|John Doe', EMAILS]],
    ['an address less', [NAMES, 'Email|john@nic.nl']],
    ['an empty name', ['Name||Jane Roe', EMAILS]],
    ['an empty address', [NAMES, 'Email|john@nic.nl|']],
    ['words for an address', [NAMES, 'Email|john@nic.nl|see below']],
    ['words for all addresses', [NAMES, 'Email|none|none']],
    ['a label that is too long', [`${longLabel(46)}|John Doe|Jane Roe`, EMAILS]],
    ['quoted lines', [`> ${NAMES}`, EMAILS]],
    ['a line that is too long', [`${NAMES}${' '.repeat(1_000)}`, EMAILS]],
    ['an empty line', ['', NAMES, EMAILS]],
    ['a rule without headings', ['|---|---|---|', NAMES, EMAILS]],
    ['one heading', ['Contact 1', NAMES, EMAILS]],
    ['headings that are none', ['Monday|Tuesday', NAMES, EMAILS]],
    ['one of two headings', ['Contact 1|Tuesday', NAMES, EMAILS]],
    ['the other one of two headings', ['Monday|Contact 2', NAMES, EMAILS]],
    ['the first two of three headings', ['Contact 1|Contact 2|Notes', NAMES, EMAILS]],
    ['a heading that is too long', [`Contact 1|${'Contact 2'.padEnd(46, '=')}`, NAMES, EMAILS]],
    ['the other heading too long', [`${'Contact 1'.padEnd(46, '=')}|Contact 2`, NAMES, EMAILS]],
    ['words between headings and fields', ['Primary|Secondary', 'x -', NAMES, EMAILS]],
    ['words of signs between headings and fields', ['Primary|Secondary', '- x', NAMES, EMAILS]],
    ['headings only', ['Primary|Secondary']],
    ['nothing', ['']],
  ])('none: %s', (_, lines) => {
    expect(columns(...lines)).toBeNull();
  });
});
