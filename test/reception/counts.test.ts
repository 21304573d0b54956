import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { awaitedMail } from '../../src/reception/awaited-mail.ts';
import { countsIn, countsMemory } from '../../src/reception/counts.ts';

describe('what two threads count in the same memory', () => {
  it('is known to both', () => {
    const memory = countsMemory();
    const [one, other] = [countsIn(memory), countsIn(memory)];
    one.await(1);
    one.await(1);
    other.await(-1);
    one.connect(7);
    expect([one.awaited(), other.awaited(), other.connections()]).toEqual([1, 1, 7]);
  });

  it('of delays tells the longest since the last question', () => {
    const counts = countsIn(countsMemory());
    for (const ms of [3, 12.5, 4]) counts.delayed(ms);
    expect([counts.longestDelay(), counts.longestDelay()]).toEqual([12.5, 0]);
  });
});

describe('a mail whose client waits for its answer', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('counts from the beginning until whoever decides it counts it off', () => {
    const counts = countsIn(countsMemory());
    const mail = awaitedMail(counts);
    expect(counts.awaited()).toBe(1);
    mail.isDecided();
    vi.advanceTimersByTime(5000);
    expect(counts.awaited()).toBe(1);
  });

  it('does not count for longer than a second while it waits for the DNS, and again when it is decided', () => {
    const counts = countsIn(countsMemory());
    const mail = awaitedMail(counts);
    vi.advanceTimersByTime(999);
    expect(counts.awaited()).toBe(1);
    vi.advanceTimersByTime(1);
    expect(counts.awaited()).toBe(0);
    mail.isDecided();
    expect(counts.awaited()).toBe(1);
  });

  it('that has its answer without a decision counts no more, however long that took', () => {
    for (const after of [10, 2000]) {
      const counts = countsIn(countsMemory());
      const mail = awaitedMail(counts);
      vi.advanceTimersByTime(after);
      mail.hasItsAnswer();
      vi.advanceTimersByTime(2000);
      expect(counts.awaited()).toBe(0);
    }
  });
});
