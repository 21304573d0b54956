import { describe, expect, test } from 'vitest';
import type { Contact } from '../../src/core/roster.ts';
import type { World } from '../../src/core/world.ts';
import { BR, contact, contacts, email, later, NL, NOON, RF } from '../support/plans.ts';
import { ADMIN_OF_NL, ADMIN_OF_TWO, type Given, JANE, JOHN, JOHN_AND_JANE, judged, rosterOfNl } from './judged.ts';

// What commands want of a roster, with every fault and doubt of them: where it stands and what it is about.

const BEN = 'Name: Ben Boe\nEmail: ben@nic.nl\nPhone: +31 6 11111111\n';
const JOHN_LINES = 'Name: John Doe\nEmail: john@nic.nl\nPhone: +31 6 12345678\n';
const JANE_LINES = 'Name: Jane Roe\nEmail: jane@nic.nl\nPhone: +31 6 12345678\n';
const NOBODY: Partial<World> = { rosters: new Map([[NL, rosterOfNl([], { revision: 0 })]]) };
const on = (...people: readonly Partial<Contact>[]): Partial<World> => ({
  rosters: new Map([[NL, rosterOfNl(contacts(...people))]]),
});
const JOHN_WITH_TWO = on(
  { name: 'John Doe', email: JOHN, secondaryEmail: email('john@oarc.net') },
  { name: 'Jane Roe', email: JANE },
);

const faults = (given: Given): readonly string[] =>
  judged(given).items.flatMap((item) =>
    item.faults.map(({ code, tld, line, value }) => `${code} ${tld ?? '-'} @${line} "${value}"`),
  );
const doubts = (given: Given): readonly string[] =>
  judged(given).items.flatMap((item) => item.doubts.map(({ code, line, detail }) => `${code} @${line} "${detail}"`));
const after = (given: Given): readonly string[] =>
  judged(given).changes.flatMap((change) =>
    change.after.map(({ rank, name, email: address }) => `#${rank} ${name} ${address}`),
  );

describe('a fault', () => {
  test.each<[string, Given, readonly string[]]>([
    ['SUBSCRIBE of nobody', { text: '\nSUBSCRIBE .nl' }, ['nobody-named nl @2 ""']],
    ['CONTACTS of nobody', { text: 'CONTACTS .nl' }, ['nobody-named nl @1 ""']],
    ['REPLACE of nobody', { text: `REPLACE .nl\n${BEN}` }, ['nobody-named nl @1 ""']],
    ['REPLACE by nobody', { text: 'REPLACE .nl john@nic.nl' }, ['nobody-named nl @1 ""']],
    ['REMOVE of who is not there', { text: '\nREMOVE .nl ben@nic.nl' }, ['not-there nl @2 "ben@nic.nl"']],
    ['REMOVE of all where nobody is', { text: 'REMOVE .nl ALL', world: NOBODY }, ['nobody-there nl @1 "ALL"']],
    ['UPDATE of nothing', { text: 'UPDATE', from: JOHN }, ['nothing-to-update nl @1 ""']],
    [
      'UPDATE of who is not there',
      { text: 'UPDATE .nl\nEmail: ben@nic.nl\nPhone: +31 6 2' },
      ['not-there nl @2 "ben@nic.nl"'],
    ],
    [
      'one field in two UPDATEs',
      { text: 'UPDATE\nPhone: +31 6 22334455\n\nUPDATE\nPhone: +31 6 22334466', from: JOHN },
      ['field-twice nl @5 "+31 6 22334466"'],
    ],
    ['UPDATE of nobody', { text: 'UPDATE .nl\nPhone: +31 6 22334455' }, ['nobody-named nl @2 ""']],
    [
      'UPDATE to another person',
      { text: 'UPDATE\nPhone: +31 6 22334455\nName: Max Moe', from: JOHN },
      ['another-person nl @3 "Max Moe"'],
    ],
    [
      'UPDATE of the own rank',
      { text: 'UPDATE\nPhone: +31 6 22334455\nRole: secondary', from: JOHN },
      ['rank-by-admin nl @3 "#2"'],
    ],
    [
      'a roster line of another ccTLD',
      { text: 'SUBSCRIBE .nl\n"Ben Boe, #3, .be, +31 6 11111111" ben@nic.nl' },
      ['cctld-mismatch nl @2 ".be"'],
    ],
    [
      'a fourth contact, by name',
      { text: `SUBSCRIBE .nl\n${BEN}\nName: Zoe Zed\nEmail: zoe@nic.nl\nPhone: +31 6 22222222` },
      ['fourth-contact nl @6 "Ben Boe, Zoe Zed"'],
    ],
    [
      'one address with different data',
      { text: `SUBSCRIBE .nl\n${BEN}\n${BEN.replace('111111', '222222')}`, world: NOBODY },
      ['same-address-twice nl @7 "ben@nic.nl"'],
    ],
  ])('%s', (_, given, found) => {
    expect(faults(given)).toEqual(found);
  });

  test('what could not be read is one fault, not nothing to update as well', () => {
    expect(faults({ text: 'UPDATE\nEmail: john@@nic.nl', from: JOHN }).map((fault) => fault.split(' ')[0])).toEqual([
      'email-malformed',
    ]);
  });
});

describe('a doubt', () => {
  test.each<[string, Given, readonly string[]]>([
    ['all are taken off', { text: '\nREMOVE .nl ALL' }, ['remove-all @2 "John Doe, Jane Roe"']],
    [
      'nobody, called in other letters',
      { text: `CONTACTS .nl\n${JOHN_LINES.replace('john@', 'jd@').replace('John Doe', 'JOHN DOE')}\n${JANE_LINES}` },
      [],
    ],
    ['somebody is left out', { text: `\nCONTACTS .nl\n${JANE_LINES}` }, ['contacts-leaves-out @2 "John Doe"']],
    [
      'who goes is named by the second address, and described with the first above who comes',
      { text: `REPLACE .nl john@oarc.net\n${JOHN_LINES}\n${BEN}`, world: JOHN_WITH_TWO },
      ['line-not-understood @2 "john@nic.nl"'],
    ],
    [
      'nobody, described with the first address alone',
      { text: `REPLACE .nl john@oarc.net\n${JOHN_LINES}`, world: JOHN_WITH_TWO },
      [],
    ],
    ['nobody is left out', { text: `CONTACTS .nl\n${JANE_LINES}\n${JOHN_LINES}` }, []],
    [
      'whom one command leaves out, another names',
      { text: `CONTACTS .nl\n${JANE_LINES}\nSUBSCRIBE .nl\n${JOHN_LINES}` },
      [],
    ],
    [
      'an old list',
      { text: `CONTACTS .nl\n${JOHN_LINES}\n${JANE_LINES}\nVersion of this list: 3` },
      ['list-changed-since @1 ""'],
    ],
    ['the list of now', { text: `CONTACTS .nl\n${JOHN_LINES}\n${JANE_LINES}\nVersion of this list: 4` }, []],
    [
      'a list where there was none',
      { text: `CONTACTS .nl\n${JOHN_LINES}\nVersion of this list: 3`, world: NOBODY },
      [],
    ],
  ])('%s', (_, given, found) => {
    expect(doubts(given)).toEqual(found);
  });

  test('the rank of another ccTLD, copied by who serves two', () => {
    const world: Partial<World> = {
      rosters: new Map([
        [NL, rosterOfNl(JOHN_AND_JANE)],
        [
          BR,
          {
            tld: BR,
            revision: 1,
            contacts: contacts({ name: 'Max Moe' }, { name: 'John Doe', email: JOHN }),
            frozenUntil: null,
          },
        ],
      ]),
    };
    const given: Given = { text: 'UPDATE\nPhone: +31 6 22334455\nRole: secondary', from: JOHN, world };
    expect(faults(given)).toEqual([]);
    expect(doubts(given)).toEqual(['line-not-understood @3 "#2"']);
    expect(judged(given).changes.map(({ tld, after: list }) => [tld, list.map(({ name }) => name)])).toEqual([
      [NL, ['John Doe', 'Jane Roe']],
      [BR, ['Max Moe', 'John Doe']],
    ]);
  });
});

describe('who is on the list afterwards', () => {
  test.each<[string, Given, readonly string[]]>([
    [
      'a declared list',
      { text: `CONTACTS .nl\n${BEN}\n${JANE_LINES}` },
      ['#1 Ben Boe ben@nic.nl', '#2 Jane Roe jane@nic.nl'],
    ],
    [
      'a known name with a new address is the same person in a declared list',
      { text: `CONTACTS .nl\n${JOHN_LINES.replace('john@', 'jd@')}\n${JANE_LINES}` },
      ['#1 John Doe jd@nic.nl', '#2 Jane Roe jane@nic.nl'],
    ],
    [
      'the same name in other letters',
      { text: `CONTACTS .nl\n${JOHN_LINES.replace('john@', 'jd@').replace('John Doe', 'DOE, Jöhn')}\n${JANE_LINES}` },
      ['#1 DOE, Jöhn jd@nic.nl', '#2 Jane Roe jane@nic.nl'],
    ],
    [
      'but not where that person is listed beside',
      { text: `CONTACTS .nl\n${JOHN_LINES.replace('john@', 'jd@')}\n${JOHN_LINES}` },
      ['#1 John Doe john@nic.nl', '#2 John Doe jd@nic.nl'],
    ],
    [
      'nobody is taken off whom another command names',
      { text: `REMOVE .nl ALL\n\nSUBSCRIBE .nl\n${JOHN_LINES}` },
      ['#1 John Doe john@nic.nl'],
    ],
    [
      'two successors inherit both ranks',
      {
        text: `REPLACE .nl jane@nic.nl john@nic.nl\n${BEN}\nName: Zoe Zed\nEmail: zoe@nic.nl\nPhone: +31 6 22222222`,
      },
      ['#1 Zoe Zed zoe@nic.nl', '#2 Ben Boe ben@nic.nl'],
    ],
    [
      'a contact by its second address',
      { text: 'REMOVE .nl john@oarc.net', world: JOHN_WITH_TWO },
      ['#1 Jane Roe jane@nic.nl'],
    ],
    [
      'a first address goes before the same as a second',
      {
        text: 'REMOVE .nl john@nic.nl',
        world: on({ name: 'Jane Roe', email: JANE, secondaryEmail: JOHN }, { name: 'John Doe', email: JOHN }),
      },
      ['#1 Jane Roe jane@nic.nl'],
    ],
    [
      'a roster line of the ccTLD, as it prints it',
      { text: 'SUBSCRIBE .рф\n"Ben Boe, #1, .РФ, +31 6 11111111" ben@nic.nl', from: ADMIN_OF_TWO },
      ['#1 Ben Boe ben@nic.nl'],
    ],
    [
      'a roster line of the ccTLD, as an A-label',
      { text: 'SUBSCRIBE .рф\n"Ben Boe, #1, .xn--p1ai, +31 6 11111111" ben@nic.nl', from: ADMIN_OF_TWO },
      ['#1 Ben Boe ben@nic.nl'],
    ],
    [
      'a contact that updates itself keeps its place',
      { text: 'UPDATE\nPhone: +31 6 22334455', from: JANE },
      ['#1 John Doe john@nic.nl', '#2 Jane Roe jane@nic.nl'],
    ],
  ])('%s', (_, given, list) => {
    expect(faults(given)).toEqual([]);
    expect(after(given)).toEqual(list);
  });

  test('of two ccTLDs, each gets the line that names it', () => {
    const text =
      'SUBSCRIBE .br .рф\n"Ben Boe, #1, .br, +31 6 11111111" ben@nic.nl\n"Zoe Zed, #1, .рф, +31 6 22222222" zoe@nic.nl';
    expect(
      judged({ text, from: ADMIN_OF_TWO }).changes.map(({ tld, after: list }) => [tld, list.map(({ name }) => name)]),
    ).toEqual([
      [BR, ['Ben Boe']],
      [RF, ['Zoe Zed']],
    ]);
  });
});

describe('a secondary address', () => {
  const withSecond = on(
    { name: 'John Doe', email: JOHN, secondaryEmail: email('john@oarc.net') },
    { name: 'Jane Roe', email: JANE },
  );
  const second = (given: Given): unknown =>
    judged({ ...given, world: withSecond }).changes[0]?.after[0]?.secondaryEmail;
  test.each([
    ['stays where SUBSCRIBE leaves it out', `SUBSCRIBE .nl\n${JOHN_LINES}`, 'john@oarc.net'],
    ['goes where CONTACTS leaves it out', `CONTACTS .nl\n${JOHN_LINES}\n${JANE_LINES}`, null],
    [
      'stays where SUBSCRIBE has none: a form may say so',
      `SUBSCRIBE .nl\n${JOHN_LINES}Secondary email: none`,
      'john@oarc.net',
    ],
    ['goes where UPDATE has none', 'UPDATE .nl\nEmail: john@nic.nl\nSecondary email: none', null],
    ['becomes another', `SUBSCRIBE .nl\n${JOHN_LINES}Secondary email: jd@nic.nl`, 'jd@nic.nl'],
    ['keeps its spelling', `SUBSCRIBE .nl\n${JOHN_LINES}Secondary email: JOHN@oarc.net`, 'john@oarc.net'],
    ['is none that becomes the first', `UPDATE\nEmail: john@oarc.net`, null, JOHN],
  ])('%s', (_, text, address, from = ADMIN_OF_NL) => {
    expect(second({ text, from })).toBe(address);
  });
});

describe('when an entry was confirmed', () => {
  const old = contact({ name: 'John Doe', email: JOHN, since: later(-10), confirmedAt: later(-5) });
  const world: Partial<World> = {
    rosters: new Map([
      [NL, rosterOfNl([old, ...JOHN_AND_JANE.slice(1).map((one) => ({ ...one, confirmedAt: later(-5) }))])],
    ]),
  };
  const dates = (given: Given): unknown =>
    judged({ ...given, world }).changes[0]?.after.map(({ since, confirmedAt }) => [since, confirmedAt]);
  test.each<[string, Given, unknown]>([
    [
      'said again, signed: now',
      { text: `SUBSCRIBE .nl\n${JOHN_LINES}` },
      [
        [later(-10), NOON],
        [NOON, later(-5)],
      ],
    ],
    [
      'said again, unproved: as before',
      { text: `SUBSCRIBE .nl\n${JOHN_LINES}`, message: { proof: 'aligned' } },
      [
        [later(-10), later(-5)],
        [NOON, later(-5)],
      ],
    ],
    [
      'said again, confirmed: now',
      { text: `SUBSCRIBE .nl\n${JOHN_LINES}`, message: { proof: 'aligned' }, standing: { confirmation: 'given' } },
      [
        [later(-10), NOON],
        [NOON, later(-5)],
      ],
    ],
    [
      'said again, approved: now',
      { text: `SUBSCRIBE .nl\n${JOHN_LINES}`, message: { proof: 'aligned' }, standing: { review: 'approved' } },
      [
        [later(-10), NOON],
        [NOON, later(-5)],
      ],
    ],
    [
      'said otherwise, unproved: now',
      { text: `SUBSCRIBE .nl\n${JOHN_LINES.replace('45678', '45679')}`, message: { proof: 'aligned' } },
      [
        [later(-10), NOON],
        [NOON, later(-5)],
      ],
    ],
    [
      'a contact says the whole list again, signed: the own entry now',
      {
        text: `CONTACTS .nl\n${JOHN_LINES}\n\nName: Jane Roe\nEmail: jane@nic.nl\nPhone: +31 6 12345678`,
        from: JOHN,
      },
      [
        [later(-10), NOON],
        [NOON, later(-5)],
      ],
    ],
    ['only moved up: as before', { text: 'REMOVE .nl john@nic.nl' }, [[NOON, later(-5)]]],
    [
      'new: now',
      { text: `REPLACE .nl john@nic.nl\n${BEN}` },
      [
        [NOON, NOON],
        [NOON, later(-5)],
      ],
    ],
  ])('%s', (_, given, found) => {
    expect(dates(given)).toEqual(found);
  });
});

describe('a conflict', () => {
  const conflict = (text: string, world: Partial<World> = {}): unknown =>
    judged({ text, world }).items[0]?.decisions[0]?.decision.facts.conflict;
  test.each([
    ['another name for an entry', `SUBSCRIBE .nl\n${JOHN_LINES.replace('John Doe', 'Max Moe')}`, 'address'],
    ['a corrected name', `SUBSCRIBE .nl\n${JOHN_LINES.replace('John Doe', 'Jon Doe')}`, 'none'],
    ['a namesake', `SUBSCRIBE .nl\n${JOHN_LINES.replace('john@', 'jd@')}`, 'namesake'],
    ['a newcomer with the second address of another', `SUBSCRIBE .nl\n${BEN}Secondary email: jane@nic.nl`, 'address'],
    ['a newcomer', `SUBSCRIBE .nl\n${BEN}`, 'none'],
  ])('%s: %s', (_, text, found) => {
    expect(conflict(text)).toBe(found);
  });

  test('two who share an address already are none of the newcomer', () => {
    const shared = on({ name: 'John Doe', email: JOHN, secondaryEmail: JANE }, { name: 'Jane Roe', email: JANE });
    expect(conflict(`SUBSCRIBE .nl\n${BEN}`, shared)).toBe('none');
  });

  test.each(['JANE ROE', 'Roe, Jane', 'Jane M. Roe', 'Jané Roe'])('%s is a namesake of Jane Roe', (name) => {
    expect(conflict(`SUBSCRIBE .nl\nName: ${name}\nEmail: jr@nic.nl\nPhone: +31 6 11111111`)).toBe('namesake');
  });

  test('one name in common is none', () => {
    expect(conflict('SUBSCRIBE .nl\nName: Jane Smith\nEmail: js@nic.nl\nPhone: +31 6 11111111')).toBe('none');
  });

  test('father and son stay such, however the son writes the own name', () => {
    const both = on({ name: 'John Smith', email: JOHN }, { name: 'John Smith Jr', email: JANE });
    expect(conflict(`UPDATE .nl ${JANE}\nName: John Smith Junior`, both)).toBe('none');
  });

  const third = (name: string): string => `Name: ${name}\nEmail: third@nic.nl\nPhone: +31 6 11111111`;
  test.each([
    ['one of them replaced by another of that name', `REPLACE .nl ${JANE}\n${third('Jane ROE')}`, 'none'],
    ['one of them replaced by somebody else', `REPLACE .nl ${JANE}\n${third('Ben Boe')}`, 'none'],
    ['one of them with a new number', `UPDATE .nl ${JANE}\nPhone: +31 6 11111111`, 'none'],
    ['a third one', `SUBSCRIBE .nl\n${third('Jane ROE')}`, 'namesake'],
    [
      'both replaced by three',
      `REPLACE .nl ${JOHN} ${JANE}\n${third('Jane Roe')}\n\nName: Jane Roe\nEmail: 4@nic.nl\nPhone: +31 6 11111111\n\nName: Jane Roe\nEmail: 5@nic.nl\nPhone: +31 6 11111111`,
      'namesake',
    ],
  ])('of two who have one name, %s: %s', (_, text, found) => {
    const both = on({ name: 'Jane Roe', email: JOHN }, { name: 'Jane Roe', email: JANE });
    expect(conflict(text, both)).toBe(found);
  });
});

describe('what an outsider may hear', () => {
  const toldFaults = (given: Given): readonly string[] =>
    judged(given).items.flatMap(({ told }) => told.faults.map(({ code }) => code));
  const STRANGER = 'somebody@else.example';
  test.each<[string, Given, readonly string[]]>([
    ['not who is there', { text: 'REMOVE .nl ben@nic.nl', from: STRANGER }, []],
    [
      'not that there are three',
      { text: `SUBSCRIBE .nl\n${BEN}\nName: Zoe Zed\nEmail: zoe@nic.nl\nPhone: +31 6 22222222`, from: STRANGER },
      [],
    ],
    [
      'what anybody can see',
      { text: 'SUBSCRIBE .nl\nName: Ben Boe\nEmail: ben@nic.nl', from: STRANGER },
      ['phone-missing'],
    ],
    [
      'what is missing, even where the roster has it',
      { text: 'SUBSCRIBE .nl\nEmail: john@nic.nl\nPhone: +31 6', from: STRANGER },
      ['name-missing', 'phone-impossible'],
    ],
    ['all, where the Admin Contact asks', { text: 'REMOVE .nl ben@nic.nl' }, ['not-there']],
    ['not all, where it is not proved', { text: 'REMOVE .nl ben@nic.nl', message: { proof: 'none' } }, []],
  ])('%s', (_, given, found) => {
    expect(toldFaults(given)).toEqual(found);
  });
});

describe('all changes of a mail', () => {
  test('stand or fall together', () => {
    const { items, changes, changeVerdict } = judged({
      text: `SUBSCRIBE .nl\n${BEN}\n\nREMOVE .nl zoe@nic.nl\n\nSTATUS .nl`,
    });
    expect(changeVerdict).toBe('refuse');
    expect(items.map(({ verdict }) => verdict)).toEqual(['refuse', 'refuse', 'accept']);
    expect(items.slice(0, 2).map(({ decisive }) => decisive.map(({ id }) => id))).toEqual([
      ['faulty-fit'],
      ['faulty-fit'],
    ]);
    expect(changes).toEqual([]);
  });

  test('there are none in a question', () => {
    const { changes, changeVerdict } = judged({ text: 'STATUS .nl' });
    expect([changes, changeVerdict]).toEqual([[], null]);
  });
});
