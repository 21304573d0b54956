import { describe, expect, it } from 'vitest';
import { DAY, elapsed, HOUR, instantOf, MINUTE, plus, SECOND } from '../../src/core/instant.ts';
import { FEWEST_ATTEMPTS, GIVE_UP_AFTER, nextAttempt } from '../../src/smtp/retry-schedule.ts';

const created = instantOf(Date.UTC(2026, 2, 1));

describe('the retry schedule', () => {
  it.each([
    [1, 30 * SECOND],
    [2, MINUTE],
    [3, 2 * MINUTE],
    [6, 30 * MINUTE],
    [9, 4 * HOUR],
    [40, 4 * HOUR],
  ])('waits longer behind attempt %i', (attempts, wait) => {
    expect(nextAttempt(created, attempts, created)).toBe(plus(created, wait));
  });

  it('tries a last time when five days are over, and then gives up', () => {
    const late = plus(created, GIVE_UP_AFTER - HOUR);
    expect(nextAttempt(created, 30, late)).toBe(plus(created, 5 * DAY));
    expect(nextAttempt(created, 31, plus(created, 5 * DAY))).toBeNull();
    expect(nextAttempt(created, 31, plus(created, 50 * DAY))).toBeNull();
  });

  it('tries a mail some times even where the five days passed while nothing ran', () => {
    const late = plus(created, 6 * DAY);
    expect(nextAttempt(created, 1, late)).toBe(plus(late, 30 * SECOND));
    expect(nextAttempt(created, FEWEST_ATTEMPTS - 1, late)).toBe(plus(late, HOUR));
    expect(nextAttempt(created, FEWEST_ATTEMPTS, late)).toBeNull();
  });

  it('tries a mail that never gets through between 30 and 50 times', () => {
    let now = created;
    let attempts = 0;
    for (;;) {
      attempts += 1;
      const next = nextAttempt(created, attempts, now);
      if (next === null) break;
      expect(elapsed(now, next)).toBeGreaterThan(0);
      now = next;
    }
    expect(elapsed(created, now)).toBe(GIVE_UP_AFTER);
    expect(attempts).toBeGreaterThan(30);
    expect(attempts).toBeLessThan(50);
  });
});
