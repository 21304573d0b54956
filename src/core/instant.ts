import type { Brand } from './brand.ts';

/** A moment in UTC, `YYYY-MM-DDTHH:mm:ss.sssZ` (RFC 3339). Compares correctly as text. */
export type Instant = Brand<string, 'Instant'>;

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** @param ms milliseconds since 1970-01-01T00:00:00Z. Throws RangeError outside ECMAScript's time range. */
export function instantOf(ms: number): Instant {
  return new Date(ms).toISOString() as Instant;
}

/** Reads RFC 3339 text; null where it is not a date. */
export function parseInstant(text: string): Instant | null {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : instantOf(ms);
}

export function epochMs(at: Instant): number {
  return Date.parse(at);
}

export const laterOf = (a: Instant, b: Instant): Instant => (a > b ? a : b);

/** @param ms may be negative. */
export function plus(at: Instant, ms: number): Instant {
  return instantOf(epochMs(at) + ms);
}

/** Clocks differ by less. */
export const CLOCKS_DIFFER_BY = 60 * MINUTE;

/** True for what was written by a clock that was wrong and has been set back since. */
export function isFromTheFuture(at: Instant, now: Instant): boolean {
  return elapsed(now, at) > CLOCKS_DIFFER_BY;
}

/** Milliseconds from `from` to `to`; negative when `to` is earlier. */
export function elapsed(from: Instant, to: Instant): number {
  return epochMs(to) - epochMs(from);
}
