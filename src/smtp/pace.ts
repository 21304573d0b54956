import { elapsed, type Instant, MINUTE } from '../core/instant.ts';
import { neighbourhoodOf, networkOf } from '../core/client-network.ts';

/** Counts events of each client within a minute. */
export type Pace = {
  /** Counts one more; false where that is too many. */
  readonly allows: (ip: string) => boolean;
};

/** Neither a client nor its whole neighbourhood may have more events in any minute that begins with one. */
export function createPace(perClient: number, perNeighbourhood: number, clock: () => Instant): Pace {
  const clients = counting(perClient, networkOf, clock);
  const neighbourhoods = counting(perNeighbourhood, neighbourhoodOf, clock);
  // Whoever is too fast alone does not use up the share of its neighbours.
  return { allows: (ip) => clients.allows(ip) && neighbourhoods.allows(ip) };
}

function counting(perMinute: number, keyOf: (ip: string) => string, clock: () => Instant): Pace {
  const minutes = new Map<string, { readonly began: Instant; count: number }>();
  return {
    allows: (ip) => {
      const now = clock();
      const key = keyOf(ip);
      const minute = minutes.get(key);
      if (minute !== undefined && isNow(minute, now)) {
        minute.count += 1;
        return minute.count <= perMinute;
      }
      forget(now);
      minutes.delete(key);
      minutes.set(key, { began: now, count: 1 });
      return perMinute >= 1;
    },
  };

  /** Entries stand in the order in which they began, so those that are over stand first. */
  function forget(now: Instant): void {
    for (const [key, minute] of minutes) {
      if (isNow(minute, now)) return;
      minutes.delete(key);
    }
  }
}

/** A minute that has not begun yet is none: the clock was set back. */
function isNow({ began }: { readonly began: Instant }, now: Instant): boolean {
  const age = elapsed(began, now);
  return age >= 0 && age < MINUTE;
}

/** Counts what each client holds open. */
export type Holdings = {
  /** False where the client holds as many as it may already. */
  readonly take: (ip: string) => boolean;
  readonly release: (ip: string) => void;
};

export function createHoldings(most: number): Holdings {
  const held = new Map<string, number>();
  return {
    take: (ip) => {
      const key = networkOf(ip);
      const count = held.get(key) ?? 0;
      if (count >= most) return false;
      held.set(key, count + 1);
      return true;
    },
    release: (ip) => {
      const key = networkOf(ip);
      const left = (held.get(key) ?? 0) - 1;
      if (left > 0) held.set(key, left);
      else held.delete(key);
    },
  };
}
