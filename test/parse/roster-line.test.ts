import { describe, expect, test } from 'vitest';
import { readRosterLine } from '../../src/parse/roster-line.ts';
import { table } from './requests/reading.ts';

const JOHN = {
  name: 'John Doe',
  rank: 1,
  label: '.nl',
  phone: '+31 6 12345678',
  addresses: ['john@nic.nl'],
  fault: null,
};
const both = ['john@nic.nl', 'john@oarc.net'];

describe('a line of the list as published', () => {
  test.each([
    ['"John Doe, #1, .nl, +31 6 12345678" john@nic.nl', JOHN],
    ['  "John Doe, #1, .nl, +31 6 12345678" john@nic.nl  ', JOHN],
    ['- "John Doe, #1, .nl, +31 6 12345678" john@nic.nl', JOHN],
    ['**"John Doe, #1, .nl, +31 6 12345678" john@nic.nl**', JOHN],
    ['"John Doe, #1, .nl, +31 6 12345678" <mailto:john@nic.nl>', JOHN],
    ['“John Doe, #1, .nl, +31 6 12345678” john@nic.nl', JOHN],
    ["'John Doe, #1, .nl, +31 6 12345678' john@nic.nl", JOHN],
    ['＂John Doe， #1， .nl， +31 6 12345678＂ john@nic.nl', JOHN],
    ['"John Doe,#1,.nl,+31 6 12345678"john@nic.nl', JOHN],
    ['" John Doe , # 1 , .nl , +31 6 12345678 " <john@nic.nl>', JOHN],
    ['"John Doe, #01, .nl, +31 6 12345678" john@nic.nl', { ...JOHN, rank: null, fault: 'rank-unknown' }],
    ['"John Doe, #1, .nl, +31 6 12345678" john@nic.nl, john@oarc.net', { ...JOHN, addresses: both }],
    ['"John Doe, #1, .nl, +31 6 12345678" john@nic.nl and john@oarc.net', { ...JOHN, addresses: both }],
    ['"John Doe, #2, .nl, +31 6 12345678" john@nic.nl.', { ...JOHN, rank: 2 }],
    ['"John Doe, .nl, +31 6 12345678" john@nic.nl', { ...JOHN, rank: null }],
    ['"John Doe, , .nl, +31 6 12345678" john@nic.nl', { ...JOHN, rank: null }],
    ['"Doe, John, #3, .nl, 06-12345678" john@nic.nl', { ...JOHN, name: 'Doe, John', rank: 3, phone: '06-12345678' }],
    ['"Doe, John, .nl, (06) 123/4.5" john@nic.nl', { ...JOHN, name: 'Doe, John', rank: null, phone: '(06) 123/4.5' }],
    ['"John Doe, #1, .nl, +31 (612345678)" john@nic.nl', { ...JOHN, phone: '+31 (612345678)' }],
    ['"Pat O\'Brien, #1, .nl, +31 6 12345678" john@nic.nl', { ...JOHN, name: "Pat O'Brien" }],
    ['"Pat O’Brien, #1, .nl, +31 6 12345678" john@nic.nl', { ...JOHN, name: 'Pat O’Brien' }],
    ['"John Doe, #1, .рф, +31 6 12345678" john@nic.nl', { ...JOHN, label: '.рф' }],
    ['"John Doe, #1, (.nl), +31 6 12345678" john@nic.nl', { ...JOHN, label: '(.nl)' }],
    ['John Doe, #1, .nl, +31 6 12345678, john@nic.nl', JOHN],
    ['John Doe, #1, .nl, +31 6 12345678 <john@nic.nl>', JOHN],
  ])('%s', (line, expected) => {
    expect(readRosterLine(table, line)).toEqual(expected);
  });

  test.each([
    ['"John Doe, #1, .nl, +31 6 12345678"'],
    ['"John Doe, #1, .nl, +31 6 12345678".'],
    ['"John Doe, #1, .nl, +31 6 12345678",'],
  ])('cut before its addresses: %s', (line) => {
    expect(readRosterLine(table, line)).toEqual({ ...JOHN, addresses: [] });
  });
});

describe('what is wrong with a line of the list is said', () => {
  const line = (rank: string, addresses: string): string => `"John Doe${rank}, .nl, +31 6 12345678" ${addresses}`;
  test.each([
    ['no address', line(', #1', 'john@@nic.nl'), { addresses: [], fault: 'email-malformed' }],
    ['words behind it', line(', #1', 'see below'), { addresses: [], fault: 'email-malformed' }],
    ['no address, and no rank', line('', 'john@@nic.nl'), { rank: null, addresses: [], fault: 'email-malformed' }],
    [
      'a third address',
      line(', #1', `${both.join(', ')}, j@x.nl`),
      { addresses: [...both, 'j@x.nl'], fault: 'several-addresses' },
    ],
    ['a rank that nobody has', line(', #4', 'john@nic.nl'), { rank: null, fault: 'rank-unknown' }],
    ['a rank of two digits', line(', #12', 'john@nic.nl'), { rank: null, fault: 'rank-unknown' }],
    [
      'a third address and no rank',
      line('', 'a@x.nl b@x.nl c@x.nl'),
      {
        rank: null,
        addresses: ['a@x.nl', 'b@x.nl', 'c@x.nl'],
        fault: 'several-addresses',
      },
    ],
  ])('%s', (_, written, expected) => {
    expect(readRosterLine(table, written)).toEqual({ ...JOHN, ...expected });
  });

  test('what only resembles a rank belongs to the name', () => {
    const name = (part: string): string | undefined =>
      readRosterLine(table, `"John Doe, ${part}, .nl, +31 6 12345678" john@nic.nl`)?.name;
    expect(['no #1', '#1 of 2', '#123', '#', 'primary'].map(name)).toEqual([
      'John Doe, no #1',
      'John Doe, #1 of 2',
      'John Doe, #123',
      'John Doe, #',
      'John Doe, primary',
    ]);
  });
});

test.each([
  ['no name', '"#1, .nl, +31 6 12345678" john@nic.nl'],
  ['nothing but commas for a name', '", , .nl, +31 6 12345678" john@nic.nl'],
  ['no ccTLD', '"John Doe, #1, +31 6 12345678" john@nic.nl'],
  ['a ccTLD without its dot', '"John Doe, #1, nl, +31 6 12345678" john@nic.nl'],
  ['words in front of the ccTLD', '"John Doe, #1, for .nl, +31 6 12345678" john@nic.nl'],
  ['a name of two labels', '"John Doe, #1, .co.uk, +31 6 12345678" john@nic.nl'],
  ['words behind the ccTLD', '"John Doe, #1, .nl registry, +31 6 12345678" john@nic.nl'],
  ['a ccTLD of one letter', '"John Doe, #1, .n, +31 6 12345678" john@nic.nl'],
  ['no number', '"John Doe, #1, .nl, none1" john@nic.nl'],
  ['words in front of the number', '"John Doe, #1, .nl, tel +31 6 12345678" john@nic.nl'],
  ['words behind the number', '"John Doe, #1, .nl, +31 6 12345678 ext 12" john@nic.nl'],
  ['a number too short', '"John Doe, #1, .nl, 12345" john@nic.nl'],
  ['one part only', '"+31 6 12345678" john@nic.nl'],
  ['a quoted display name', '"John Doe" john@nic.nl'],
])('no line of the list: %s', (_, line) => {
  expect(readRosterLine(table, line)).toBeNull();
});
