import { activeCcTlds, type CcTldTable } from '../core/cctld.ts';
import { type Instant, instantOf } from '../core/instant.ts';
import { type PastChange, rostersAt } from '../core/roster-past.ts';
import { isMember } from './coverage.ts';

export type MonthlyMembers = { readonly at: Instant; readonly members: number };

/** How many active ccTLDs had a contact at the end of each of the last months, and have one now; oldest first. */
export function membersByMonth(
  table: CcTldTable,
  history: readonly PastChange[],
  now: Instant,
  months: number,
): readonly MonthlyMembers[] {
  const active = activeCcTlds(table);
  const [year, month] = [Number(now.slice(0, 4)), Number(now.slice(5, 7)) - 1];
  const ends = Array.from({ length: months }, (_, ago) => instantOf(Date.UTC(year, month - ago, 1) - 1)).toReversed();
  return [...ends, now].map((at) => {
    const rosters = rostersAt(history, at);
    return { at, members: active.filter(({ tld }) => isMember(rosters, tld)).length };
  });
}
