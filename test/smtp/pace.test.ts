import { describe, expect, it } from 'vitest';
import { DAY, HOUR, type Instant, instantOf, MINUTE, plus } from '../../src/core/instant.ts';
import { createHoldings, createPace } from '../../src/smtp/pace.ts';

const start = instantOf(Date.UTC(2026, 0, 1));

describe('the pace of a client', () => {
  it('is counted for each network and begins anew each minute', () => {
    let now: Instant = start;
    const pace = createPace({ perClient: 2, perNeighbourhood: 4, ms: MINUTE }, () => now);
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
    const pace = createPace({ perClient: 1, perNeighbourhood: 2, ms: MINUTE }, () => now);
    expect([pace.allows('192.0.2.1'), pace.allows('192.0.2.1')]).toEqual([true, false]);
    now = start;
    expect([pace.allows('192.0.2.1'), pace.allows('192.0.2.1')]).toEqual([true, false]);
  });

  it.each([
    ['an IPv4 /24', (n: number) => `192.0.2.${n}`, '192.0.3.1'],
    ['an IPv6 /48', (n: number) => `2001:db8:1:${n}::1`, '2001:db8:2::1'],
  ])('is counted for %s as a whole, too', (_, ip, elsewhere) => {
    const pace = createPace({ perClient: 2, perNeighbourhood: 3, ms: MINUTE }, () => start);
    expect([1, 2, 3, 4, 5].map((n) => pace.allows(ip(n)))).toEqual([true, true, true, false, false]);
    expect(pace.allows(elsewhere)).toBe(true);
  });

  it('of one that is too fast does not use up what its neighbours have', () => {
    const pace = createPace({ perClient: 1, perNeighbourhood: 2, ms: MINUTE }, () => start);
    expect([1, 1, 1, 1, 2].map((n) => pace.allows(`192.0.2.${n}`))).toEqual([true, false, false, false, true]);
  });
});

describe('the pace of octets', () => {
  it('is one of amounts, within any span', () => {
    let now: Instant = start;
    const pace = createPace({ perClient: 100, perNeighbourhood: 150, ms: HOUR }, () => now);
    expect([60, 40, 1].map((octets) => pace.allows('192.0.2.1', octets))).toEqual([true, true, false]);
    expect([50, 1].map((octets) => pace.allows('192.0.2.2', octets))).toEqual([true, false]);
    expect(pace.allows('198.51.100.1', 101)).toBe(false);
    now = plus(start, HOUR);
    expect(pace.allows('192.0.2.1', 100)).toBe(true);
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
