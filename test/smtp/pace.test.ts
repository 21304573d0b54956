import { describe, expect, it } from 'vitest';
import { DAY, type Instant, instantOf, MINUTE, plus } from '../../src/core/instant.ts';
import { createHoldings, createPace } from '../../src/smtp/pace.ts';

const start = instantOf(Date.UTC(2026, 0, 1));

describe('the pace of a client', () => {
  it('is counted for each network and begins anew each minute', () => {
    let now: Instant = start;
    const pace = createPace(2, () => now);
    expect(['192.0.2.1', '192.0.2.1', '192.0.2.1'].map((ip) => pace.allows(ip))).toEqual([true, true, false]);
    expect(pace.allows('192.0.2.2')).toBe(true);
    expect(['2001:db8::1', '2001:db8::2', '2001:db8::3'].map((ip) => pace.allows(ip))).toEqual([true, true, false]);
    now = plus(start, MINUTE - 1);
    expect(pace.allows('192.0.2.1')).toBe(false);
    now = plus(start, MINUTE);
    expect(pace.allows('192.0.2.1')).toBe(true);
  });

  it('begins anew where the clock is set back, instead of waiting until that time comes again', () => {
    let now: Instant = plus(start, 365 * DAY);
    const pace = createPace(1, () => now);
    expect([pace.allows('192.0.2.1'), pace.allows('192.0.2.1')]).toEqual([true, false]);
    now = start;
    expect([pace.allows('192.0.2.1'), pace.allows('192.0.2.1')]).toEqual([true, false]);
  });
});

describe('what a client holds open', () => {
  it('is limited until it lets go', () => {
    const holdings = createHoldings(2);
    expect([1, 2, 3].map(() => holdings.take('192.0.2.1'))).toEqual([true, true, false]);
    expect(holdings.take('192.0.2.2')).toBe(true);
    holdings.release('192.0.2.1');
    expect(holdings.take('192.0.2.1')).toBe(true);
    expect(holdings.take('192.0.2.1')).toBe(false);
  });
});
