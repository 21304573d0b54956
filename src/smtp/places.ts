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
  for (const { neighbourhood } of occupants) held.set(neighbourhood, (held.get(neighbourhood) ?? 0) + 1);
  const own = held.get(newcomer) ?? 0;
  const most = Math.max(...held.values(), 0);
  const crowd = most > own + 1 ? occupants.filter((one) => held.get(one.neighbourhood) === most) : [];
  return slowest(crowd, now, 0) ?? slowest(occupants, now, PATIENCE_MS);
}

function slowest<Who extends Occupant>(occupants: readonly Who[], now: number, atLeast: number): Who | null {
  let found: Who | null = null;
  let longest = atLeast;
  for (const one of occupants) {
    const waited = one.waitsSince === null ? -1 : now - one.waitsSince;
    if (waited < longest) continue;
    found = one;
    longest = waited;
  }
  return found;
}
