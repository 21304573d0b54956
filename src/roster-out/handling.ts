import type { HeldCase } from '../core/held-case.ts';
import { elapsed, HOUR, type Instant } from '../core/instant.ts';
import { percentOf } from './coverage.ts';

/** How mail was dealt with in some time. */
export type Handling = {
  readonly mails: number;
  /** Those that waited for a person of the Secretariat at some point. */
  readonly byAPerson: number;
  /** Whole per cent decided by rules and confirmations alone; null where no mail came. */
  readonly withoutAPersonPercent: number | null;
  /** Of the cases of that time that are closed: hours from mail to decision, half of them took less. Null: there is none. */
  readonly medianHours: number | null;
};

/** @param mails taken in that time. */
export function handling(mails: number, cases: readonly HeldCase[], from: Instant, until: Instant): Handling {
  const own = cases.filter(({ receivedAt }) => receivedAt >= from && receivedAt <= until);
  const byAPerson = own.filter(({ kind }) => kind === 'hold').length;
  const hours = own
    .flatMap(({ receivedAt, closedAt }) => (closedAt === null ? [] : [elapsed(receivedAt, closedAt) / HOUR]))
    .toSorted((one, other) => one - other);
  return {
    mails,
    byAPerson,
    withoutAPersonPercent: mails === 0 ? null : percentOf(mails - byAPerson, mails),
    medianHours: hours.length === 0 ? null : Math.round(10 * median(hours)) / 10,
  };
}

/** @param sorted not empty. */
function median(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
