/** Chance that can be had again: the same seed, the same choices. */
export type Random = {
  /** At least 0, less than `limit`. */
  upTo(limit: number): number;
  whole(limit: number): number;
  chance(probability: number): boolean;
  pick<T>(choices: readonly T[]): T;
  shuffled<T>(all: readonly T[]): T[];
};

/** xorshift32 (Marsaglia 2003). */
export function seededRandom(seed: number): Random {
  let state = (seed ^ 0x9e3779b9) >>> 0 || 1;
  const next = (): number => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
  const whole = (limit: number): number => Math.floor(next() * limit);
  return {
    upTo: (limit) => next() * limit,
    whole,
    chance: (probability) => next() < probability,
    pick(choices) {
      const choice = choices[whole(choices.length)];
      if (choice === undefined) throw new RangeError('nothing to choose from');
      return choice;
    },
    shuffled(all) {
      const left = [...all];
      return all.map(() => left.splice(whole(left.length), 1)).flat();
    },
  };
}
