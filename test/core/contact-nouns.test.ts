import { describe, expect, test } from 'vitest';
import { mayDecide } from '../../src/core/desk-user.ts';
import { DAY } from '../../src/core/instant.ts';
import { isToBeConfirmed, type Redelegation, spokenOf } from '../../src/core/redelegation.ts';
import { addressesOf, type Contact, hasAddress, isAmong, keysOf, rankAt, sameDetails } from '../../src/core/roster.ts';
import {
  changeOf,
  changesData,
  type ContactDifference,
  differences,
  movedContacts,
} from '../../src/core/roster-change.ts';
import { contactsAtRevision, type PastChange, rostersAt } from '../../src/core/roster-past.ts';
import { isStale } from '../../src/core/still-right.ts';
import { readPhone } from '../../src/core/phone.ts';
import { BR, email, JANE, jane, JOHN, john, later, NL, NOON } from '../support/plans.ts';

const OARC = email('john@oarc.net');

describe('the addresses of a contact', () => {
  const both = john({ secondaryEmail: OARC });

  test('are one or two, in any spelling', () => {
    expect([addressesOf(john()), addressesOf(both)]).toEqual([[JOHN], [JOHN, OARC]]);
    expect([JOHN, OARC, email('John.Doe@NIC.nl'), JANE].map((address) => hasAddress(both, address))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  test('of several people are each there once', () => {
    expect([...keysOf([both, jane({ secondaryEmail: OARC })])]).toEqual([JOHN, OARC, JANE]);
    expect([isAmong([john(), jane()], JANE), isAmong([john()], JANE), isAmong([], JANE)]).toEqual([true, false, false]);
  });
});

test('ranks are one, two and three', () => {
  expect([0, 1, 2].map(rankAt)).toEqual([1, 2, 3]);
});

describe('two entries say the same', () => {
  test('whenever they were made and confirmed', () => {
    expect(sameDetails(john(), john({ since: later(DAY), confirmedAt: later(DAY) }))).toBe(true);
  });

  test.each<[string, Partial<Contact>]>([
    ['rank', { rank: 2 }],
    ['name', { name: 'John D.' }],
    ['address', { email: JANE }],
    ['second address', { secondaryEmail: OARC }],
  ])('unless the %s differs', (_, other) => {
    expect(sameDetails(john(), { ...john(), ...other })).toBe(false);
  });

  test('unless the phone differs', () => {
    const other = readPhone('+31 6 22334455', null);
    if (!other.ok) throw new Error(other.fault);
    expect(sameDetails(john(), { ...john(), phone: other.phone })).toBe(false);
  });
});

describe('what a change does', () => {
  const told = (before: readonly Contact[], after: readonly Contact[]): readonly string[] =>
    differences({ before, after }).map((one: ContactDifference) =>
      one.kind === 'removed' ? `${one.kind} ${one.before.email}` : `${one.kind} ${one.after.email}`,
    );
  const moved = john({ email: OARC });

  test.each<[string, readonly Contact[], readonly Contact[], readonly string[], boolean]>([
    ['nothing', [john(), jane()], [john(), jane()], [], false],
    ['somebody comes', [john()], [john(), jane()], [`added ${JANE}`], true],
    ['somebody goes', [john(), jane()], [john()], [`removed ${JANE}`], true],
    ['another name', [john()], [john({ name: 'J. Doe' })], [`changed ${JOHN}`], true],
    ['another name of one of two', [john(), jane()], [john(), jane({ name: 'J. Roe' })], [`changed ${JANE}`], true],
    ['another address', [john()], [moved], [`changed ${OARC}`], true],
    ['only confirmed', [john()], [john({ confirmedAt: later(DAY) })], [`reconfirmed ${JOHN}`], false],
    ['one for another', [john()], [jane({ rank: 1 })], [`removed ${JOHN}`, `added ${JANE}`], true],
    [
      'two change places',
      [john(), jane()],
      [jane({ rank: 1 }), john({ rank: 2 })],
      [`changed ${JANE}`, `changed ${JOHN}`],
      true,
    ],
    [
      'a namesake comes with the old address of another',
      [john(), jane()],
      [john({ email: JANE }), jane({ name: 'Jim Roe', email: OARC })],
      [`removed ${JOHN}`, `changed ${JANE}`, `added ${OARC}`],
      true,
    ],
  ])('%s', (_, before, after, found, data) => {
    expect(told(before, after)).toEqual(found);
    expect(changesData({ before, after })).toBe(data);
  });

  test('is kept with the revision and the freeze on which it was judged', () => {
    const roster = { tld: NL, revision: 7, contacts: [john()], frozenUntil: null };
    expect(changeOf(roster, [john(), jane()])).toEqual({
      tld: NL,
      revision: 7,
      before: [john()],
      after: [john(), jane()],
      frozenUntil: null,
    });
  });

  test('who moves to another address', () => {
    expect(movedContacts({ before: [john(), jane()], after: [moved, jane({ name: 'J. Roe' })] })).toEqual([
      { kind: 'changed', before: john(), after: moved },
    ]);
    expect(movedContacts({ before: [john()], after: [jane({ rank: 1 })] })).toEqual([]);
    const spelt = john({ email: email('John.Doe@nic.nl') });
    expect(movedContacts({ before: [john()], after: [spelt] })).toEqual([]);
  });
});

describe('who stood on a roster', () => {
  const change = (revision: number, after: readonly Contact[], details: Partial<PastChange> = {}): PastChange => ({
    tld: NL,
    revision,
    at: later(revision * DAY),
    imported: false,
    before: [],
    after,
    ...details,
  });
  const history = [change(2, [john(), jane()]), change(1, [john()]), change(3, [jane()]), change(1, [], { tld: BR })];

  test.each([
    ['before the first', DAY - 1, undefined],
    ['from the first on', DAY, [john()]],
    ['just before the third', 3 * DAY - 1, [john(), jane()]],
    ['in the end', 9 * DAY, [jane()]],
  ])('%s', (_, at, contacts) => {
    expect(rostersAt(history, later(at)).get(NL)?.contacts).toEqual(contacts);
  });

  test('by revision', () => {
    expect([0, 1, 2, 4].map((revision) => contactsAtRevision(history, NL, revision))).toEqual([
      [],
      [john()],
      [john(), jane()],
      [],
    ]);
    expect([1, 2].map((revision) => contactsAtRevision(history, BR, revision))).toEqual([[], []]);
  });
});

describe('after a redelegation', () => {
  const waiting: Redelegation = {
    tld: NL,
    seenAt: NOON,
    managerBefore: 'A',
    managerAfter: 'B',
    unconfirmed: [JOHN, JANE],
    askedAt: NOON,
    reminders: 0,
    settledAt: null,
  };

  test('those wait for the word of the new Admin Contact of whom nothing was said', () => {
    const people = [john(), jane(), john({ email: OARC })];
    expect(people.map((one) => isToBeConfirmed(waiting, one))).toEqual([true, true, false]);
    expect(isToBeConfirmed(waiting, { email: email('John.Doe@NIC.nl') })).toBe(true);
    expect(isToBeConfirmed(null, john())).toBe(false);
  });

  test.each([
    ['who was stated again', [john({ confirmedAt: later(DAY) }), jane()], [JANE], null],
    ['who left', [john()], [JOHN], null],
    ['who came', [john(), john({ email: OARC })], [JOHN], null],
    ['all', [john({ confirmedAt: later(DAY) }), jane({ confirmedAt: later(DAY) })], [], later(DAY)],
  ] as const)('it need not wait for %s', (_, contacts, unconfirmed, settledAt) => {
    expect(spokenOf(waiting, contacts, later(DAY))).toEqual({ ...waiting, unconfirmed, settledAt });
  });
});

test('an entry is stale once it is older than it may be', () => {
  expect([DAY, DAY + 1].map((age) => isStale({ confirmedAt: NOON }, DAY, later(age)))).toEqual([false, true]);
});

test('a reviewer decides while nobody has shut the door', () => {
  expect(mayDecide({ role: 'reviewer', disabledAt: null })).toBe(true);
  expect(mayDecide({ role: 'reviewer', disabledAt: NOON })).toBe(false);
  expect(mayDecide({ role: 'reader', disabledAt: null })).toBe(false);
});
