/** What one message on its way in holds; another one may take its room. */
export type Held = {
  readonly octets: number;
  /** In milliseconds of a clock that only grows: when it last got on. */
  readonly gotOnAt: number;
  /** Gives up what it holds, at once: `octets` is 0 then. */
  readonly giveUp: () => void;
};

/** Memory that all messages on their way share. */
export type MessageMemory = {
  /** False where there is no room for that many octets more, not even that of those that do not get on. */
  readonly reserve: (octets: number, by: Held) => boolean;
  readonly release: (octets: number, by: Held) => void;
};

/** A message that is under way loses its octets to another one only if it has not got on for so long. */
const PATIENCE_MS = 1000;

/** @param now milliseconds of a clock that only grows. */
export function createMessageMemory(mostOctets: number, now: () => number): MessageMemory {
  const holders = new Set<Held>();
  let used = 0;
  return {
    reserve(octets, by) {
      if (!fits(octets)) makeRoom(octets, by);
      if (!fits(octets)) return false;
      used += octets;
      holders.add(by);
      return true;
    },
    release(octets, by) {
      used -= octets;
      holders.delete(by);
    },
  };
  function fits(octets: number): boolean {
    return used + octets <= mostOctets;
  }

  function makeRoom(octets: number, by: Held): void {
    const slow = [...holders].filter((one) => one !== by && one.octets > 0 && now() - one.gotOnAt >= PATIENCE_MS);
    for (const one of slow.toSorted((a, b) => a.gotOnAt - b.gotOnAt)) {
      if (fits(octets)) return;
      one.giveUp();
    }
  }
}
