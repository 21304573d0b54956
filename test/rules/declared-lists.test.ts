import { describe, expect, test } from 'vitest';
import type { Contact, Roster } from '../../src/core/roster.ts';
import type { World } from '../../src/core/world.ts';
import { BR, contacts, email, NL, RF } from '../support/plans.ts';
import { ADMIN_OF_TWO, type Given, JANE, JOHN, judged, rosterOfNl } from './judged.ts';

// Who is left out of a list that CONTACTS declares, who is taken off by name, and which roster lines are of which ccTLD.

const BEN = 'Name: Ben Boe\nEmail: ben@nic.nl\nPhone: +31 6 11111111\n';
const JOHN_LINES = 'Name: John Doe\nEmail: john@nic.nl\nPhone: +31 6 12345678\n';
const JANE_LINES = 'Name: Jane Roe\nEmail: jane@nic.nl\nPhone: +31 6 12345678\n';
const BEN_LINE = (label: string): string => `"Ben Boe, #1, ${label}, +31 6 11111111" ben@nic.nl`;
const MAX = contacts({ name: 'Max Moe', email: email('max@cctld.example') });

const on = (...people: readonly Partial<Contact>[]): Partial<World> => ({
  rosters: new Map([[NL, rosterOfNl(contacts(...people))]]),
});
const twoRosters = (br: Roster['contacts'], rf: Roster['contacts']): Partial<World> => ({
  rosters: new Map([
    [BR, { tld: BR, revision: 1, contacts: br, frozenUntil: null }],
    [RF, { tld: RF, revision: 1, contacts: rf, frozenUntil: null }],
  ]),
});

const faults = (given: Given): readonly string[] =>
  judged(given).items.flatMap((item) => item.faults.map(({ code, line, value }) => `${code} @${line} "${value}"`));
const doubts = (given: Given): readonly string[] =>
  judged(given).items.flatMap((item) => item.doubts.map(({ code, line, detail }) => `${code} @${line} "${detail}"`));
const lists = (given: Given): readonly unknown[] =>
  judged(given).changes.map(({ tld, after }) => [tld, after.map(({ email: address }) => address)]);
const conflicts = (given: Given): readonly unknown[] =>
  judged(given).items.flatMap(({ decisions }) => decisions.map(({ decision }) => decision.facts.conflict));

describe('who is left out of a declared list', () => {
  test('is whoever is not in it, though somebody else is new', () => {
    const given: Given = { text: `\nCONTACTS .nl\n${BEN}\n${JANE_LINES}` };
    expect(doubts(given)).toEqual(['contacts-leaves-out @2 "John Doe"']);
    expect(lists(given)).toEqual([[NL, ['ben@nic.nl', JANE]]]);
    expect(conflicts(given)).toEqual(['none']);
  });

  test('is nobody where the list names nobody: that is a fault', () => {
    expect(doubts({ text: 'CONTACTS .nl' })).toEqual([]);
    expect(faults({ text: 'CONTACTS .nl' })).toEqual(['nobody-named @1 ""']);
  });

  test('is nobody whom another list of the mail names', () => {
    const given: Given = { text: `CONTACTS .nl\n${JANE_LINES}\nCONTACTS .nl\n${JOHN_LINES}` };
    expect([doubts(given), lists(given)]).toEqual([[], [[NL, [JOHN, JANE]]]]);
  });

  test('is nobody of a ccTLD for which the list has no line', () => {
    const given: Given = {
      text: `CONTACTS .br .рф\n${BEN_LINE('.br')}`,
      from: ADMIN_OF_TWO,
      world: twoRosters([], MAX),
    };
    expect([doubts(given), lists(given)]).toEqual([
      [],
      [
        [BR, ['ben@nic.nl']],
        [RF, ['max@cctld.example']],
      ],
    ]);
  });

  test('is told apart from who has another address, though one in the list has none', () => {
    const text = `CONTACTS .nl\n${JOHN_LINES.replace('john@', 'jd@')}\nName: Ben Boe\nPhone: +31 6 11111111\n`;
    expect(faults({ text })).toEqual(['email-missing @6 ""']);
    expect(doubts({ text })).toEqual(['contacts-leaves-out @1 "Jane Roe"']);
  });
});

describe('who is taken off', () => {
  test('and put on again by the same mail stays, which is no conflict', () => {
    expect(conflicts({ text: `REMOVE .nl ALL\n\nSUBSCRIBE .nl\n${JOHN_LINES}` })).toEqual(['none', 'none']);
    expect(conflicts({ text: `REMOVE .nl john@nic.nl\n\nCONTACTS .nl\n${JOHN_LINES}` })).toEqual([
      'contradiction',
      'contradiction',
    ]);
  });

  test('and put on again as before, or changed by an UPDATE, is contradicted', () => {
    const held = ['contradiction', 'contradiction'];
    const again = (lines: string): string => `REMOVE .nl john@nic.nl\n\nSUBSCRIBE .nl\n${lines}`;
    expect(conflicts({ text: again(JOHN_LINES) })).toEqual(held);
    expect(conflicts({ text: again(JOHN_LINES.replace(/Phone:.*/u, 'Phone: +31 6 33333333')) })).toEqual([
      'none',
      'none',
    ]);
    const update = 'UPDATE .nl john@nic.nl\nPhone: +31 6 33333333';
    expect(conflicts({ text: `${update}\n\nREMOVE .nl john@nic.nl` })).toEqual(held);
    expect(conflicts({ text: `REMOVE me\n\nUPDATE\nPhone: +31 6 33333333`, from: JOHN })).toEqual(held);
  });

  test('is of the ccTLD that the command names, not of others that the mail is about', () => {
    const given: Given = {
      text: 'REMOVE .br max@cctld.example\n\nSUBSCRIBE .рф\nName: Ben Boe\nEmail: ben@nic.nl\nPhone: +31 6 11111111\n',
      from: ADMIN_OF_TWO,
      world: twoRosters(MAX, MAX),
    };
    expect(lists(given)).toEqual([
      [BR, []],
      [RF, ['max@cctld.example', 'ben@nic.nl']],
    ]);
  });

  test('is told by name, as far as there is room', () => {
    const names = ['Anna', 'Berta', 'Carla'].map((name) => `${name} ${'van der '.repeat(4)}Berg`);
    const world = on(...names.map((name, index) => ({ name, email: email(`p${index}@nic.nl`) })));
    expect(doubts({ text: 'REMOVE .nl ALL', world })).toEqual([`remove-all @1 "${names.join(', ').slice(0, 80)}"`]);
  });
});

describe('a roster line', () => {
  test.each<[string, Given, readonly string[]]>([
    ['of another ccTLD', { text: `SUBSCRIBE .nl\n${BEN_LINE('.be')}` }, ['cctld-mismatch @2 ".be"']],
    ['of what can be no name', { text: `SUBSCRIBE .nl\n${BEN_LINE('.xn--a')}` }, ['cctld-mismatch @2 ".xn--a"']],
    ['of what only begins so', { text: `SUBSCRIBE .nl\n${BEN_LINE('.nl/x')}` }, ['cctld-mismatch @2 ".nl/x"']],
    ['of what only ends so', { text: `SUBSCRIBE .nl\n${BEN_LINE('.x@nl')}` }, ['cctld-mismatch @2 ".x@nl"']],
    ['in capitals', { text: `SUBSCRIBE .nl\n${BEN_LINE('.NL')}` }, []],
    ['of the one of two ccTLDs', { text: `SUBSCRIBE .br .рф\n${BEN_LINE('.РФ')}`, from: ADMIN_OF_TWO }, []],
  ])('%s', (_, given, found) => {
    expect(faults(given)).toEqual(found);
  });
});

describe('where a contact updates the own entry', () => {
  const second = on(
    { name: 'John Doe', email: JOHN, secondaryEmail: email('john@oarc.net') },
    { name: 'Jane Roe', email: JANE },
  );

  test('the second address stays where it is left out', () => {
    const given: Given = { text: 'UPDATE\nPhone: +31 6 22334455', from: JOHN, world: second };
    expect(judged(given).changes[0]?.after[0]?.secondaryEmail).toBe('john@oarc.net');
  });

  test('somebody without an entry hears of no fault of it', () => {
    expect(faults({ text: 'UPDATE .nl\nPhone: +31 6 22334455', from: 'somebody@else.example' })).toEqual([]);
  });

  test('a newcomer with the second address of somebody is a conflict', () => {
    const text = `SUBSCRIBE .nl\n${BEN}Secondary email: john@oarc.net`;
    expect(conflicts({ text, world: second })).toEqual(['address']);
  });
});

describe('a list that is too long', () => {
  const text = (...names: readonly string[]): string =>
    `SUBSCRIBE .nl\n${names
      .map((name, index) => `Name: ${name}\nEmail: p${index}@nic.nl\nPhone: +31 6 1111111${index}\n`)
      .join('\n')}`;

  test('is told at the last who comes', () => {
    expect(faults({ text: text('Ben Boe', 'Zoe Zed', 'Max Moe') })).toEqual([
      'fourth-contact @10 "Ben Boe, Zoe Zed, Max Moe"',
    ]);
  });

  test('is told with as many names as there is room for', () => {
    const names = ['Anna', 'Berta', 'Carla'].map((name) => `${name} ${'van der '.repeat(4)}Berg`);
    expect(faults({ text: text(...names) })).toEqual([`fourth-contact @10 "${names.join(', ').slice(0, 80)}"`]);
  });

  test('is none of somebody who only leaves it', () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name: `${name} Roe`, email: email(`${name}@nic.nl`) }));
    expect(faults({ text: 'REMOVE .nl a@nic.nl', world: on(...many) })).toEqual([]);
  });
});
