/**
 * Gathers what comes within one turn of the event loop: a message to another thread costs as much for one as for ten.
 * @param send is called once for each turn in which something came, with all of it, in order.
 * @param isAwaited where the other thread has nothing else to do, it hears at once
 */
export function inBatches<T>(send: (batch: readonly T[]) => void, isAwaited: () => boolean): (one: T) => void {
  let batch: T[] = [];
  const flush = (): void => {
    const full = batch;
    batch = [];
    send(full);
  };
  return (one) => {
    if (batch.length === 0 && isAwaited()) {
      send([one]);
      return;
    }
    batch.push(one);
    if (batch.length === 1) setImmediate(flush);
  };
}
