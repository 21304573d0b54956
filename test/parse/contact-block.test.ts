import { describe, expect, test } from 'vitest';
import { BLANK_PERSON } from '../../src/core/command.ts';
import { JOHN, readContact } from './contact-lines.ts';

const john = {
  ...BLANK_PERSON,
  line: 1,
  lines: { name: 1, email: 2, phone: 3 },
  name: 'John Doe',
  email: 'john@nic.nl',
  phone: '+31 6 12345678',
};
const ROSTER_LINE = '"John Doe, #1, .nl, +31 6 12345678"';

describe('what the lines of a contact say', () => {
  type Row = readonly [lines: readonly string[], draft: object, doubts?: readonly (string | null)[]];
  const rows: readonly Row[] = [
    [[], BLANK_PERSON],
    [JOHN, john],
    [[...JOHN, 'Phone: +31 6 12345678', 'Email: <JOHN@nic.nl>'], john],
    [['Name:', 'Email: john@nic.nl'], { ...BLANK_PERSON, line: 2, lines: { email: 2 }, email: 'john@nic.nl' }],
    [
      ['Last name: Doe', 'First name: John', 'Role: second'],
      { ...BLANK_PERSON, line: 1, lines: { name: 1, rank: 3 }, name: 'John Doe', rank: 2 },
    ],
    [
      ['Name: John Doe <john@nic.nl>'],
      { ...BLANK_PERSON, line: 1, lines: { name: 1, email: 1 }, name: 'John Doe', email: 'john@nic.nl' },
      ['value-repaired'],
    ],
    [
      ['Email: j@nic.nl', 'Name: John Doe <john@nic.nl>'],
      { ...BLANK_PERSON, line: 1, lines: { email: 1, name: 2 }, name: 'John Doe', email: 'j@nic.nl' },
      [null, 'value-repaired'],
    ],
    [
      ['Phone: +31 6 12345678', 'Name: John Doe', 'Email: john@nic.nl', 'Phone: +31 6 99999999'],
      {
        ...john,
        lines: { phone: 1, name: 2, email: 3 },
        faults: [{ code: 'field-twice', line: 4, value: '+31 6 99999999' }],
      },
    ],
    [[...JOHN, 'Mobile: +31 6 99999999'], john, [null, null, null, 'line-not-understood']],
    [[`Phone: ${'1'.repeat(150)}`], { ...BLANK_PERSON, line: 1, lines: { phone: 1 }, phone: '1'.repeat(100) }],
    [['Name: Jose\u0301'], { ...BLANK_PERSON, line: 1, lines: { name: 1 }, name: 'Jos\u00e9' }],
    [
      ['ccTLD: (.nl)', 'ccTLD: .br'],
      { ...BLANK_PERSON, line: 1, label: '.nl', faults: [{ code: 'field-twice', line: 2, value: '.br' }] },
    ],
  ];
  test.each(rows.map((row) => ({ row })))('$row.0', ({ row: [lines, draft, doubts] }) => {
    const { block, doubts: found } = readContact(...lines);
    expect(block.draft(false)).toEqual(draft);
    expect(found).toEqual(doubts ?? lines.map(() => null));
  });
});

describe('the addresses of a contact', () => {
  const named = (
    email: string | null,
    secondaryEmail: string | null,
    lines: object,
    faults: readonly object[] = [],
  ) => ({
    ...BLANK_PERSON,
    line: 1,
    lines: { name: 1, ...lines },
    name: 'John Doe',
    email,
    secondaryEmail,
    faults,
  });
  const a = 'a@nic.nl';
  const b = 'b@oarc.net';
  test.each<[lines: readonly string[], draft: object]>([
    [[`Email: ${a}`, `Secondary email: ${b}`], named(a, b, { email: 2, secondaryEmail: 3 })],
    [[`Email: ${a}`, `Email: ${b}`], named(a, b, { email: 2, secondaryEmail: 3 })],
    [[`Email: ${a}, ${b}`], named(a, b, { email: 2, secondaryEmail: 2 })],
    [[`Secondary email: ${b}`], named(null, b, { secondaryEmail: 2 })],
    [[`Secondary email: ${b}`, `Email: ${a}`], named(a, b, { email: 3, secondaryEmail: 2 })],
    [[`Email 2: ${a}`], named(a, null, { email: 2 })],
    [[`Email: ${a}`, `Email 2: ${b}`], named(a, b, { email: 2, secondaryEmail: 3 })],
    [[`Email: ${a}`, `Secondary email: ${a.toUpperCase()}`], named(a, null, { email: 2, secondaryEmail: 3 })],
    [[`Email: ${a}`, 'Secondary email: (none)'], named(a, null, { email: 2, secondaryEmail: 3 })],
    [[`Email: ${a}`, 'Secondary email: <n/a'], named(a, null, { email: 2, secondaryEmail: 3 })],
    [[`Email: ${a}`, 'Secondary email: No longer.'], named(a, null, { email: 2, secondaryEmail: 3 })],
    [['Email: ()'], named(null, null, { email: 2 })],
    [['Email: none'], named(null, null, { email: 2 }, [{ code: 'email-malformed', line: 2, value: 'none' }])],
    [
      ['Secondary email: the others'],
      named(null, null, { secondaryEmail: 2 }, [{ code: 'email-malformed', line: 2, value: 'the others' }]),
    ],
    [
      ['Email: a@@nic.nl', `Email: ${b}`],
      named(null, null, { email: 2 }, [
        { code: 'email-malformed', line: 2, value: 'a@@nic.nl' },
        { code: 'field-twice', line: 3, value: b },
      ]),
    ],
    [
      [`Email: ${a}`, 'Secondary email: none', `Email: ${b}`],
      named(a, null, { email: 2, secondaryEmail: 3 }, [{ code: 'field-twice', line: 4, value: b }]),
    ],
    [
      [`Email: ${a}`, 'Role: -', `Email: ${b}`],
      named(a, null, { email: 2, rank: 3 }, [{ code: 'field-twice', line: 4, value: b }]),
    ],
    [
      [`Secondary email: ${a} ${b}`],
      named(null, null, { secondaryEmail: 2 }, [{ code: 'several-addresses', line: 2, value: `${a} ${b}` }]),
    ],
    [
      ['Secondary email: c@nic.nl', `Email: ${a} ${b}`],
      named(null, 'c@nic.nl', { secondaryEmail: 2, email: 3 }, [
        { code: 'several-addresses', line: 3, value: `${a} ${b}` },
      ]),
    ],
  ])('%j', (lines, draft) => {
    expect(readContact('Name: John Doe', ...lines).block.draft(false)).toEqual(draft);
  });

  test('below the name of a second person, a second address is the first one', () => {
    const email = (...lines: readonly string[]): unknown => readContact(...lines).block.draft(false).email;
    expect(email('Secondary name: Jane Roe', `Secondary email: ${b}`)).toBe(b);
    expect(email('My secondary name: Jane Roe', 'Phone 2: +31 6 1', `Secondary email: ${b}`)).toBe(b);
    expect(email('Name: Jane Roe', 'Secondary phone: +31 6 1', `Secondary email: ${b}`)).toBeNull();
    expect(email('Secondary name: Jane Roe', `Email: ${a}`, `Secondary email: ${b}`)).toBe(a);
    expect(email(`Secondary email: ${b}`, 'Secondary name: Jane Roe')).toBeNull();
  });

  test('an UPDATE may empty the second address, or make it the same', () => {
    const second = (...lines: readonly string[]): unknown => readContact(...lines).block.draft(true).secondaryEmail;
    expect(second('Secondary email: remove')).toBe('none');
    expect(second(`Email: ${a}`, `Secondary email: ${a}`)).toBe(a);
    expect(second(`Email: ${a}`)).toBeNull();
  });
});

describe('the rank of a contact', () => {
  const rank = (line: string): unknown => {
    const { block, doubts } = readContact(line);
    const draft = block.draft(false);
    return [draft.rank, draft.faults.map(({ code, value }) => `${code} ${value}`).join(), doubts[0] ?? ''];
  };
  test.each([
    ['Role: primary', [1, '', '']],
    ['Role: primary, CISO', [1, '', 'value-repaired']],
    ['Role: CISO', [null, '', 'line-not-understood']],
    ['Role: primry', [null, 'rank-unknown primry', '']],
    ['Role: (none)', [null, '', '']],
    ['Role: primary/secondary', [null, 'rank-unknown primary/secondary', '']],
    ['Rank: CISO', [null, 'rank-unknown CISO', '']],
    ['Rank: "4"', [null, 'rank-unknown 4', '']],
    ['Name: Jane Roe (2nd)', [2, '', 'value-repaired']],
    ['Primary contact name: Jane Roe (2nd)', [1, '', 'value-repaired']],
  ])('%s', (line, found) => {
    expect(rank(line)).toEqual(found);
  });
});

describe('a roster line', () => {
  const roster = { ...john, lines: { name: 1, phone: 1, rank: 1 }, email: null, rank: 1, label: '.nl' };
  test.each<[lines: readonly string[], draft: object]>([
    [[ROSTER_LINE], roster],
    [[`${ROSTER_LINE} john@nic.nl`], { ...roster, lines: { ...roster.lines, email: 1 }, email: 'john@nic.nl' }],
    [
      [`${ROSTER_LINE} john@nic.nl, john@oarc.net`],
      {
        ...roster,
        lines: { ...roster.lines, email: 1, secondaryEmail: 1 },
        email: 'john@nic.nl',
        secondaryEmail: 'john@oarc.net',
      },
    ],
    [
      ['"John Doe, #4, .nl, +31 6 12345678"'],
      {
        ...roster,
        rank: null,
        faults: [{ code: 'rank-unknown', line: 1, value: '"John Doe, #4, .nl, +31 6 12345678"' }],
      },
    ],
    [
      [ROSTER_LINE, 'Secondary email: john@oarc.net', 'Phone: +31 6 9'],
      { ...roster, lines: { ...roster.lines, secondaryEmail: 2 }, secondaryEmail: 'john@oarc.net' },
    ],
  ])('%j', (lines, draft) => {
    expect(readContact(...lines).block.draft(false)).toEqual(draft);
  });
});
