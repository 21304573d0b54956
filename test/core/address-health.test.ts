import { describe, expect, test } from 'vitest';
import {
  type AddressHealth,
  afterBounce,
  type BounceSeverity,
  isBouncing,
  severityOf,
} from '../../src/core/address-health.ts';
import { DAY, type Instant } from '../../src/core/instant.ts';
import { JOHN, later, NOON } from '../support/plans.ts';

const bounce = (
  before: AddressHealth | null,
  severity: BounceSeverity,
  writtenAt: Instant,
  now: Instant,
): AddressHealth => afterBounce(before, JOHN, { severity, status: '5.1.1', reason: 'no such user' }, writtenAt, now);

describe('an address from which mail came back', () => {
  const soft = bounce(null, 'soft', NOON, NOON);
  const hard = bounce(soft, 'hard', NOON, later(DAY));
  const probed: AddressHealth = { ...hard, probedAt: later(2 * DAY) };

  test('may work yet after a soft bounce', () => {
    expect(soft).toEqual({
      address: JOHN,
      bounces: 1,
      lastAt: NOON,
      status: '5.1.1',
      reason: 'no such user',
      failingSince: null,
      probedAt: null,
      brokenSince: null,
      askedAt: null,
    });
    expect([isBouncing(soft), isBouncing(undefined)]).toEqual([false, false]);
  });

  test('fails since the first hard one', () => {
    expect(hard).toEqual({ ...soft, bounces: 2, lastAt: later(DAY), failingSince: later(DAY) });
    expect(isBouncing(hard)).toBe(true);
    expect(bounce(hard, 'hard', NOON, later(3 * DAY))).toMatchObject({ failingSince: later(DAY), brokenSince: null });
  });

  test('is broken where what was written after the probe comes back as well', () => {
    const old = bounce(probed, 'hard', later(2 * DAY - 1), later(3 * DAY));
    expect(old).toMatchObject({ bounces: 3, brokenSince: null, probedAt: later(2 * DAY) });
    expect(bounce(probed, 'hard', later(2 * DAY), later(3 * DAY))).toMatchObject({ brokenSince: later(3 * DAY) });
    expect(bounce(probed, 'soft', later(2 * DAY), later(3 * DAY))).toMatchObject({ brokenSince: null });
  });

  test('is broken since it was first', () => {
    const broken = bounce(probed, 'hard', later(2 * DAY), later(3 * DAY));
    expect(bounce(broken, 'hard', later(4 * DAY), later(5 * DAY))).toMatchObject({ brokenSince: later(3 * DAY) });
    expect(bounce({ ...broken, probedAt: null }, 'hard', NOON, later(5 * DAY))).toMatchObject({
      brokenSince: later(3 * DAY),
    });
  });
});

test.each([
  ['5.1.1', 'hard'],
  ['5.2.2', 'soft'],
  ['5.2.21', 'hard'],
  ['4.4.7', 'soft'],
  ['15.1.1', 'soft'],
])('the status %s is a %s bounce', (status, severity) => {
  expect(severityOf(status)).toBe(severity);
});
