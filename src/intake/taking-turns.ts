export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Does one work after the other, in the order in which they come. Where those of one round of the event loop have taken
 * `mostMs`, the others wait for the next round: what arrived together shall not all be done before anybody else is heard.
 */
export function takingTurns(mostMs: number, now: () => number = () => performance.now()): Turns {
  let last: Promise<unknown> = Promise.resolve();
  let began: number | null = null;

  async function turn<T>(work: () => Promise<T>): Promise<T> {
    if (began !== null && now() - began >= mostMs) await nextRound();
    if (began === null) {
      began = now();
      setImmediate(() => {
        began = null;
      });
    }
    return work();
  }

  return (work) => {
    const mine = last.then(() => turn(work));
    last = mine.catch(() => undefined);
    return mine;
  };
}

function nextRound(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
