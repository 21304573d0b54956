export type Repeated = { readonly stop: () => Promise<void> };

/** Runs `work` now and then every `ms` after it ended; an error goes to `onError` and the rounds go on. */
export function every(ms: number, work: () => Promise<unknown>, onError: (error: unknown) => void): Repeated {
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let round: Promise<void> = Promise.resolve();

  async function next(): Promise<void> {
    try {
      await work();
    } catch (error) {
      onError(error);
    }
    if (!stopped) timer = setTimeout(start, ms);
  }

  function start(): void {
    round = next();
  }

  start();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await round;
    },
  };
}
