import { describe, expect, test } from 'vitest';
import type { Roster } from '../../src/core/roster.ts';
import type { World } from '../../src/core/world.ts';
import { readRequest } from '../../src/parse/read-request.ts';
import { BR, contacts, NL, RF } from '../support/plans.ts';
import { ADMIN_OF_TWO, book, type Given, JANE, JOHN, JOHN_AND_JANE, judged, rosterOfNl } from './judged.ts';

// What somebody filled in inside the quoted copy of our own answer: it counts where it would change something, or could if it had
// no fault, and never beyond doubt. Whatever is there as we sent it asks nothing.

const SUBJECT = 'Re: [TLD-OPS 2026-000123] STATUS info';
const quoted = (answer: string): string =>
  `See below.\n\n${`${answer}\n\n-- \nTLD-OPS, reference 2026-000123`.replaceAll(/^/gmu, '> ')}`;
const sent = (answer: string, given: Partial<Given> = {}): Given => ({
  text: quoted(answer),
  subject: SUBJECT,
  ...given,
});

const JANE_LINES = 'Name: Jane Roe\nEmail: jane@nic.nl\nPhone: +31 6 12345678\n';
const JOHN_LINES = 'Name: John Doe\nEmail: john@nic.nl\nPhone: +31 6 12345678\n';
const OTHER_PHONE = JOHN_LINES.replace('12345678', '22334455');

function counted(given: Given): readonly string[] {
  return judged(given).items.map(({ asked, doubts }) =>
    [asked.request, asked.tlds.join(','), ...doubts.map(({ code }) => code)].join(' '),
  );
}

describe('what was filled in inside a quoted answer of ours counts', () => {
  test('where it changes an entry, with what it changes', () => {
    const { items, changes, changeVerdict } = judged(sent(`CONTACTS .nl\n${OTHER_PHONE}\n${JANE_LINES}`));
    expect(items.map(({ asked }) => asked.located?.line)).toEqual([3]);
    expect(changes.map(({ after }) => after.map(({ phone }) => phone))).toEqual([['+31622334455', '+31612345678']]);
    expect(changeVerdict).toBe('confirm');
  });

  test.each<[string, Given, readonly string[]]>([
    ['by the Admin Contact', sent(`CONTACTS .nl\n${OTHER_PHONE}\n${JANE_LINES}`), ['roster-change nl inside-our-copy']],
    ['by a contact', sent('UPDATE .nl\nPhone: +31 6 22334455', { from: JOHN }), ['update-details nl inside-our-copy']],
    [
      'in the list as it is now',
      sent(`CONTACTS .nl\n${OTHER_PHONE}\n${JANE_LINES}\nVersion of this list: 4`),
      ['roster-change nl inside-our-copy'],
    ],
    [
      'with a fault, which is told',
      sent('SUBSCRIBE .nl\nName: Ben Boe\nEmail: ben@nic.nl\nPhone: 12'),
      ['roster-change nl inside-our-copy'],
    ],
    [
      'in one of two commands, which alone counts',
      sent(`SUBSCRIBE .nl\n${JOHN_LINES}\n\nREMOVE .nl jane@nic.nl`),
      ['roster-change nl inside-our-copy'],
    ],
  ])('%s', (_, given, items) => {
    expect(counted(given)).toEqual(items);
  });

  test.each<[string, Given, string]>([
    ['as we sent it', sent(`CONTACTS .nl\n${JOHN_LINES}\n${JANE_LINES}`), 'free-text nl'],
    [
      'in an older list, which nobody can tell from one that was edited',
      sent(`CONTACTS .nl\n${OTHER_PHONE}\n${JANE_LINES}\nVersion of this list: 3`),
      'free-text nl',
    ],
    [
      'by a stranger',
      sent(`CONTACTS .nl\n${OTHER_PHONE}\n${JANE_LINES}`, { from: 'somebody@else.example' }),
      'free-text ',
    ],
    [
      'by somebody who is not proved',
      sent(`CONTACTS .nl\n${OTHER_PHONE}\n${JANE_LINES}`, { message: { proof: 'none' } }),
      'free-text nl',
    ],
    [
      'of a ccTLD that is not the sender’s, beside the own one',
      sent('SUBSCRIBE .nl .br\nName: Ben Boe\nEmail: ben@nic.nl\nPhone: +31 6 11111111'),
      'free-text nl',
    ],
    [
      'of no ccTLD where the sender serves two',
      sent('SUBSCRIBE\nName: Ben Boe\nEmail: ben@nic.nl\nPhone: +31 6 11111111', { from: ADMIN_OF_TWO }),
      'free-text br,xn--p1ai',
    ],
  ])('not %s', (_, given, item) => {
    expect(counted(given)).toEqual([item]);
  });

  test('where it changes one of the two ccTLDs that it names', () => {
    const roster = (tld: Roster['tld'], people: Roster['contacts']): [Roster['tld'], Roster] => [
      tld,
      { tld, revision: 1, contacts: people, frozenUntil: null },
    ];
    const world: Partial<World> = {
      rosters: new Map([roster(BR, contacts({ name: 'John Doe', email: JOHN })), roster(RF, [])]),
    };
    expect(counted(sent(`SUBSCRIBE .br .рф\n${JOHN_LINES}`, { from: ADMIN_OF_TWO, world }))).toEqual([
      'roster-change br,xn--p1ai inside-our-copy',
    ]);
  });

  test('not where the mail asks for something itself', () => {
    const text = quoted(`CONTACTS .nl\n${OTHER_PHONE}\n${JANE_LINES}`);
    const { filledIn } = readRequest({ text, subject: SUBJECT, table: book.table });
    expect(filledIn).toHaveLength(1);
    expect(counted({ text: 'STATUS .nl', request: { filledIn } })).toEqual(['status nl']);
  });
});

test('whose list is full hears of it there as well', () => {
  const world: Partial<World> = {
    rosters: new Map([[NL, rosterOfNl([...JOHN_AND_JANE, ...contacts({ name: 'Zoe Zed', email: JANE })])]]),
  };
  expect(
    judged(sent('SUBSCRIBE .nl\nName: Ben Boe\nEmail: ben@nic.nl\nPhone: +31 6 11111111', { world })).items.flatMap(
      ({ faults }) => faults.map(({ code }) => code),
    ),
  ).toEqual(['fourth-contact']);
});
