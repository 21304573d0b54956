export type InCompany = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Begins works together, so that they share what each would cost alone: as soon as all that are expected have come, and at the
 * latest `mostMs` after the first of them.
 * @param expected how many there are with those that wait already; whoever is alone never waits
 */
export function inCompany(expected: () => number, mostMs: number): InCompany {
  let begin: (() => void)[] = [];
  let timer: NodeJS.Timeout | null = null;

  function beginAll(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const together = begin;
    begin = [];
    for (const one of together) one();
  }

  return async (work) => {
    await new Promise<void>((resolve) => {
      begin.push(resolve);
      if (begin.length >= expected()) beginAll();
      else timer ??= setTimeout(beginAll, mostMs);
    });
    return work();
  };
}
