import type { Rank } from '../core/roster.ts';

/** Somebody who is to be on the roster. */
export type Ranked<T> = {
  readonly value: T;
  /** Asked for in the mail. */
  readonly wanted: Rank | null;
  /** Held today, or inherited from the contact that this one replaces. */
  readonly held: Rank | null;
};

export type RankOrder<T> = {
  /** In order of rank; ranks close up. */
  readonly ordered: readonly T[];
  /** Two people would have the same rank. */
  readonly conflict: boolean;
};

/** Wanted ranks first, then those held, then newcomers in the order of the mail. */
export function rankOrder<T>(entries: readonly Ranked<T>[]): RankOrder<T> {
  const taken = entries.map(({ wanted, held }) => wanted ?? held);
  const wantedTwice = entries.some(
    (entry) =>
      entry.wanted !== null &&
      entries.some((other) => other !== entry && (other.wanted ?? other.held) === entry.wanted),
  );
  const free = ([1, 2, 3] as const).filter((rank) => !taken.includes(rank));
  let newcomers = 0;
  const places = entries.map((entry) => {
    const place = entry.wanted ?? entry.held;
    if (place !== null) return { entry, place };
    newcomers += 1;
    return { entry, place: free[newcomers - 1] ?? 3 + newcomers };
  });
  return {
    ordered: places.toSorted((a, b) => a.place - b.place).map(({ entry }) => entry.value),
    conflict: wantedTwice,
  };
}
