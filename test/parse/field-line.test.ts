import { describe, expect, test } from 'vitest';
import { fieldStart, nearestLabel, normalised, readFieldLine } from '../../src/parse/field-line.ts';
import { table } from './requests/reading.ts';

/** `field[label]=value`, with rank and doubt where there are any. */
function fields(line: string): string | null {
  const found = readFieldLine(table, line);
  if (found === null) return null;
  return found
    .map(({ field, label, rank, value, doubt }) => {
      const said = `${field}[${label}${rank === null ? '' : `#${rank}`}]`;
      return `${said}=${value}${doubt === null ? '' : ` (${doubt})`}`;
    })
    .join(' & ');
}

const NAME = 'name[Name]=John Doe';

describe('one field on a line', () => {
  test.each([
    ['Name: John Doe', NAME],
    ['Name:John Doe', NAME],
    ['Name : John Doe', NAME],
    ['Name：John Doe', NAME],
    ['Name = John Doe', NAME],
    ['Name\tJohn Doe', NAME],
    ['Name | John Doe', NAME],
    ['Name -> John Doe', NAME],
    ['Name => John Doe', NAME],
    ['Name → John Doe', NAME],
    ['Name - John Doe', NAME],
    ['Name – John Doe', NAME],
    ['Name   John Doe', NAME],
    ['Name\t: John Doe', NAME],
    ['Name - = John Doe', NAME],
    ['Name\t:John Doe', NAME],
    ['| Name | John Doe |', NAME],
    ['  • Name: "John Doe",', NAME],
    ['1. Name: John Doe', NAME],
    ['[Name] John Doe', NAME],
    ['(Name): John Doe', NAME],
    ['<Name:> | John Doe', NAME],
    ['Name:', 'name[Name]='],
    ['Name: @John Doe', NAME],
    ['Primary contact email: john@nic.nl', 'email[Primary contact email#1]=john@nic.nl'],
    ['Email: <mailto:john@nic.nl>', 'email[Email]=<john@nic.nl>'],
    ['Téléphone: +31 6 1', 'phone[Téléphone]=+31 6 1 (label-guessed)'],
    ['[Téléphone] +31 6 1', 'phone[Téléphone]=+31 6 1 (label-guessed)'],
    [`Phone (${'x'.repeat(30)}) (yyyy): 1`, `phone[Phone (${'x'.repeat(30)}) (yyyy)]=1`],
  ])('%s', (line, expected) => {
    expect(fields(line)).toBe(expected);
  });

  test.each([
    '',
    'John Doe',
    'Hobby: chess',
    'see Name: John',
    '[Hobby] chess',
    ': John',
    `Phone (${'x'.repeat(30)}) (yyyyy): 1`,
    `${'x'.repeat(60)}: 1`,
  ])('%s is none', (line) => {
    expect(fields(line)).toBeNull();
  });
});

describe('a dash or wide space separates only what fits', () => {
  test.each([
    ['Email - john@nic.nl', 'email[Email]=john@nic.nl'],
    ['Secondary email - john@nic.nl', 'secondary-email[Secondary email]=john@nic.nl'],
    ['Old contact  john@nic.nl', 'replaced[Old contact]=john@nic.nl'],
    ['Phone – "+31 6 12345678"', 'phone[Phone]=+31 6 12345678'],
    ['ccTLD - .nl', 'cctld[ccTLD]=.nl'],
    ['Role - primary', 'rank[Role]=primary'],
    ['Name - JD', 'name[Name]=JD'],
    [`Name - ${'x'.repeat(60)}`, `name[Name]=${'x'.repeat(60)}`],
  ])('%s', (line, expected) => {
    expect(fields(line)).toBe(expected);
  });

  test.each([
    'Email - see below',
    'Secondary email - none yet',
    'Old contact - Jane',
    'Phone - none',
    'Phone - john@nic.nl',
    'ccTLD - nl',
    'ccTLD - for .nl',
    'Name - J',
    'Name - see: below',
    'Name - john@nic.nl',
    `Name - ${'x'.repeat(61)}`,
  ])('%s is none', (line) => {
    expect(fields(line)).toBeNull();
  });
});

describe('no separator at all', () => {
  test.each([
    ['Email john@nic.nl', 'email[Email]=john@nic.nl'],
    ['E-mail <john@nic.nl>,', 'email[E-mail]=<john@nic.nl>'],
    ['Phone +31 6 12345678', 'phone[Phone]=+31 6 12345678'],
    ['My new phone number +31 6 12345678', 'phone[My new phone number]=+31 6 12345678'],
    ['Mobile no +31 6 12345678', 'phone[Mobile no]=+31 6 12345678'],
    ['Tel. 06-12345678', 'phone[Tel.]=06-12345678'],
    ['Telefon +49 6 12345678', 'phone[Telefon]=+49 6 12345678 (label-guessed)'],
    ['Role primary', 'rank[Role]=primary'],
    ['Rank #2', 'rank[Rank]=#2'],
    ['Name John Doe', `${NAME} (label-guessed)`],
    ['- Name John Doe', `${NAME} (label-guessed)`],
  ])('%s', (line, expected) => {
    expect(fields(line)).toBe(expected);
  });

  test.each([
    'Email me',
    'Email us at john@nic.nl',
    'Phone me',
    'Role model',
    'Name the contact',
    'Name John',
    'ccTLD .nl',
    'Old john@nic.nl',
    'Surname Doe Roe',
    'Hobby John Doe',
    'my email john@nic.nl and more',
    '1a Email john@nic.nl',
  ])('%s is none', (line) => {
    expect(fields(line)).toBeNull();
  });
});

describe('a heading with its contact behind it', () => {
  test.each([
    ['Primary contact: John Doe', 'name[Primary contact#1]=John Doe'],
    ['Contact 2: Jane Roe', 'name[Contact 2#2]=Jane Roe'],
    ['Contact 2 =: Jane Roe', 'name[Contact 2#2]=Jane Roe'],
    ['Contact 2 =:Jane Roe', 'name[Contact 2#2]=Jane Roe'],
    ['Contact (#2): Jane Roe', 'name[Contact (#2)#2]=Jane Roe'],
    ['Secondary: Jane Roe', 'name[Secondary#2]=Jane Roe'],
    ['SSC: John Doe <john@nic.nl>', 'name[SSC]=John Doe <john@nic.nl>'],
    ['Primary contact: john@nic.nl', 'email[Primary contact#1]=john@nic.nl (label-guessed)'],
    ['Contact 2: +31 6 12345678', 'phone[Contact 2#2]=+31 6 12345678 (label-guessed)'],
    ['Secondary: jane@nic.nl', 'secondary-email[Secondary]=jane@nic.nl (value-repaired)'],
    ['BACKUP = <jane@nic.nl>', 'secondary-email[BACKUP]=<jane@nic.nl> (value-repaired)'],
    [`Contact: J${'o'.repeat(80)}`, `name[Contact]=J${'o'.repeat(80)}`],
  ])('%s', (line, expected) => {
    expect(fields(line)).toBe(expected);
  });

  test.each([
    'Primary contact: room 5',
    'Primary contact: "John Doe"',
    'Primary contact: John Doe, ext. john@nic.nl',
    'Primary contact: x',
    'My contact: John Doe',
    'Contact us: John Doe',
    'New: John Doe',
    'Contact 4: John Doe',
    'Contact details: John Doe',
    `Contact: J${'o'.repeat(81)}`,
    'Secondary: see below john@nic.nl',
    'Secondary thing: jane@nic.nl',
    'My secondary: jane@nic.nl',
  ])('%s is none', (line) => {
    expect(fields(line)).toBeNull();
  });
});

describe('several fields on a line', () => {
  test.each([
    ['Name: John Doe, Email: john@nic.nl', `${NAME} & email[Email]=john@nic.nl`],
    ['Name: John Doe; Email: john@nic.nl; Tel.: 1', `${NAME} & email[Email]=john@nic.nl & phone[Tel.]=1`],
    ['Name: John Doe | Email: john@nic.nl', `${NAME} & email[Email]=john@nic.nl`],
    ['Name: John Doe\tEmail: john@nic.nl', `${NAME} & email[Email]=john@nic.nl`],
    ['Name: John Doe   Email: john@nic.nl', `${NAME} & email[Email]=john@nic.nl`],
    ['Name: Email: john@nic.nl', 'name[Name]= & email[Email]=john@nic.nl'],
    ['Name: John Doe Email: john@nic.nl', `${NAME} (value-repaired) & email[Email]=john@nic.nl (value-repaired)`],
    [
      'Name: John Doe Email: john@nic.nl, Phone: 1',
      `${NAME} (value-repaired) & email[Email]=john@nic.nl (value-repaired) & phone[Phone]=1`,
    ],
    ['Name: John, Doe Email: j@x.nl', 'name[Name]=John, Doe (value-repaired) & email[Email]=j@x.nl (value-repaired)'],
    ['Nom: John Doe, Email: john@nic.nl', 'name[Nom]=John Doe (label-guessed) & email[Email]=john@nic.nl'],
    ['[Name] John Doe, Role= #1', `${NAME} & rank[Role]=#1`],
    ['Name: John Doe, Hobby: chess', 'name[Name]=John Doe, Hobby: chess'],
    ['Name: John Doe, cell rank: 1', 'name[Name]=John Doe, cell rank: 1'],
  ])('%s', (line, expected) => {
    expect(fields(line)).toBe(expected);
  });
});

test.each([
  ['.nl Name: John', 4],
  ['Name: John', 0],
  ['.nl, First name : John, Email: x', 5],
  ['.nl Backup phone: 1, Name: x', 21],
  ['.nl john@nic.nl', -1],
  ['.nl Username: x', -1],
  ['', -1],
])('the first field of "%s" starts at %i', (text, start) => {
  expect(fieldStart(text)).toBe(start);
});

test.each([
  ['  **Name:** John  ', 'Name: John'],
  ['| Name | John |', 'Name\tJohn'],
  [' |Name|John Doe| x@y.nl | ', 'Name\tJohn Doe\tx@y.nl'],
  ['| Name', '| Name'],
  ['Name | John |', 'Name | John |'],
  ['x | Name | John |', 'x | Name | John |'],
  ['@Jane Roe, @john x@Y @O’Brien', 'Jane Roe, @john x@Y O’Brien'],
])('"%s" without decoration', (text, plain) => {
  expect(normalised(text)).toBe(plain);
});

test.each([
  ['Phon: +31 6 1', 'Phone'],
  ['- Emial = john@nic.nl', 'Email'],
  ['**Secondry email:** x', 'Secondary email'],
  ['Telephon\t+31', 'Telephone'],
  ['Phon:', null],
  ['Phon +31', null],
  ['1 Phon: x', null],
  ['Hobby: chess', null],
  ['Fon: 1', null],
  ['', null],
])('the label that "%s" nearly begins with', (text, label) => {
  expect(nearestLabel(text)).toBe(label);
});
