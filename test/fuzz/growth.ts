import type { Target } from './target.ts';

type Grown = Pick<Target, 'frame' | 'run'>;

/** Four times the length may take four times as long; noise and garbage collection get as much again and again. */
const MOST_RATIO = 12;
/** Below this, what is measured is the clock. */
const LEAST_MS = 40;
const SHORT = 8_000;

/**
 * How many times longer four times as much of it takes; 0 where it is too quick to tell. A word of the input that makes
 * time grow with the square of its number shows as 16.
 */
export async function growthOf(target: Grown, repeated: string): Promise<number> {
  const inputOf = (length: number): string => target.frame(repeated.repeat(Math.ceil(length / repeated.length)));
  const short = inputOf(SHORT);
  const long = inputOf(4 * SHORT);
  const slow = await fastest(target, long, 1);
  if (slow < LEAST_MS) return 0;
  const ratio = (await fastest(target, long, 3)) / (await fastest(target, short, 3));
  return ratio;
}

export const isTooFast = (ratio: number): boolean => ratio > MOST_RATIO;

async function fastest(target: Grown, input: string, times: number): Promise<number> {
  let best = Infinity;
  for (let time = 0; time < times; time += 1) {
    const began = process.cpuUsage();
    await target.run(input);
    const { user, system } = process.cpuUsage(began);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}
