import { describe, expect, test } from 'vitest';
import { type AddressCase, isUnreachable, needsCase } from '../../src/core/address-case.ts';
import type { AddressHealth } from '../../src/core/address-health.ts';
import { DAY } from '../../src/core/instant.ts';
import { email, JANE, JOHN, later, NL, NOON, ref } from '../support/plans.ts';

const ASKED: AddressHealth = {
  address: JOHN,
  bounces: 3,
  lastAt: later(8 * DAY),
  status: '5.1.1',
  reason: 'no such user',
  failingSince: NOON,
  probedAt: later(3 * DAY),
  brokenSince: later(4 * DAY),
  askedAt: later(8 * DAY),
};

describe('an address is unreachable', () => {
  test.each<[string, AddressHealth | undefined, boolean]>([
    ['where the probe came back and others were asked', ASKED, true],
    ['not before others were asked', { ...ASKED, askedAt: null }, false],
    ['not before the probe came back', { ...ASKED, brokenSince: null }, false],
    ['not where neither happened', { ...ASKED, brokenSince: null, askedAt: null }, false],
    ['not where nothing ever came back', undefined, false],
  ])('%s', (_, health, is) => {
    expect(isUnreachable(health)).toBe(is);
  });
});

describe('the Secretariat is given a case about it', () => {
  const about = (details: Partial<AddressCase>): AddressCase => ({
    ref: ref(1),
    state: 'approved',
    version: 2,
    address: JOHN,
    tlds: [NL],
    openedAt: later(8 * DAY),
    closedAt: later(9 * DAY),
    ...details,
  });

  test.each<[string, Partial<AddressHealth>, readonly Partial<AddressCase>[], boolean]>([
    ['where there is none', {}, [], true],
    ['not while it is still reachable', { askedAt: null }, [], false],
    ['not while one is open, however old', {}, [{ state: 'open', openedAt: NOON }], false],
    ['not again after a decision', {}, [{}], false],
    ['again where others were asked since the decision', {}, [{ openedAt: later(8 * DAY - 1) }], true],
    ['whatever is open about another address', {}, [{ state: 'open', address: JANE }], true],
    ['not where the case spells it otherwise', {}, [{ address: email('John.Doe@nic.nl') }], false],
    ['not where one of several is open', {}, [{ openedAt: NOON }, { state: 'open' }, { address: JANE }], false],
  ])('%s', (_, details, cases, needed) => {
    expect(needsCase({ ...ASKED, ...details }, cases.map(about))).toBe(needed);
  });
});
