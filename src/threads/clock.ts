import { type Instant, instantOf } from '../core/instant.ts';

/** The time as all threads of a service tell it. */
export type Clock = {
  readonly now: () => Instant;
  /** Milliseconds by which it is ahead of this machine's clock. */
  ahead: number;
  /** Makes the same clock in another thread. */
  readonly memory: SharedArrayBuffer;
};

/** @param memory of the clock that it shall be one with; otherwise it goes as this machine's */
export function createClock(memory = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT)): Clock {
  const cell = new Float64Array(memory);
  return {
    now: () => instantOf(Date.now() + (cell[0] ?? 0)),
    get ahead() {
      return cell[0] ?? 0;
    },
    set ahead(by) {
      cell[0] = by;
    },
    memory,
  };
}
