/** Counted by the thread that receives and by the one that decides, in memory that they share. */
export type Counts = {
  /** Mails whose clients have their answer soon: those that came a moment ago, and those that are being decided. */
  readonly awaited: () => number;
  readonly await: (more: 1 | -1) => void;
  readonly connections: () => number;
  readonly connect: (open: number) => void;
  /** Of the event loop of the thread that receives, in milliseconds, since the last question. */
  readonly longestDelay: () => number;
  readonly delayed: (ms: number) => void;
};

const [AWAITED, CONNECTIONS, LONGEST_DELAY_US, CELLS] = [0, 1, 2, 3];
const US = 1000;

export function countsMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(CELLS * Int32Array.BYTES_PER_ELEMENT);
}

export function countsIn(memory: SharedArrayBuffer): Counts {
  const cells = new Int32Array(memory);
  return {
    awaited: () => Atomics.load(cells, AWAITED),
    await: (more) => {
      Atomics.add(cells, AWAITED, more);
    },
    connections: () => Atomics.load(cells, CONNECTIONS),
    connect: (open) => {
      Atomics.store(cells, CONNECTIONS, open);
    },
    longestDelay: () => Atomics.exchange(cells, LONGEST_DELAY_US, 0) / US,
    delayed: (ms) => {
      const longest = Math.max(Atomics.load(cells, LONGEST_DELAY_US), Math.round(ms * US));
      Atomics.store(cells, LONGEST_DELAY_US, longest);
    },
  };
}
