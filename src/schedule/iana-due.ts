import type { Tld } from '../core/cctld.ts';
import type { IanaLookup } from '../core/iana.ts';
import { elapsed, type Instant, isFromTheFuture } from '../core/instant.ts';

/** What failed is tried again after this part of the time between two looks. */
const FAILED_SOONER = 6;

/**
 * Whom to ask about now. Nobody until somebody's last look is `refreshMs` ago; then everybody who would be due within
 * the next half of that time, so that one look a day is enough. What failed is tried again sooner.
 */
export function dueForALook(
  tlds: readonly Tld[],
  lookups: readonly IanaLookup[],
  refreshMs: number,
  now: Instant,
): readonly Tld[] {
  const known = new Map(lookups.map((one) => [one.tld, one]));
  const age = (tld: Tld): number => {
    const lookup = known.get(tld);
    if (lookup === undefined || isFromTheFuture(lookup.lookedAt, now)) return Number.POSITIVE_INFINITY;
    return elapsed(lookup.lookedAt, now);
  };
  const failing = new Set(
    tlds.filter((tld) => (known.get(tld)?.failure ?? null) !== null && age(tld) >= refreshMs / FAILED_SOONER),
  );
  const isTime = tlds.some((tld) => age(tld) >= refreshMs);
  return tlds.filter((tld) => failing.has(tld) || (isTime && age(tld) >= refreshMs / 2));
}
