import { describe, expect, test } from 'vitest';
import type { Command } from '../../src/core/command.ts';
import { isChange } from '../../src/core/command.ts';
import { type FaultCode, isFitFault, isForAPerson } from '../../src/core/fault.ts';
import { parseInstant } from '../../src/core/instant.ts';
import {
  fieldsNamed,
  firstField,
  isProved,
  parseDigest,
  parseReference,
  type Proof,
  referenceOf,
} from '../../src/core/message.ts';
import { smtpAnswer } from '../../src/core/smtp-answer.ts';
import { AS_SENT, isAsSent } from '../../src/core/standing.ts';
import { reviewedCase } from '../../src/core/token-target.ts';
import { digest, heldCase, JOHN, later, message, NL, NOON, ref } from '../support/plans.ts';

describe('a reference', () => {
  test.each([
    [2026, 1, '2026-000001'],
    [2026, 123_456, '2026-123456'],
    [2027, 1_234_567, '2027-1234567'],
  ])('of %i, number %i is %s', (year, number, written) => {
    expect(referenceOf(year, number)).toBe(written);
    expect(parseReference(written)).toBe(written);
  });

  test.each([
    '',
    '2026-00001',
    '2026-0000000001',
    '26-000001',
    '12026-000001',
    '2026-00000a',
    '2026000001',
    'TLD-OPS 2026-000001',
    '2026-000001 ',
    'abcd-000001',
  ])('is not %j', (text) => {
    expect(parseReference(text)).toBeNull();
  });
});

describe('a SHA-256', () => {
  const hex = digest('x');

  test('is 64 digits', () => {
    expect(parseDigest(hex)).toBe(hex);
  });

  test.each([hex.slice(1), `${hex}0`, ` ${hex}`, hex.toUpperCase(), `g${hex.slice(1)}`, 'f', ''])('not %j', (text) => {
    expect(parseDigest(text)).toBeNull();
  });
});

test('fields are found by their name, in their order', () => {
  const fields = [
    { name: 'received', value: 'by b' },
    { name: 'to', value: '' },
    { name: 'received', value: 'by a' },
    { name: 'from', value: 'john.doe@nic.nl' },
  ];
  expect(fieldsNamed(fields, 'received')).toEqual(['by b', 'by a']);
  expect(['received', 'from', 'to', 'cc'].map((name) => firstField(fields, name))).toEqual([
    'by b',
    'john.doe@nic.nl',
    '',
    null,
  ]);
  expect([fieldsNamed(fields, 'cc'), firstField([], 'from')]).toEqual([[], null]);
});

test.each<[Proof, boolean]>([
  ['signed', true],
  ['aligned', true],
  ['none', false],
  ['failed', false],
  ['unknown', false],
])('a mail of proof %s is proved: %s', (proof, is) => {
  expect(isProved(message({ proof }))).toBe(is);
});

test.each([
  ['2026-03-12T12:00:00Z', '2026-03-12T12:00:00.000Z'],
  ['2026-03-12T12:00:00.5+01:00', '2026-03-12T11:00:00.500Z'],
  ['2026-03-12', '2026-03-12T00:00:00.000Z'],
  ['2026-13-12', null],
  ['yesterday', null],
  ['', null],
])('the moment %j is %j', (text, instant) => {
  expect(parseInstant(text)).toBe(instant);
});

test.each([
  ['SUBSCRIBE', true],
  ['CONTACTS', true],
  ['REPLACE', true],
  ['REMOVE', true],
  ['UPDATE', true],
  ['WHO', false],
  ['STATUS', false],
  ['HELP', false],
  ['CONFIRM', false],
  ['DENY', false],
  ['DISPUTE', false],
  ['OK', false],
] as const)('%s changes the list: %s', (word, changes) => {
  const draft = {
    line: 2,
    lines: {},
    name: null,
    email: null,
    secondaryEmail: null,
    phone: '+31 6 12345678',
    rank: null,
    label: null,
    faults: [],
  };
  const command: Command = {
    word,
    tlds: [],
    contacts: [],
    replaced: [],
    removed: [],
    all: false,
    oneself: false,
    draft,
    regions: [],
    search: [],
    token: null,
  };
  expect(isChange({ command, line: 1, text: word, doubts: [] })).toBe(changes);
});

test.each<[FaultCode, boolean, boolean]>([
  ['fourth-contact', true, false],
  ['not-there', true, false],
  ['nobody-there', true, false],
  ['another-person', true, false],
  ['rank-by-admin', true, false],
  ['utf8-address', false, true],
  ['role-address', false, false],
  ['name-missing', false, false],
])('the fault %s tells something about the list: %s, may be helped by a person: %s', (code, fit, person) => {
  const fault = { code, tld: NL, line: 1, value: '' };
  expect([isFitFault(fault), isForAPerson(fault)]).toEqual([fit, person]);
});

test.each([
  [250, false],
  [421, true],
  [451, false],
  [554, false],
] as const)('the answer %i ends the session: %s', (code, close) => {
  expect(smtpAnswer(code, '2.0.0', 'x')).toEqual({ code, enhanced: '2.0.0', text: 'x', close });
});

test('a request stands as it was sent until somebody says something about it', () => {
  expect(AS_SENT).toEqual({ confirmation: 'none', review: 'none' });
  expect(isAsSent({ confirmation: 'none', review: 'none' })).toBe(true);
  expect(isAsSent({ confirmation: 'given', review: 'none' })).toBe(false);
  expect(isAsSent({ confirmation: 'none', review: 'approved' })).toBe(false);
  expect(isAsSent({ confirmation: 'given', review: 'asked-admin' })).toBe(false);
});

describe('the token of a mail to a reviewer', () => {
  const held = heldCase({ ref: ref(1) });
  const common = { tokenHash: digest('token'), reviewers: [], barred: [], used: false, expiresAt: later(1) };
  const mail = {
    ref: ref(1),
    message: message(),
    request: { commands: [], ignored: [], hints: [], dryRun: false, mentioned: [], loose: [], filledIn: [] },
  };

  test('opens the case about a mail, or about an address', () => {
    const addressCase = {
      ref: ref(2),
      state: 'open',
      version: 1,
      address: JOHN,
      tlds: [NL],
      openedAt: NOON,
      closedAt: null,
    } as const;
    expect(reviewedCase({ ...common, kind: 'review', held, mail, shown: digest('change'), history: [] })).toBe(held);
    expect(reviewedCase({ ...common, kind: 'address-review', addressCase })).toBe(addressCase);
  });

  test('and no other token lets anybody decide', () => {
    expect(reviewedCase({ ...common, kind: 'confirmation', held, mail })).toBeNull();
    expect(reviewedCase({ ...common, kind: 'note', held, mail, answers: 0 })).toBeNull();
    expect(reviewedCase({ kind: 'none' })).toBeNull();
    expect(reviewedCase({ kind: 'unknown' })).toBeNull();
  });
});
