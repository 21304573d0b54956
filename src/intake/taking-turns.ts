export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

/** Of the works of one round of the event loop. */
export type Turn = { readonly most: number; readonly mostMs: number };

/**
 * Begins one work after the other, in the order in which they come. Where those of one round of the event loop were as many as
 * may be, or have taken as long, the others wait for the next round: what arrived together shall not all be done before anybody
 * else is heard. Nobody waits for a work that itself waits for something.
 */
export function takingTurns({ most, mostMs }: Turn, now: () => number = () => performance.now()): Turns {
  let last: Promise<unknown> = Promise.resolve();
  let began: number | null = null;
  let begun = 0;

  // In an object, since a promise of a promise would be waited for.
  async function begin<T>(work: () => Promise<T>): Promise<{ readonly done: Promise<T> }> {
    if (began !== null && (begun >= most || now() - began >= mostMs)) await nextRound();
    if (began === null) {
      began = now();
      begun = 0;
      setImmediate(() => {
        began = null;
      });
    }
    begun += 1;
    return { done: work() };
  }

  return async (work) => {
    const mine = last.then(() => begin(work));
    last = mine.then(({ done }) => Promise.race([done, nextRound()])).catch(() => undefined);
    return (await mine).done;
  };
}

function nextRound(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
