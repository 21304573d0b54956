import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ccTlds, findCcTld } from '../../src/core/cctld.ts';
import { shippedRules } from './shipped-rules.ts';

const book = await shippedRules();

describe('what senders are told', () => {
  test('questions about the roster are refused with one and the same text', () => {
    const neutral = [
      'roster-not-for-strangers',
      'status-of-another-cctld',
      'who-admin',
      'who-admin-reviewed',
      'secretariat-reads-unsigned',
    ];
    const texts = new Set(book.rules.filter(({ id }) => neutral.includes(id)).map(({ tell }) => tell));
    expect(texts.size).toBe(1);
  });

  test.each(book.rules.filter(({ tell }) => tell !== null))('$id: whole sentences without blame', ({ tell }) => {
    expect(tell).toMatch(/\.$/u);
    expect(tell).not.toMatch(/\b(?:invalid|illegal|error|violation|forbidden|your fault|you failed|must not)\b/iu);
    const longest = Math.max(...(tell ?? '').split(/(?<=[.;])\s/u).map((sentence) => sentence.split(' ').length));
    expect(longest).toBeLessThanOrEqual(36);
  });

  test.each(book.rules.filter(({ verdict }) => verdict === 'refuse'))(
    '$id: a refusal names the next step',
    ({ tell }) => {
      expect(tell).toMatch(/\b(?:please|send|reply|write|HELP)\b/iu);
    },
  );
});

describe('the numbers', () => {
  test('are those of the published policy', () => {
    const day = 86_400_000;
    expect(book.limits).toMatchObject({
      contactsMost: 3,
      contactsLeast: 2,
      changesPerDay: 5,
      ianaFreshFor: 7 * day,
      ianaSettledAfter: 7 * day,
      confirmationReminderAfter: 3 * day,
      confirmationExpiresAfter: 7 * day,
      unprovedMailsPerDay: 3,
      unprovedHoldsPerTld: 3,
      unprovedHoldsInAll: 50,
      tokenTries: 5,
      signatureFreshFor: 72 * 3_600_000,
      signatureAheadAtMost: 3_600_000,
      deferralsFor: 4 * 3_600_000,
      disputeWindow: 14 * day,
      quotedLines: 20,
      quotedLineLength: 80,
    });
  });
});

describe('the table of ccTLDs', () => {
  test('holds 248 ASCII and 61 IDN ccTLDs that are delegated', () => {
    const active = ccTlds(book.table).filter(({ status }) => status === 'active');
    expect([
      active.filter(({ tld }) => tld.length === 2).length,
      active.filter(({ tld }) => tld.length > 2).length,
    ]).toEqual([248, 61]);
  });

  test.each([
    ['.РФ', 'xn--p1ai', 'RU', 'active'],
    ['uk', 'uk', 'GB', 'active'],
    ['ac', 'ac', 'AC', 'active'],
    ['su', 'su', 'RU', 'active'],
    ['eu', 'eu', null, 'active'],
    ['an', 'an', null, 'retired'],
    ['yu', 'yu', null, 'retired'],
    ['eh', 'eh', 'EH', 'not-assigned'],
  ])('%s is %s (%s, %s)', (written, tld, iso, status) => {
    expect(findCcTld(book.table, written)).toMatchObject({ tld, iso, status });
  });
});

describe('docs/policy.md', () => {
  const page = readFileSync(new URL('../../docs/policy.md', import.meta.url), 'utf8');
  const named = new Set(
    [...page.matchAll(/`([a-z]+(?:-[a-z]+)+|help|status|who|bounce|frozen|confirmed)`/gu)].map(([, id]) => id),
  );

  test.each([...book.rules, book.otherwise])('names the rule $id', ({ id }) => {
    expect(named).toContain(id);
  });
});
