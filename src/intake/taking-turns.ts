export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Begins one work after the other, in the order in which they come. Where those of one round of the event loop have taken
 * `mostMs`, the others wait for the next round: what arrived together shall not all be done before anybody else is heard.
 * Nobody waits for a work that itself waits for something.
 */
export function takingTurns(mostMs: number, now: () => number = () => performance.now()): Turns {
  let last: Promise<unknown> = Promise.resolve();
  let began: number | null = null;

  // In an object, since a promise of a promise would be waited for.
  async function begin<T>(work: () => Promise<T>): Promise<{ readonly done: Promise<T> }> {
    if (began !== null && now() - began >= mostMs) await nextRound();
    if (began === null) {
      began = now();
      setImmediate(() => {
        began = null;
      });
    }
    return { done: work() };
  }

  return async (work) => {
    const begun = last.then(() => begin(work));
    last = begun.then(({ done }) => Promise.race([done, nextRound()])).catch(() => undefined);
    return (await begun).done;
  };
}

function nextRound(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
