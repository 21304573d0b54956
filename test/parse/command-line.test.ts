import { describe, expect, test } from 'vitest';
import { type CommandReading, readCommandLine } from '../../src/parse/command-line.ts';
import { table } from './requests/reading.ts';

type Said = { readonly [key: string]: unknown };

const nl = { known: true, tld: 'nl' };
const rf = { known: true, tld: 'xn--p1ai' };
const sa = { known: true, tld: 'xn--mgberp4a5d4ar' };
const NOTHING = { tlds: [], addresses: [], successors: [], all: false, oneself: false, regions: [], search: [] };

const read = (line: string, first = false): CommandReading | null => readCommandLine(table, line, first);
const command = (word: string, said: Said = {}, dryRun = false): unknown => ({
  kind: 'command',
  head: { ...NOTHING, inline: '', aside: '', check: false, ...said, word },
  dryRun,
});
const almost = (nearest: string, meant: boolean): unknown => ({ kind: 'almost', nearest, meant });

function testLines(rows: readonly (readonly [line: string, reading: unknown])[]): void {
  test.each(rows)('%s', (line, reading) => {
    expect(read(line)).toEqual(reading);
  });
}

describe('a question asks and changes nothing', () => {
  testLines([
    ['WHO?', command('WHO')],
    ['WHO .nl?', command('WHO', { tlds: [nl] })],
    ['WHO .nl ？', command('WHO', { tlds: [nl] })],
    ['WHO? .nl', command('WHO', { tlds: [nl] })],
    ['WHO John?', null],
    ['STATUS?', command('STATUS')],
    ['STATUS .nl?', command('STATUS', { tlds: [nl] })],
    ['STATUS .nl？', command('STATUS', { tlds: [nl] })],
    ['HELP?', command('HELP')],
    ['HELP me?', command('HELP')],
    ['UPDATE .nl?', null],
    ['UPDATE? .nl', null],
    ['REMOVE? .nl jane@nic.nl', null],
    ['REMOVE .nl jane@nic.nl ?', null],
    ['REMOVE .nl jane@nic.nl ？', null],
    ['SUBSCRIBE .nl "why?"', almost('SUBSCRIBE', true)],
  ]);
});

describe('CONFIRM, DENY, DISPUTE and OK below other words', () => {
  testLines([
    ['CONFIRM', almost('CONFIRM', false)],
    ['DENY', almost('DENY', false)],
    ['CONFIRM?', almost('CONFIRM', false)],
    ['DENY?', almost('DENY', false)],
    ['CONFIRM or so', null],
    ['DENY or so', null],
    ['OK', null],
    ['OK?', null],
    ['DISPUTE', { kind: 'reply', head: { word: 'DISPUTE', token: null, tlds: [] } }],
    ['DISPUTE?', null],
  ]);

  test('on the first line the word alone answers, and a question mark behind it does not', () => {
    expect(read('DENY', true)).toEqual({ kind: 'reply', head: { word: 'DENY', token: null, tlds: [] } });
    expect(read('DENY?', true)).toEqual(almost('DENY', false));
    expect(read('OK?', true)).toBeNull();
  });
});

describe('CHECK', () => {
  testLines([
    ['CHECK', { kind: 'check' }],
    ['check .', { kind: 'check' }],
    ['Check (dry run)', { kind: 'check' }],
    ['CHECK REMOVE .nl jane@nic.nl', command('REMOVE', { tlds: [nl], addresses: ['jane@nic.nl'] }, true)],
    ['CHECK: WHO .nl', command('WHO', { tlds: [nl] }, true)],
    ['CHECK SUBSRIBE .nl', almost('SUBSCRIBE', true)],
    ['CHECK registration .nl', almost('SUBSCRIBE', true)],
    ['CHECK SUBSCRIBE CHECK .nl', command('SUBSCRIBE', { tlds: [nl], check: true }, true)],
    ['CHECK check SUBSCRIBE .nl', null],
    ['CHECK x', null],
    ['CHECK (dry run) x', null],
    ['CHECK OK', null],
    ['CHECK CONFIRM', almost('CONFIRM', true)],
    [
      'CHECK CONFIRM 0123456789abcdef0123',
      { kind: 'reply', head: { word: 'CONFIRM', token: '0123456789abcdef0123', tlds: [] }, dryRun: true },
    ],
    ['CHECK DISPUTE .nl', { kind: 'reply', head: { word: 'DISPUTE', token: null, tlds: [nl] }, dryRun: true }],
    ['CHECK we do not know', null],
  ]);
});

describe('what is no command, but near enough to say how', () => {
  testLines([
    ['SUBSCRIBE.nl', almost('SUBSCRIBE', false)],
    ['who.NL.', almost('WHO', false)],
    ['update.рф', almost('UPDATE', false)],
    ['subscribe.zz', null],
    ['subscribe.com', null],
    ['example.nl', null],
    ['ok.nl', null],
    ['x subscribe.nl', null],
    ['subscribe.nl x', null],
    ['Please subscribe .nl', almost('SUBSCRIBE', false)],
    ['please, DELETE .nl', almost('REMOVE', false)],
    ['Pls: remove the contact jane@nic.nl', almost('REMOVE', false)],
    ['I would like to update .nl', almost('UPDATE', false)],
    ['Action: subscribe the ccTLD .nl', almost('SUBSCRIBE', false)],
    ['Kindly remove Jane', null],
    ['Please see .nl', null],
    ['Please .nl', null],
    ['So please subscribe .nl', null],
    ['Please help us, for our old server of .nl fails', almost('HELP', false)],
    [`Please subscribe ${'x'.repeat(136)} .nl`, almost('SUBSCRIBE', false)],
    [`Please subscribe ${'x'.repeat(137)} .nl`, null],
  ]);
});

describe('a slip of the pen is meant where it names a ccTLD or an address', () => {
  testLines([
    ['REMVOE .nl', almost('REMOVE', true)],
    ['REMVOE jane@nic.nl', almost('REMOVE', true)],
    ['Remvoe', almost('REMOVE', false)],
    ['Remvoe Jane', null],
    ['REMVOE Jane of .nl', almost('REMOVE', true)],
    ['REMVOE Jane of example.nl', null],
    ['REMVOE Jane of nl.', null],
    ['REMVOE Jane of .x_y', null],
    ['REMVOE Jane of (.nl)', almost('REMOVE', true)],
    ['Updat .nl', almost('UPDATE', true)],
    ['Updat', null],
    ['Contcts .nl', almost('CONTACTS', true)],
    ['Contcts', null],
    ['Contact .nl', null],
    ['Chek .nl', almost('CHECK', true)],
    // Words of their own: "Removed", "Subscriber".
    ['Removed .nl', almost('REMOVE', false)],
    ['Removes jane@nic.nl', almost('REMOVE', false)],
    ['Subscriber .nl', almost('SUBSCRIBE', false)],
    ['Subsribed .nl', almost('SUBSCRIBE', true)],
    ['Removeq .nl', almost('REMOVE', true)],
    ['Unremove .nl', almost('REMOVE', true)],
    ['Register .nl', almost('SUBSCRIBE', false)],
    ['Registration', null],
    ['Register Jane', null],
    ['Subscribr a b c d e f g h i j k .nl', almost('SUBSCRIBE', true)],
    ['Subscribr a b c d e f g h i j k l .nl', null],
  ]);
});

describe('words behind a command that it does not know', () => {
  testLines([
    ['Remove Jane Roe from .nl', almost('REMOVE', true)],
    ['REMOVE .nl nobody', almost('REMOVE', true)],
    ['REMOVE nobody', null],
    ['CONTACTS .nl jane@nic.nl', almost('CONTACTS', true)],
    ['Contacts have moved to .nl', almost('CONTACTS', false)],
    ['UPDATE .nl jane@nic.nl max@nic.nl', almost('UPDATE', true)],
    ['Update nothing of .nl', almost('UPDATE', false)],
    ['STATUS .nl jane@nic.nl', almost('STATUS', false)],
    ['STATUS .nl Phone: +31 6 12345678', almost('STATUS', false)],
    ['HELP with .nl', almost('HELP', false)],
    ['REMOVE email jane@nic.nl', almost('REMOVE', true)],
    ['SUBSCRIBE -- .nl ...', command('SUBSCRIBE', { tlds: [nl] })],
    [`REMOVE .nl${' a@nic.nl'.repeat(99)}`, command('REMOVE', { tlds: [nl], addresses: ['a@nic.nl'] })],
    [`REMOVE .nl${' a@nic.nl'.repeat(100)}`, null],
  ]);
});

describe('what stands in brackets at the end', () => {
  const subscribe = (aside = '', dryRun = false): unknown => command('SUBSCRIBE', { tlds: [nl], aside }, dryRun);
  testLines([
    ['SUBSCRIBE .nl (check)', subscribe('', true)],
    ['SUBSCRIBE .nl ( Test )', subscribe('', true)],
    ['SUBSCRIBE .nl (dry run).', subscribe('', true)],
    ['SUBSCRIBE .nl (dry-run) !', subscribe('', true)],
    ['SUBSCRIBE .nl (dryrun);', subscribe('', true)],
    ['SUBSCRIBE .nl (check only)', subscribe('', true)],
    ['SUBSCRIBE .nl (please check)', subscribe('please check')],
    ['SUBSCRIBE .nl (checked)', subscribe('checked')],
    ['SUBSCRIBE .nl (urgent) x', almost('SUBSCRIBE', true)],
    ['SUBSCRIBE (x) .nl', almost('SUBSCRIBE', true)],
    ['SUBSCRIBE (.nl)', subscribe()],
    ['SUBSCRIBE .nl ()', subscribe()],
    ['SUBSCRIBE .nl(Country nl)', subscribe()],
    ['SUBSCRIBE .nl (Afghanistan)', subscribe('Afghanistan')],
    ['SUBSCRIBE .nl (.nl)', subscribe()],
    ['SUBSCRIBE .nl (.br)', subscribe('.br')],
    ['SUBSCRIBE .nl (jane@nic.nl)', command('SUBSCRIBE', { tlds: [nl], addresses: ['jane@nic.nl'] })],
    ['SUBSCRIBE .xn--p1ai (.рф)', command('SUBSCRIBE', { tlds: [rf] })],
    ['SUBSCRIBE .nl .рф (Russian Federation)', command('SUBSCRIBE', { tlds: [nl, rf] })],
    ['REMOVE me from this list (left)', command('REMOVE', { oneself: true, aside: 'this list left' })],
  ]);
});

describe('the name of the country is neither a contact nor a doubt', () => {
  testLines([
    ['SUBSCRIBE .рф - Russian Federation', command('SUBSCRIBE', { tlds: [rf] })],
    ['SUBSCRIBE .السعودية Saudi Arabia', command('SUBSCRIBE', { tlds: [sa] })],
    ['SUBSCRIBE .السعودية, the Saudi Arabia', command('SUBSCRIBE', { tlds: [sa] })],
    ['CONTACTS .السعودية Saudi Arabia', command('CONTACTS', { tlds: [sa] })],
    ['SUBSCRIBE .nl Saudi Arabia', command('SUBSCRIBE', { tlds: [nl], inline: 'Saudi Arabia' })],
    ['SUBSCRIBE Saudi Arabia', null],
  ]);
});

describe('contacts on the command line itself', () => {
  const jane = '"Jane Roe, #2, .nl, +31 6 87654321" jane@nic.nl';
  const john = 'John Doe, john@nic.nl';
  testLines([
    [
      'SUBSCRIBE Name: John Doe, Email: john@nic.nl',
      command('SUBSCRIBE', { inline: 'Name: John Doe, Email: john@nic.nl' }),
    ],
    ['SUBSCRIBE the following: Name: John', command('SUBSCRIBE', { inline: 'Name: John' })],
    ['CONTACTS .nl Name: John Doe', command('CONTACTS', { tlds: [nl], inline: 'Name: John Doe' })],
    ['REMOVE .nl Email: jane@nic.nl', command('REMOVE', { tlds: [nl], inline: 'Email: jane@nic.nl' })],
    [`REMOVE ${jane}`, command('REMOVE', { inline: jane })],
    [`REMOVE .nl ${jane}`, command('REMOVE', { tlds: [nl], inline: jane })],
    [
      'REMOVE .nl "Jane Roe" jane@nic.nl',
      command('REMOVE', { tlds: [nl], addresses: ['jane@nic.nl'], aside: '"Jane Roe"' }),
    ],
    [`REMOVE .nl ${john}`, command('REMOVE', { tlds: [nl], addresses: ['john@nic.nl'], aside: 'John Doe' })],
    [`SUBSCRIBE .nl ${john}`, command('SUBSCRIBE', { tlds: [nl], inline: john })],
    [`SUBSCRIBE for ccTLD  .nl :  ${john}`, command('SUBSCRIBE', { tlds: [nl], inline: john })],
    ['SUBSCRIBE .nl - John Doe', command('SUBSCRIBE', { tlds: [nl], inline: 'John Doe' })],
    ['SUBSCRIBE .nl john', almost('SUBSCRIBE', true)],
    ['SUBSCRIBE the John Doe, john@nic.nl', almost('SUBSCRIBE', true)],
    [
      'REPLACE .nl john@nic.nl with :  Max Moe, max@nic.nl',
      command('REPLACE', { tlds: [nl], addresses: ['john@nic.nl'], inline: 'Max Moe, max@nic.nl' }),
    ],
    [
      'REPLACE .nl john@nic.nl by max@nic.nl',
      command('REPLACE', { tlds: [nl], addresses: ['john@nic.nl'], successors: ['max@nic.nl'] }),
    ],
    ['REPLACE .nl john@nic.nl within Max Moe, max@nic.nl', almost('REPLACE', true)],
    ['REMOVE .nl john@nic.nl with Max Moe, max@nic.nl', almost('REMOVE', true)],
    ['UPDATE Handphone: +31 6 12345678', command('UPDATE', { inline: 'Handphone: +31 6 12345678' })],
    ['UPDATE Handphone:', null],
  ]);
});
