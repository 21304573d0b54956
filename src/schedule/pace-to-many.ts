import { elapsed, type Instant, MINUTE, SECOND } from '../core/instant.ts';

/** How many letters to many may leave. */
export type PaceToMany = {
  /** Now. */
  room(): number;
  left(letters: number): void;
};

/** Of what was not used up so much is kept; more would leave at once behind a quiet time. */
const KEPT_MS = 2 * SECOND;

/** So many a minute, whenever each was due: what waited while the program was stopped, or two runs at once, leaves no faster. */
export function paceToMany(perMinute: number, clock: () => Instant): PaceToMany {
  const most = Math.max(1, (perMinute * KEPT_MS) / MINUTE);
  let room = most;
  let looked = clock();
  return {
    room() {
      const now = clock();
      // A clock that is set back adds nothing.
      room = Math.min(most, room + (Math.max(0, elapsed(looked, now)) * perMinute) / MINUTE);
      looked = now;
      return Math.floor(room);
    },
    left(letters) {
      room -= letters;
    },
  };
}
