/** One connection, as a newcomer sees it that finds every place taken. */
export type Occupant = {
  /** See `neighbourhoodOf`. */
  readonly neighbourhood: string;
  /** When its client last got on, in milliseconds of a clock that only grows; null: its client waits for us. */
  readonly waitsSince: number | null;
};

/** Longer than a command takes from anywhere on earth. */
const PATIENCE_MS = 1000;

/**
 * Who gives its place to a newcomer: somebody of the neighbourhood that has most, if that is more than the newcomer's own
 * would then have; else whoever has kept us waiting for longer than a second. Among those the one that waits longest. So
 * nobody holds places against others by being idle, slow or many neighbours. Null: the newcomer has to come again.
 */
export function whoGivesWay<Who extends Occupant>(
  newcomer: string,
  occupants: readonly Who[],
  now: number,
): Who | null {
  const held = new Map<string, number>();
  let most = 0;
  for (const { neighbourhood } of occupants) {
    const count = (held.get(neighbourhood) ?? 0) + 1;
    held.set(neighbourhood, count);
    if (count > most) most = count;
  }
  const isCrowded = most > (held.get(newcomer) ?? 0) + 1;
  let crowd: Who | null = null;
  let slow: Who | null = null;
  let longestOfCrowd = -1;
  let longest = PATIENCE_MS;
  for (const one of occupants) {
    if (one.waitsSince === null) continue;
    const waited = now - one.waitsSince;
    if (waited >= longest) [slow, longest] = [one, waited];
    if (isCrowded && waited > longestOfCrowd && held.get(one.neighbourhood) === most) {
      [crowd, longestOfCrowd] = [one, waited];
    }
  }
  return crowd ?? slow;
}
