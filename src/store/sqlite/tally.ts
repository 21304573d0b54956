import { withEntries } from '../../core/layered-map.ts';

export type Tally<Key> = {
  /** Returns the new count. */
  change(key: Key, by: 1 | -1): number;
  /** Keys that count more than nothing; what is handed out stays as it is. */
  counts(): ReadonlyMap<Key, number>;
};

export function createTally<Key>(): Tally<Key> {
  let counts: ReadonlyMap<Key, number> = new Map();
  // What changed since they were handed out.
  const changed = new Map<Key, number>();
  return {
    change(key, by) {
      const count = (changed.get(key) ?? counts.get(key) ?? 0) + by;
      if (count === 0 && !counts.has(key)) changed.delete(key);
      else changed.set(key, count);
      return count;
    },
    counts() {
      if (changed.size > 0) counts = withEntries(counts, changed);
      if ([...changed.values()].includes(0)) counts = new Map([...counts].filter(([, count]) => count > 0));
      changed.clear();
      return counts;
    },
  };
}
