export type Repeated = { readonly stop: () => Promise<void> };

/** Runs `work` now and then every `ms` after it ended; an error goes to `onError` and the rounds go on. */
export function every(ms: number, work: () => Promise<unknown>, onError: (error: unknown) => void): Repeated {
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let round: Promise<void> = Promise.resolve();

  function next(): void {
    if (stopped) return;
    round = work().then(
      () => undefined,
      (error: unknown) => onError(error),
    );
    void round.then(() => {
      if (!stopped) timer = setTimeout(next, ms);
    });
  }

  next();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await round;
    },
  };
}
