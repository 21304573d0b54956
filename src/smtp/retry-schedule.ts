import { DAY, elapsed, HOUR, type Instant, MINUTE, plus, SECOND } from '../core/instant.ts';

/** Waits behind the first, second, … attempt; the last one repeats. RFC 5321 §4.5.4.1: at least 4 to 5 days in all. */
const WAITS = [
  30 * SECOND,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
] as const;
const LAST_WAIT = 4 * HOUR;
export const GIVE_UP_AFTER = 5 * DAY;
/** The last of them two hours behind the first: a host that was off for days must not cost its mails their tries. */
export const FEWEST_ATTEMPTS = 8;

/**
 * When to try a mail again.
 * @param attempts that failed so far, at least 1
 * @param now when the last of them failed
 * @returns null once the mail is five days old and was tried often enough: time to give up and tell the Secretariat. The
 * last attempt falls on the end of the five days.
 */
export function nextAttempt(createdAt: Instant, attempts: number, now: Instant): Instant | null {
  const left = GIVE_UP_AFTER - elapsed(createdAt, now);
  if (left <= 0 && attempts >= FEWEST_ATTEMPTS) return null;
  const wait = WAITS[Math.max(attempts, 1) - 1] ?? LAST_WAIT;
  return plus(now, left > 0 ? Math.min(wait, left) : wait);
}
