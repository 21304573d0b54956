import { describe, expect, test } from 'vitest';
import { type CcTld, ccTldTable } from '../../src/core/cctld.ts';
import { addressKey } from '../../src/core/email-address.ts';
import { DAY } from '../../src/core/instant.ts';
import { type PastChange, rostersAt } from '../../src/core/roster-past.ts';
import { documentHtml } from '../../src/roster-out/document-html.ts';
import { markdown } from '../../src/roster-out/document-markdown.ts';
import { handling } from '../../src/roster-out/handling.ts';
import { type StatisticsQuestion, statistics } from '../../src/roster-out/statistics.ts';
import { updateDocument } from '../../src/roster-out/statistics-document.ts';
import { statisticsJson } from '../../src/roster-out/statistics-json.ts';
import { BR, contact, email, heldCase, JANE, later, NL, NOON, ref, RF, TABLE, tld } from '../support/plans.ts';

const PE: CcTld = { tld: tld('pe'), ulabel: 'pe', name: 'Peru | <b>', iso: 'PE', region: 'LAC', status: 'active' };
const table = ccTldTable([...new Set(TABLE.values()), PE]);

const john = contact();
const jane = contact({ rank: 2, name: 'Jane Roe', email: JANE, secondaryEmail: email('jane@home.example') });
const ana = contact({ name: 'Ana Silva', email: email('ana@registro.br'), confirmedAt: later(-200 * DAY) });

function past(change: Partial<PastChange> & Pick<PastChange, 'tld' | 'revision' | 'after'>): PastChange {
  return { at: NOON, imported: false, before: [], ...change };
}

const HISTORY: readonly PastChange[] = [
  past({ tld: NL, revision: 1, after: [john], at: later(-300 * DAY) }),
  past({ tld: NL, revision: 2, before: [john], after: [john, jane], at: later(-10 * DAY) }),
  past({ tld: BR, revision: 1, after: [ana], at: later(-5 * DAY) }),
  past({ tld: RF, revision: 1, after: [john], at: later(-300 * DAY) }),
  past({ tld: RF, revision: 2, before: [john], after: [], at: later(-DAY) }),
];

function figures(question: Partial<StatisticsQuestion> = {}): ReturnType<typeof statistics> {
  const at = question.at ?? NOON;
  const rosters = rostersAt(HISTORY, at);
  return statistics({
    table,
    ccnso: new Map(),
    rosters,
    history: HISTORY,
    staleAfter: 183 * DAY,
    bouncing: new Set(),
    at,
    since: null,
    handling: handling(0, [], NOON, NOON),
    ...question,
  });
}

describe('the statistics', () => {
  test('count members and missing for every kind and region, with Europe as EU', () => {
    const { rows, missing, totals, contactsPerTld } = statisticsJson(figures());
    expect(rows).toHaveLength(10);
    expect(rows.find(({ kind, region }) => kind === 'ascii' && region === 'EU')).toMatchObject({
      members: 1,
      total: 1,
    });
    expect(rows.find(({ kind, region }) => kind === 'ascii' && region === 'LAC')).toEqual({
      kind: 'ascii',
      region: 'LAC',
      members: 1,
      missing: 1,
      total: 2,
      percent: 50,
      missingPercent: 50,
    });
    expect(missing).toEqual([RF, 'pe']);
    expect(totals.all).toMatchObject({ members: 2, missing: 2, total: 4, percent: 50 });
    expect(contactsPerTld).toEqual({ '0': 2, '1': 1, '2': 1, '3': 0 });
  });

  test('know the list as it was', () => {
    const before = figures({ at: later(-11 * DAY) });
    expect(before.joined).toEqual([NL, RF]);
    expect(before.contacts).toBe(2);
    expect(before.people).toBe(1);
  });

  test('tell who joined and left since a day, and what changed where somebody stayed', () => {
    expect(figures({ since: later(-30 * DAY) }).movement).toEqual({
      since: later(-30 * DAY),
      joined: [BR],
      left: [RF],
      updates: { added: 1, removed: 0, changed: 0 },
    });
    expect(figures({ since: NOON }).movement).toMatchObject({ joined: [], left: [], updates: { added: 0 } });
  });

  test('a day begins with its first moment, and one report goes on where the one before ended', () => {
    const midnight = later(-5 * DAY);
    expect(figures({ since: midnight }).movement).toMatchObject({ joined: [BR], left: [RF] });
    expect(figures({ since: later(-30 * DAY), at: later(-5 * DAY - 1) }).movement?.joined).toEqual([]);
    expect(figures({ since: later(-10 * DAY) }).movement?.updates).toEqual({ added: 1, removed: 0, changed: 0 });
  });

  test('tell who has gone stale, and whose mail stays inside the ccTLD', () => {
    const { stale, secondaryAddress } = figures();
    expect(stale).toEqual({ contacts: 1, tlds: [BR] });
    const bouncing = new Set([addressKey(email('jane@home.example')), addressKey(email('left@home.example'))]);
    expect(figures({ bouncing }).bouncing).toEqual({ contacts: 1, tlds: [NL] });
    expect(secondaryAddress).toEqual({ given: 1, outside: 1, onlyInside: [BR] });
  });

  test('tell ccNSO members from others, and from those of whom nothing is known', () => {
    const { ccnso } = figures({
      ccnso: new Map([
        [NL, 'member'],
        [BR, 'non-member'],
      ] as const),
    });
    expect(ccnso).toEqual({
      member: { members: 1, missing: 0, total: 1 },
      nonMember: { members: 1, missing: 0, total: 1 },
      unknown: { members: 0, missing: 2, total: 2 },
    });
  });
});

test('how much is decided without a person, and how long the rest waits', () => {
  const days = (count: number) => later(count * DAY);
  const cases = [
    heldCase({ ref: ref(1), receivedAt: NOON, closedAt: days(1) }),
    heldCase({ ref: ref(2), receivedAt: NOON, closedAt: days(2) }),
    heldCase({ ref: ref(3), kind: 'confirm', receivedAt: NOON, closedAt: days(4) }),
    heldCase({ ref: ref(4), receivedAt: NOON }),
    heldCase({ ref: ref(5), receivedAt: days(-1), closedAt: NOON }),
  ];
  expect(handling(10, cases, NOON, days(5))).toEqual({
    mails: 10,
    byAPerson: 3,
    withoutAPersonPercent: 70,
    medianHours: 48,
  });
  expect(handling(0, [], NOON, NOON)).toMatchObject({ withoutAPersonPercent: null, medianHours: null });
});

describe('the report', () => {
  const update = updateDocument(table, figures({ since: later(-30 * DAY) }));

  test('says what a slide says', () => {
    const text = markdown(update);
    expect(text).toContain('Joined: Brazil (.br)');
    expect(text).toContain('Left: Russian Federation (.рф)');
    expect(text).toContain('Contact updates: 1 (1 new, 0 removed, 0 changed)');
    expect(text).toContain('| All | 2 | 50% | 2 | 50% | 4 |');
  });

  test('lets no name become markup', () => {
    expect(markdown(update)).toContain('.pe Peru \\| \\<b\\>');
    const page = documentHtml(update);
    expect(page).toContain('<td>.pe Peru | &lt;b&gt;</td>');
    expect(page).not.toContain('<b>');
  });
});
