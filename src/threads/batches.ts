/**
 * Gathers what comes within one turn of the event loop: a message to another thread costs as much for one as for ten.
 * @param send is called once for each turn in which something came, with all of it, in order.
 */
export function inBatches<T>(send: (batch: readonly T[]) => void): (one: T) => void {
  let batch: T[] = [];
  const flush = (): void => {
    const full = batch;
    batch = [];
    send(full);
  };
  return (one) => {
    batch.push(one);
    if (batch.length === 1) setImmediate(flush);
  };
}
