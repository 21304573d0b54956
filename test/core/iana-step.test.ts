import { describe, expect, test } from 'vitest';
import { type IanaObservation, type IanaRecord, isOutdated } from '../../src/core/iana.ts';
import { type IanaContext, type IanaStep, observed, released, unobserved } from '../../src/core/iana-step.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { ADMIN, email, JANE, JOHN, later, NL, NOON, observation } from '../support/plans.ts';

const FIRST: IanaRecord = { ...observation(), changedAt: null, suspectedEmail: null, suspectedAt: null };

function seen(
  before: IanaRecord | null,
  details: Partial<IanaObservation>,
  context: Partial<IanaContext> = {},
): IanaStep {
  return observed(before, observation(details), { now: later(DAY), configured: 'rdap', established: true, ...context });
}

const kinds = ({ news }: IanaStep): readonly string[] => news.map(({ kind }) => kind);

function known({ after }: IanaStep): IanaRecord {
  if (after === null) throw new Error('nothing is known');
  return after;
}

describe('a look at a ccTLD', () => {
  test('the first time is no change, and news only where all others were looked at before', () => {
    expect(seen(null, {}, { established: false })).toMatchObject({ after: FIRST, news: [] });
    expect(seen(null, {})).toMatchObject({ after: { changedAt: null }, news: [{ kind: 'new' }] });
  });

  test('that finds the same moves only its date, and never back', () => {
    const step = seen(FIRST, { asOf: later(DAY) });
    expect(step).toMatchObject({ after: { asOf: later(DAY), changedAt: null }, news: [] });
    expect(seen(known(step), { asOf: later(HOUR) })).toMatchObject({ after: { asOf: later(DAY) } });
  });

  test('takes back a date that a clock gave it which was set back since', () => {
    const ahead = { ...FIRST, asOf: later(400 * DAY) };
    expect(seen(ahead, { asOf: later(HOUR) })).toMatchObject({ after: { asOf: later(HOUR) } });
  });

  test('that finds the address in another spelling finds no other address', () => {
    expect(kinds(seen(FIRST, { adminEmail: email(ADMIN.toUpperCase()) }))).toEqual([]);
  });

  test('that finds another address says when', () => {
    const step = seen(FIRST, { adminEmail: JANE });
    expect(step).toMatchObject({ after: { adminEmail: JANE, changedAt: later(DAY) }, news: [{ kind: 'address' }] });
  });

  test.each<[string, Partial<IanaRecord>, Partial<IanaObservation>, readonly string[]]>([
    ['another manager', {}, { manager: 'Another registry' }, ['manager']],
    ['its spelling', { manager: 'S.I.D.N.' }, { manager: 'sidn' }, []],
    ['no manager', {}, { manager: '' }, []],
    ['a manager where none was known', { manager: '' }, {}, []],
    ['a manager whom a person named', {}, { manager: 'Another registry', source: 'manual' }, []],
    [
      'another manager than a person named',
      { manager: 'Another registry', source: 'manual' },
      { source: 'file' },
      ['manager'],
    ],
    ['RDAP where a file spoke before', { manager: 'Dutch registry', source: 'file' }, {}, []],
    ['a file where RDAP spoke before', {}, { manager: 'Dutch registry', source: 'file' }, []],
    ['another name in the file', { source: 'file' }, { manager: 'Another registry', source: 'file' }, ['manager']],
    ['its end', {}, { status: 'retired' }, ['retired']],
    ['its return', { status: 'retired' }, {}, ['returned']],
    ['all at once', {}, { manager: 'X', adminEmail: JANE, status: 'retired' }, ['address', 'manager', 'retired']],
  ])('tells of %s', (_what, before, after, told) => {
    expect(kinds(seen({ ...FIRST, ...before }, after))).toEqual(told);
  });
});

describe('what is known from IANA', () => {
  test.each([
    ['a week old', -7 * DAY, 'rdap', false],
    ['older', -7 * DAY - 1, 'rdap', true],
    ['from a clock that differs a little', HOUR, 'rdap', false],
    ['from a moment that has not been', HOUR + 1, 'rdap', true],
    ['set by hand', -100 * DAY, 'manual', false],
  ] as const)('%s is outdated or not', (_, age, source, outdated) => {
    expect(isOutdated({ ...FIRST, source, asOf: later(age) }, NOON, 7 * DAY)).toBe(outdated);
  });
});

describe('an address that whois alone names', () => {
  const suspect = (): IanaStep => seen(FIRST, { source: 'whois', adminEmail: JANE });
  const suspected = (): IanaRecord => known(suspect());

  test('does not count; the Secretariat hears of it, and what was known grows older', () => {
    const before = { ...FIRST, changedAt: later(-9 * DAY) };
    const after = { ...before, suspectedEmail: JANE, suspectedAt: later(DAY) };
    expect(seen(before, { source: 'whois', adminEmail: JANE })).toEqual({
      tld: NL,
      before,
      after,
      aside: {
        record: {
          ...observation({ source: 'whois', adminEmail: JANE }),
          changedAt: later(-9 * DAY),
          suspectedEmail: null,
          suspectedAt: null,
        },
        standing: 'waiting',
      },
      at: later(DAY),
      lookup: { tld: NL, lookedAt: later(DAY), failure: null, missingSince: null },
      news: [{ kind: 'suspected', tld: NL, before, after }],
    });
  });

  test('is told of once, and yet another anew', () => {
    const again = seen(suspected(), { source: 'whois', adminEmail: email('Jane.Roe@nic.nl') }, { now: later(5 * DAY) });
    expect(again).toMatchObject({ after: suspected(), aside: { standing: 'waiting' }, news: [] });
    const other = seen(suspected(), { source: 'whois', adminEmail: JOHN }, { now: later(5 * DAY) });
    expect(other).toMatchObject({
      after: { adminEmail: ADMIN, asOf: NOON, suspectedEmail: JOHN, suspectedAt: later(5 * DAY) },
      news: [{ kind: 'suspected' }],
    });
  });

  test('counts when RDAP agrees', () => {
    expect(seen(suspected(), { adminEmail: JANE }, { now: later(DAY + HOUR) })).toMatchObject({
      after: { adminEmail: JANE, changedAt: later(DAY + HOUR), suspectedEmail: null, suspectedAt: null },
      aside: null,
      news: [{ kind: 'address' }],
    });
  });

  test('is forgotten when it is not said again', () => {
    expect(seen(suspected(), { source: 'whois' })).toMatchObject({ after: { suspectedEmail: null }, news: [] });
  });

  test.each([
    ['whois', 'a day later', { source: 'whois', adminEmail: JANE }, 2 * DAY, true],
    ['whois', 'nearly a day later', { source: 'whois', adminEmail: JANE }, 2 * DAY - 1, false],
    ['whois', 'a day later, but yet another', { source: 'whois', adminEmail: JOHN }, 2 * DAY, false],
    ['rdap', 'a day later', { source: 'whois', adminEmail: JANE }, 2 * DAY, false],
  ] as const)('where %s is the source: %s', (configured, _when, details, after, counts) => {
    const step = seen(suspected(), details, { configured, now: later(after) });
    expect(kinds(step).includes('address')).toBe(counts);
    expect(known(step).adminEmail).toBe(counts ? JANE : ADMIN);
  });

  test('does not count at the first look, even where whois is the source', () => {
    expect(seen(FIRST, { source: 'whois', adminEmail: JANE }, { configured: 'whois' })).toMatchObject({
      after: { adminEmail: ADMIN, suspectedEmail: JANE },
      news: [{ kind: 'suspected' }],
    });
  });

  test('cannot be brought in by a change of manager or status beside it', () => {
    const step = seen(FIRST, { source: 'whois', manager: 'Thieves', status: 'retired' });
    expect(step).toMatchObject({ after: { manager: 'SIDN', status: 'active' }, news: [] });
  });

  test('is no worse than what nobody knew', () => {
    expect(known(seen(null, { source: 'whois', adminEmail: JANE })).adminEmail).toBe(JANE);
  });
});

test('where whois is the source, the manager is whom it names', () => {
  const step = seen(FIRST, { source: 'whois', manager: 'Another registry' }, { configured: 'whois' });
  expect(step).toMatchObject({ after: { manager: 'Another registry' }, news: [{ kind: 'manager' }] });
});

describe('what a person set', () => {
  const set = (details: Partial<IanaObservation> = {}): IanaRecord =>
    known(seen(FIRST, { source: 'manual', adminEmail: JANE, reason: 'IANA is late', ...details }));

  test('stands against the source', () => {
    const manual = set();
    expect(manual).toMatchObject({ adminEmail: JANE, source: 'manual', changedAt: later(DAY) });
    const record = { ...FIRST, changedAt: later(DAY) };
    expect(seen(manual, {}, { now: later(2 * DAY) })).toEqual({
      tld: NL,
      before: manual,
      after: manual,
      aside: { record, standing: 'overruled' },
      at: later(2 * DAY),
      lookup: { tld: NL, lookedAt: later(2 * DAY), failure: null, missingSince: null },
      news: [],
    });
  });

  test('gives way to what a person sets later', () => {
    expect(seen(set(), { source: 'manual', adminEmail: JOHN }, { now: later(2 * DAY) })).toMatchObject({
      after: { adminEmail: JOHN, source: 'manual', changedAt: later(2 * DAY) },
      aside: null,
      news: [{ kind: 'address' }],
    });
  });

  test('ends without news when the source agrees', () => {
    const step = seen(set(), { adminEmail: JANE, asOf: later(2 * DAY) });
    expect(step).toMatchObject({ after: { source: 'rdap', reason: null, changedAt: later(DAY) }, news: [] });
  });

  test('can be taken back, which is a change of address', () => {
    const manual = set();
    const after = { ...FIRST, changedAt: later(2 * DAY) };
    expect(released(manual, observation(), later(2 * DAY))).toEqual({
      tld: NL,
      before: manual,
      after,
      aside: null,
      at: later(2 * DAY),
      lookup: { tld: NL, lookedAt: later(2 * DAY), failure: null, missingSince: null },
      news: [{ kind: 'address', tld: NL, before: manual, after }],
    });
  });

  test('can be taken back where it was what the source says, which changes nothing', () => {
    const manual = set({ adminEmail: ADMIN });
    expect(released(manual, observation(), later(2 * DAY))).toMatchObject({
      after: { source: 'rdap', changedAt: null },
      news: [],
    });
  });

  test('is no look at the source', () => {
    expect(seen(FIRST, { source: 'manual' }).lookup).toBeNull();
    expect(seen(null, { source: 'manual' }).lookup).toBeNull();
  });
});

describe('a failed look', () => {
  const failed = { reason: 'rdap: HTTP 404', missing: true };

  test('keeps what is known, and is told once while the record is missing', () => {
    const first = unobserved({ tld: NL, before: FIRST, known: null }, failed, NOON);
    expect(first).toMatchObject({ after: FIRST, lookup: { missingSince: NOON }, news: [{ kind: 'missing' }] });
    const trouble = { reason: 'rdap: no answer in time', missing: false };
    const second = unobserved({ tld: NL, before: FIRST, known: first.lookup }, trouble, later(DAY));
    const third = unobserved({ tld: NL, before: FIRST, known: second.lookup }, failed, later(2 * DAY));
    expect([second.news, third.news]).toEqual([[], []]);
    expect(third.lookup).toEqual({ tld: NL, lookedAt: later(2 * DAY), failure: failed.reason, missingSince: NOON });
  });

  test('because of trouble says nothing about the record', () => {
    const step = unobserved({ tld: NL, before: null, known: null }, { reason: 'x', missing: false }, NOON);
    expect(step).toMatchObject({ after: null, lookup: { missingSince: null }, news: [] });
  });
});
