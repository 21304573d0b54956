export type Tally<Key> = {
  /** Returns the new count. */
  change(key: Key, by: 1 | -1): number;
  /** Keys that count more than nothing; what is handed out stays as it is. */
  counts(): ReadonlyMap<Key, number>;
};

export function createTally<Key>(): Tally<Key> {
  let counts = new Map<Key, number>();
  let inOtherHands = false;
  return {
    change(key, by) {
      if (inOtherHands) counts = new Map(counts);
      inOtherHands = false;
      const count = (counts.get(key) ?? 0) + by;
      if (count === 0) counts.delete(key);
      else counts.set(key, count);
      return count;
    },
    counts() {
      inOtherHands = true;
      return counts;
    },
  };
}
