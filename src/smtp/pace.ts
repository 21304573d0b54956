import { elapsed, type Instant } from '../core/instant.ts';
import { neighbourhoodOf, networkOf } from '../core/client-network.ts';

/** Counts what each client does or sends within some time. */
export type Pace = {
  /** Counts one more, or so many; false where that is too many. */
  readonly allows: (ip: string, more?: number) => boolean;
};

export type MostWithin = { readonly perClient: number; readonly perNeighbourhood: number; readonly ms: number };

/** Neither a client nor its whole neighbourhood may have more in any minute, or other span, that begins with one. */
export function createPace({ perClient, perNeighbourhood, ms }: MostWithin, clock: () => Instant): Pace {
  const clients = counting(perClient, ms, networkOf, clock);
  const neighbourhoods = counting(perNeighbourhood, ms, neighbourhoodOf, clock);
  // Whoever is too fast alone does not use up the share of its neighbours.
  return { allows: (ip, more) => clients.allows(ip, more) && neighbourhoods.allows(ip, more) };
}

function counting(most: number, ms: number, keyOf: (ip: string) => string, clock: () => Instant): Pace {
  const spans = new Map<string, { readonly began: Instant; count: number }>();
  return {
    allows: (ip, more = 1) => {
      const now = clock();
      const key = keyOf(ip);
      const span = spans.get(key);
      if (span !== undefined && isNow(span, now)) {
        span.count += more;
        return span.count <= most;
      }
      forget(now);
      spans.delete(key);
      spans.set(key, { began: now, count: more });
      return more <= most;
    },
  };

  /** Entries stand in the order in which they began, so those that are over stand first. */
  function forget(now: Instant): void {
    for (const [key, span] of spans) {
      if (isNow(span, now)) return;
      spans.delete(key);
    }
  }

  /** What has not begun yet is over: the clock was set back. */
  function isNow({ began }: { readonly began: Instant }, now: Instant): boolean {
    const age = elapsed(began, now);
    return age >= 0 && age < ms;
  }
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
