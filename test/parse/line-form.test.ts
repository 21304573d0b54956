import { describe, expect, test } from 'vitest';
import { formOf, type LineForm } from '../../src/parse/line-form.ts';
import { ownText } from '../../src/parse/own-text.ts';
import { table } from './requests/reading.ts';

/** What one line is by its form alone. */
const forms = (...lines: readonly string[]): readonly LineForm[] =>
  ownText(lines.join('\n')).map((line) => formOf(table, line, false));

const field = (name: string, label: string, value: string, more: object = {}): object => ({
  kind: 'fields',
  fields: [{ field: name, label, rank: null, value, doubt: null, ...more }],
});
const prose = (nearest: string | null = null): object => ({ kind: 'prose', nearest });
const heading = (rank: number | null = null): object => ({ kind: 'heading', rank });
const known = (tld: string): object => ({ known: true, tld });

test('lines that are not the author’s own, and those with nothing on them', () => {
  expect(forms('', '  ', '-----', '> Name: John', '-- ', ' \t', 'Name: John').map(({ kind }) => kind)).toEqual([
    'blank',
    'blank',
    'blank',
    'not-own',
    'not-own',
    'blank',
    'not-own',
  ]);
});

test('a line that is too long is none of ours', () => {
  const [whole, cut] = forms('Name: John'.padEnd(1_000), 'Name: John'.padEnd(1_001));
  expect(whole).toEqual(field('name', 'Name', 'John'));
  expect(cut).toEqual(prose());
});

describe('fields', () => {
  test.each([
    ['Name: John Doe', field('name', 'Name', 'John Doe')],
    ['Primary contact email: john@nic.nl', field('email', 'Primary contact email', 'john@nic.nl', { rank: 1 })],
    ['Name', field('name', 'Name', '')],
    ['  **E-mail**', field('email', '  **E-mail**', '')],
    ['Secondary name', field('name', 'Secondary name', '', { rank: 2 })],
    ['telefoon', field('phone', 'telefoon', '', { doubt: 'label-guessed' })],
    [`Name (${'x'.repeat(30)}) (yyyyy)`, field('name', `Name (${'x'.repeat(30)}) (yyyyy)`, '')],
    ['Old contact:', field('replaced', 'Old contact', '')],
    ['OLD', field('replaced', 'OLD', '')],
    ['== Outgoing person ==', field('replaced', '', '', { doubt: 'label-guessed' })],
    ['[existing details]:', field('replaced', '', '', { doubt: 'label-guessed' })],
  ])('%s', (line, form) => {
    expect(forms(line)).toEqual([form]);
  });
});

describe('headings', () => {
  test.each([
    ['Contacts:', null],
    [' * Contacts：* ', null],
    ['Contact 1:', 1],
    ['Primary contact', 1],
    ['Secondary', 2],
    ['#3', 3],
    ['2)', 2],
    ['New:', null],
    ['Contact details'.padEnd(80, '='), null],
  ])('%s', (line, rank) => {
    expect(forms(line)).toEqual([heading(rank)]);
  });
});

test('commands come before all but a line of the list', () => {
  const [list, command, declared, half, check] = forms(
    '"John Doe, #1, .nl, +31 6 12345678" john@nic.nl',
    'REMOVE .nl john@nic.nl',
    'CONTACTS .nl',
    'REMOV .nl john@nic.nl',
    'CHECK',
  );
  expect(list).toMatchObject({ kind: 'roster-line', roster: { name: 'John Doe' } });
  expect(command).toMatchObject({ kind: 'command', head: { word: 'REMOVE', addresses: ['john@nic.nl'] } });
  expect(declared).toMatchObject({ kind: 'command', head: { word: 'CONTACTS', tlds: [known('nl')] } });
  expect(half).toEqual({ kind: 'almost', nearest: 'REMOVE', meant: true });
  expect(check).toEqual({ kind: 'check' });
});

test('what is nearly a command is a field where it reads as one', () => {
  expect(forms('Replaced contact: jane@nic.nl')).toEqual([field('replaced', 'Replaced contact', 'jane@nic.nl')]);
  expect(forms('Replaced jane@nic.nl')).toEqual([{ kind: 'almost', nearest: 'REPLACE', meant: false }]);
});

describe('what has no label', () => {
  const guess = (name: string, value: string): object => ({
    field: name,
    label: '',
    rank: null,
    value,
    doubt: 'label-guessed',
  });
  test.each([
    [
      'John Doe, john@nic.nl',
      { kind: 'unlabelled', fields: [guess('name', 'John Doe'), guess('email', 'john@nic.nl')] },
    ],
    ['+31 6 12345678', { kind: 'unlabelled', fields: [guess('phone', '+31 6 12345678')] }],
    ['john@nic.nl', { kind: 'addresses', addresses: ['john@nic.nl'] }],
    ['- john@nic.nl, jane@nic.nl', { kind: 'addresses', addresses: ['john@nic.nl', 'jane@nic.nl'] }],
    ['john-doe@nic.nl', { kind: 'addresses', addresses: ['john-doe@nic.nl'] }],
    ['•john@nic.nl', { kind: 'addresses', addresses: ['john@nic.nl'] }],
    ['.nl', { kind: 'labels', tlds: [known('nl')] }],
    [' .nl, .be & .рф; ', { kind: 'labels', tlds: [known('nl'), known('be'), known('xn--p1ai')] }],
    ['．ｎｌ', { kind: 'labels', tlds: [known('nl')] }],
    ['.zz', { kind: 'labels', tlds: [{ known: false, written: '.zz', why: 'unknown' }] }],
  ])('%s', (line, form) => {
    expect(forms(line)).toEqual([form]);
  });
});

test.each([
  ['Some words', null],
  ['nl', null],
  ['.nl be', null],
  ['.nl br', null],
  [',;', null],
  ['@', null],
  ['Contactsx:', null],
  ['.nl or .be', null],
  ['.nl .12', null],
  ['see john@nic.nl', null],
  ['Contacts: see below', null],
  ['my contacts:', null],
  ['Old contact person of ours', null],
  ['id', null],
  [`Name (${'x'.repeat(30)}) (yyyyyy)`, null],
  ['Contact details'.padEnd(81, '='), null],
  ['Phon: +31 6 1', 'Phone'],
  ['Emial: john@nic.nl', 'Email'],
  ['姓名', null],
])('%s is prose', (line, nearest) => {
  expect(forms(line)).toEqual([prose(nearest)]);
});
