import { elapsed, type Instant, MINUTE } from '../../core/instant.ts';

/** After so long tries are forgotten. */
export const WINDOW = 15 * MINUTE;
const MOST_KEYS = 10_000;

/** How often something may be tried within a quarter of an hour. */
export type Throttle = {
  /** Counts a try before its outcome is known, so that many at once do not slip through; false: too many. */
  take(key: string, now: Instant): boolean;
  /** Forgets the tries: the last one was right. */
  clear(key: string): void;
  /** Takes the last try back, and no other: it was right, but those before it need not have been of the same person. */
  giveBack(key: string): void;
};

/**
 * Kept in memory: nobody outside can restart the program, and a table would let every guess write to the disk. It cannot
 * grow without bound; since one password is hashed at a time, a window is over long before its tries are pushed out.
 */
export function createThrottle(mostTries: number): Throttle {
  const tries = new Map<string, { readonly since: Instant; readonly count: number }>();
  return {
    take(key, now) {
      const before = tries.get(key);
      const current = before === undefined || isOver(before.since, now) ? { since: now, count: 0 } : before;
      if (current.count >= mostTries) return false;
      tries.delete(key);
      tries.set(key, { ...current, count: current.count + 1 });
      const [oldest] = tries.size > MOST_KEYS ? tries.keys() : [];
      if (oldest !== undefined) tries.delete(oldest);
      return true;
    },
    clear(key) {
      tries.delete(key);
    },
    giveBack(key) {
      const current = tries.get(key);
      if (current !== undefined) tries.set(key, { ...current, count: current.count - 1 });
    },
  };
}

/** A window that has not begun yet is over, too: the clock was set back. */
function isOver(since: Instant, now: Instant): boolean {
  const age = elapsed(since, now);
  return age > WINDOW || age < 0;
}
