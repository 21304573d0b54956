import { describe, expect, it } from 'vitest';
import type { EmailAddress } from '../../src/core/email-address.ts';
import { phoneBookCsv, rosterCsv } from '../../src/roster-out/roster-csv.ts';
import { rosterPage } from '../../src/roster-out/roster-page.ts';
import { rosterVcards } from '../../src/roster-out/roster-vcard.ts';
import type { Instant } from '../../src/core/instant.ts';
import type { Roster } from '../../src/core/roster.ts';
import { contact, roster, TABLE } from './people.ts';

const AT = '2026-03-01T12:30:00.000Z' as Instant;
const WORDS = {
  title: 'List',
  note: '',
  search: '',
  count: '',
  noScript: '',
  save: '',
  saveTable: '',
  saveCards: '',
  saveOldCards: '',
  fileName: 'list',
  madeAt: AT,
};
const PRINTED: readonly (readonly [name: string, print: (rosters: readonly Roster[]) => string])[] = [
  ['cards', (rosters) => rosterVcards(TABLE, rosters, AT)],
  ['cards for Outlook', (rosters) => rosterVcards(TABLE, rosters, AT, '3.0')],
  ['phone book', (rosters) => phoneBookCsv(TABLE, rosters)],
  ['table', (rosters) => rosterCsv(TABLE, rosters)],
  ['page', (rosters) => rosterPage(TABLE, rosters, WORDS)],
];

describe.each(PRINTED)('what was printed before is printed again: %s', (_name, print) => {
  const jane = contact(1, 'Jane Roe', 'jane@nic.example');

  it('the same for the same people', () => {
    expect(print([roster('nl', jane)])).toBe(print([roster('nl', { ...jane })]));
  });

  it('but not where a person changed', () => {
    const before = print([roster('nl', jane)]);
    const after = print([roster('nl', { ...jane, email: 'roe@nic.example' as EmailAddress })]);
    expect(before).toContain('jane@nic.example');
    expect(after).toContain('roe@nic.example');
    expect(after).not.toContain('jane@nic.example');
  });

  it('nor the ccTLD of somebody who serves two', () => {
    expect(print([roster('bo', jane)])).toBe(print([roster('bo', { ...jane })]));
    expect(print([roster('bo', jane)])).not.toBe(print([roster('nl', jane)]));
  });
});

it('cards carry the moment of their own list', () => {
  const [jane, later] = [contact(1, 'Jane Roe', 'jane@nic.example'), '2026-04-02T00:00:00.000Z' as Instant];
  expect(rosterVcards(TABLE, [roster('nl', jane)], AT)).toContain('REV:20260301T123000Z');
  expect(rosterVcards(TABLE, [roster('nl', jane)], later)).toContain('REV:20260402T000000Z');
});
