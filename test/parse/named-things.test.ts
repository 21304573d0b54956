import { describe, expect, test } from 'vitest';
import type { NamedThings } from '../../src/parse/command-head.ts';
import { readNamed } from '../../src/parse/named-things.ts';
import { table } from './requests/reading.ts';

type Word = Parameters<typeof readNamed>[1];
type Short = { readonly [Key in keyof NamedThings]?: unknown };

/** What the words behind a command word name; what is not listed is empty. */
function named(line: string, fieldsFollow = false): NamedThings | null {
  const [word = '', ...tokens] = line.split(' ');
  return readNamed(table, word as Word, tokens, fieldsFollow);
}

const NOTHING = {
  tlds: [],
  addresses: [],
  successors: [],
  all: false,
  oneself: false,
  regions: [],
  search: [],
  aside: '',
  check: false,
};
const nl = [{ known: true, tld: 'nl' }];
const john = ['john@nic.nl'];
const jane = ['jane@nic.nl'];

describe('what a command line names', () => {
  test.each<[string, Short]>([
    ['SUBSCRIBE', {}],
    ['SUBSCRIBE .nl', { tlds: nl }],
    ['SUBSCRIBE nl .NL', { tlds: nl }],
    ['SUBSCRIBE .nl .zz', { tlds: [...nl, { known: false, written: '.zz', why: 'unknown' }] }],
    ['SUBSCRIBE the following contact of .nl please', { tlds: nl }],
    ['SUBSCRIBE john@nic.nl for .nl', { tlds: nl, addresses: john }],
    ['SUBSCRIBE check .nl', { tlds: nl, check: true }],
    ['SUBSCRIBE CHECK.', { check: true }],
    ['CONTACTS of .nl', { tlds: nl }],
    ['STATUS .nl', { tlds: nl }],
    ['STATUS please', {}],
    ['STATUS pls. thank you', {}],
    ['HELP', {}],
    ['HELP me', {}],
    ['HELP US please', {}],
    ['HELP subscribe', {}],
    ['HELP thanks', {}],
    ['HELP me update us', {}],
    ['UPDATE', {}],
    ['UPDATE my phone number', {}],
    ['UPDATE My details. please', {}],
    ['UPDATE john@nic.nl', { addresses: john }],
    ['UPDATE -> john@nic.nl', { addresses: john }],
    ['UPDATE phone of .nl', { tlds: nl }],
  ])('%s', (line, expected) => {
    expect(named(line)).toEqual({ ...NOTHING, ...expected });
  });

  test.each<[string, Short]>([
    ['REMOVE', {}],
    ['REMOVE .nl all', { tlds: nl, all: true }],
    ['REMOVE ALL.', { all: true }],
    ['REMOVE me', { oneself: true }],
    ['REMOVE Myself, from .nl', { oneself: true, tlds: nl }],
    ['REMOVE me from this list', { oneself: true, aside: 'this list' }],
    ['REMOVE me from the TLD-OPS roster.', { oneself: true, aside: 'TLD-OPS roster.' }],
    ['REMOVE check', { check: true }],
    ['REMOVE -> john@nic.nl', { addresses: john }],
    ['REMOVE .nl ->', { tlds: nl }],
    ['REMOVE john@nic.nl jane@nic.nl JOHN@nic.nl', { addresses: [...john, ...jane] }],
    ['REMOVE the contact <john@nic.nl> of .nl', { addresses: john, tlds: nl }],
    ['REMOVE John Doe <john@nic.nl>', { addresses: john, aside: 'John Doe' }],
    ['REMOVE "John Doe" john@nic.nl .nl', { addresses: john, tlds: nl, aside: '"John Doe"' }],
    ['REMOVE 王伟 john@nic.nl', { addresses: john, aside: '王伟' }],
    [
      'REMOVE John B C D Doe john@nic.nl Jane Roe jane@nic.nl',
      { addresses: [...john, ...jane], aside: 'John B C D Doe Jane Roe' },
    ],
  ])('%s', (line, expected) => {
    expect(named(line)).toEqual({ ...NOTHING, ...expected });
  });

  test.each<[string, Short]>([
    ['REPLACE john@nic.nl', { addresses: john }],
    ['REPLACE old john@nic.nl by new jane@nic.nl', { addresses: john, successors: jane }],
    ['REPLACE john@nic.nl WITH jane@nic.nl .nl', { addresses: john, successors: jane, tlds: nl }],
    ['REPLACE john@nic.nl with: jane@nic.nl JANE@nic.nl', { addresses: john, successors: jane }],
    ['REPLACE john@nic.nl -> jane@nic.nl', { addresses: john, successors: jane }],
    ['REPLACE john@nic.nl => jane@nic.nl', { addresses: john, successors: jane }],
    ['REPLACE john@nic.nl > jane@nic.nl', { addresses: john, successors: jane }],
    ['REPLACE john@nic.nl → Jane Roe jane@nic.nl', { addresses: john, successors: jane, aside: 'Jane Roe' }],
    ['REPLACE john@nic.nl new jane@nic.nl', { addresses: john, successors: jane }],
    ['REPLACE .nl with', { tlds: nl }],
  ])('%s', (line, expected) => {
    expect(named(line)).toEqual({ ...NOTHING, ...expected });
  });

  test('fields on the same line are enough', () => {
    expect(named('SUBSCRIBE contact', true)).toEqual(NOTHING);
    expect(named('SUBSCRIBE contact')).toBeNull();
  });
});

test.each([
  ['prose', 'SUBSCRIBE us now'],
  ['nothing named', 'SUBSCRIBE the contacts'],
  ['thanks only', 'SUBSCRIBE thanks'],
  ['a polite word too many', 'STATUS please for'],
  ['one’s own things behind another word', 'STATUS phone'],
  ['a contact behind STATUS', 'STATUS contact'],
  ['what only begins politely', 'STATUS thanksgiving'],
  ['what only ends politely', 'HELP Unplease.'],
  ['a dot within a word', 'REMOVE .nl a.ll'],
  ['everybody behind another word', 'SUBSCRIBE all .nl'],
  ['oneself behind another word', 'SUBSCRIBE me .nl'],
  ['somebody behind STATUS', 'STATUS john@nic.nl'],
  ['somebody behind HELP', 'HELP john@nic.nl'],
  ['somebody behind CONTACTS', 'CONTACTS .nl john@nic.nl'],
  ['two people behind SUBSCRIBE', 'SUBSCRIBE john@nic.nl jane@nic.nl'],
  ['two people behind UPDATE', 'UPDATE john@nic.nl jane@nic.nl'],
  ['a command behind another word than HELP', 'STATUS subscribe .nl'],
  ['everybody and oneself', 'REMOVE all me'],
  ['everybody and somebody', 'REMOVE all john@nic.nl'],
  ['oneself and somebody', 'REMOVE me john@nic.nl'],
  ['a name without an address', 'REMOVE .nl John Doe'],
  ['a name in small letters', 'REMOVE john doe john@nic.nl'],
  ['a name with a capital within', 'REMOVE jOhn dOe john@nic.nl'],
  ['a name of six words', 'REMOVE B C D E F G john@nic.nl'],
  ['a word in front of the address', 'REMOVE John quickly john@nic.nl'],
  ['a ccTLD within a name', 'REMOVE ‘John .nl john@nic.nl'],
  ['a name behind SUBSCRIBE', 'SUBSCRIBE John Doe john@nic.nl'],
  ['digits', 'REMOVE 12 john@nic.nl'],
  ['a successor behind REMOVE', 'REMOVE john@nic.nl with jane@nic.nl'],
  ['an arrow behind REMOVE', 'REMOVE john@nic.nl -> jane@nic.nl'],
  ['an arrow to nobody behind REMOVE', 'REMOVE john@nic.nl => .nl'],
  ['an arrow within a name', 'REPLACE John -> jane@nic.nl'],
  ['two successors’ words', 'REPLACE john@nic.nl with with jane@nic.nl'],
  ['the old one behind SUBSCRIBE', 'SUBSCRIBE old john@nic.nl'],
  ['a word that begins like one', 'REPLACE john@nic.nl within jane@nic.nl'],
  ['half an arrow', 'REPLACE john@nic.nl - jane@nic.nl x'],
])('prose: %s', (_, line) => {
  expect(named(line)).toBeNull();
});
