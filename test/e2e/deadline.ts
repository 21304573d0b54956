/** Longer than a busy machine takes for anything here; whoever waits for nothing has it over sooner. */
const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 20;

/** Rejects with what was waited for where it does not come in time. */
export async function within<T>(promise: Promise<T>, what: string, ms = PATIENCE_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`did not happen in ${ms} ms: ${what}`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Looks again and again until the answer is neither null, undefined nor false. */
export async function eventually<T>(
  look: () => T | Promise<T>,
  what: string,
  ms = PATIENCE_MS,
): Promise<Exclude<T, null | undefined | false>> {
  const end = Date.now() + ms;
  for (;;) {
    const seen = await look();
    if (isThere(seen)) return seen;
    if (Date.now() > end) throw new Error(`did not happen in ${ms} ms: ${what}`);
    await new Promise((resolve) => {
      setTimeout(resolve, LOOK_EVERY_MS);
    });
  }
}

function isThere<T>(seen: T): seen is Exclude<T, null | undefined | false> {
  return seen !== null && seen !== undefined && seen !== false;
}
