import { describe, expect, test } from 'vitest';
import { lineUnits } from '../../src/parse/line-units.ts';
import { ownText } from '../../src/parse/own-text.ts';
import { table } from './requests/reading.ts';

/** Of each unit its line, what it is, its fields, and the fields of its paragraph from there on. */
const units = (...lines: readonly string[]): readonly string[] =>
  lineUnits(table, ownText(lines.join('\n'))).map(({ at, form, removed, paragraph }) =>
    [
      at.line,
      form.kind,
      ...(form.kind === 'fields' ? form.fields.map(({ field, value }) => `${field}=${value}`) : []),
      ...(removed ? ['removed'] : []),
      ...(paragraph.size === 0 ? [] : [`(${[...paragraph].join(' ')})`]),
    ].join(' '),
  );

describe('lines that are one', () => {
  test('stand for themselves where nothing joins them', () => {
    expect(units('Hello,', 'SUBSCRIBE .nl', '', 'x', '-- ', 'John')).toEqual([
      '1 not-own',
      '2 command',
      '3 blank',
      '4 prose',
      '5 not-own',
      '6 not-own',
    ]);
    expect(units('')).toEqual(['1 blank']);
  });

  test('a value below its label', () => {
    expect(units('Name: John', 'Email:', '', 'john@nic.nl', 'Phone:', '+31 6 12345678', '')).toEqual([
      '1 fields name=John (phone email name)',
      '2 fields email=john@nic.nl (phone email)',
      '5 fields phone=+31 6 12345678 (phone)',
      '7 blank',
    ]);
  });

  test('characters were taken out of any of them', () => {
    expect(units('Email:', 'jo\u200bhn@nic.nl', 'Name: John', 'Ro\u200ble: #1')).toEqual([
      '1 fields email=john@nic.nl removed (rank name email)',
      '3 fields name=John (rank name)',
      '4 fields rank=#1 removed (rank)',
    ]);
    expect(units('Em\u200bail:', 'john@nic.nl')).toEqual(['1 fields email=john@nic.nl removed (email)']);
  });

  test('a paragraph ends where other lines begin, and what is empty is not in it', () => {
    expect(units('Name: John', 'Email:', 'Role: #1', '', 'Phone: +31 6 1', 'x', 'Name: Jane')).toEqual([
      '1 fields name=John (rank name)',
      '2 fields email= (rank)',
      '3 fields rank=#1 (rank)',
      '4 blank',
      '5 fields phone=+31 6 1 (phone)',
      '6 prose',
      '7 fields name=Jane (name)',
    ]);
  });
});

describe('tables', () => {
  test('of one row for each contact, where commands are none', () => {
    expect(
      units(
        'Name;Email',
        'John Doe;john@nic.nl',
        'REMOVE .nl; jane@nic.nl',
        'CHECK (for; jane@nic.nl)',
        'Jane Roe;jane@nic.nl',
      ),
    ).toEqual([
      '1 heading',
      '2 fields name=John Doe email=john@nic.nl (name email)',
      '3 command',
      '4 check',
      '5 fields name=Jane Roe email=jane@nic.nl (name email)',
    ]);
  });

  test('of one column for each contact, contact by contact', () => {
    expect(units('x', 'Name|John|Jane', 'Em\u200bail|j@nic.nl|r@nic.nl', 'Role: #1', 'y')).toEqual([
      '1 prose',
      '2 fields name=John (rank email name)',
      '3 fields email=j@nic.nl removed (rank email name)',
      '2 fields name=Jane (rank email name)',
      '3 fields email=r@nic.nl removed (rank email)',
      '4 fields rank=#1 (rank)',
      '5 prose',
    ]);
  });
});

test('a bare word of an answer counts on the first own line only', () => {
  expect(units('', 'Dear all,', '> x', 'OK', 'OK')).toEqual([
    '1 blank',
    '2 not-own',
    '3 not-own',
    '4 reply',
    '5 prose',
  ]);
  expect(units('x', 'OK')).toEqual(['1 prose', '2 prose']);
});
