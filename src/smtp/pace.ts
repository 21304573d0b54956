import { elapsed, type Instant, MINUTE } from '../core/instant.ts';
import { networkOf } from '../core/client-network.ts';

/** Counts events of each client within a minute. */
export type Pace = {
  /** Counts one more; false where that is too many. */
  readonly allows: (ip: string) => boolean;
};

/** @param perMinute events that a client may have in any minute that begins with one. */
export function createPace(perMinute: number, clock: () => Instant): Pace {
  const minutes = new Map<string, { readonly began: Instant; count: number }>();
  return {
    allows: (ip) => {
      const now = clock();
      const key = networkOf(ip);
      const minute = minutes.get(key);
      if (minute !== undefined && elapsed(minute.began, now) < MINUTE) {
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
      if (elapsed(minute.began, now) < MINUTE) return;
      minutes.delete(key);
    }
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
