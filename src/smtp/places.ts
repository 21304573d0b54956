/** One connection, as a newcomer sees it that finds every place taken. */
export type Occupant = {
  /** See `neighbourhoodOf`. */
  readonly neighbourhood: string;
  /** When its client last got on, in milliseconds of a clock that only grows; null: its client waits for us. */
  readonly waitsSince: number | null;
  /** Since when its mail is looked at, by the same clock; null: there is none, or it is being decided and keeps its place. */
  readonly lookedAtSince: number | null;
};

/** Longer than a command takes from anywhere on earth. */
const PATIENCE_MS = 1000;
/** A hundred times as long as it takes to look at a mail. Whoever needs more waits for a DNS that is silent. */
const LOOKING_MS = 2000;

/**
 * Who gives its place to a newcomer: somebody of the neighbourhood that has most, if that is more than the newcomer's own
 * would then have; else whoever has kept us waiting for longer than a second; else whose mail has been looked at for longer
 * than two. Among those the one that waits longest. So nobody holds places against others by being idle, slow or many
 * neighbours, or by a DNS that is silent. Null: the newcomer has to come again.
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
  let lookedAt: Who | null = null;
  let longestOfCrowd = -1;
  let longest = PATIENCE_MS;
  let longestLook = LOOKING_MS;
  for (const one of occupants) {
    const waited = one.waitsSince === null ? -1 : now - one.waitsSince;
    const look = one.lookedAtSince === null ? -1 : now - one.lookedAtSince;
    if (waited >= longest) [slow, longest] = [one, waited];
    if (look >= longestLook) [lookedAt, longestLook] = [one, look];
    const mayGo = look >= LOOKING_MS ? look : waited;
    if (isCrowded && mayGo > longestOfCrowd && held.get(one.neighbourhood) === most) {
      [crowd, longestOfCrowd] = [one, mayGo];
    }
  }
  return crowd ?? slow ?? lookedAt;
}
