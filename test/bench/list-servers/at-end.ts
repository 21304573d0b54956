/**
 * Has something cleared away whichever way this process ends, a signal included.
 * @param clear all of it before it returns; there is no later.
 * @returns does it now, and once only
 */
export function clearedAtEnd(clear: () => void): () => void {
  let cleared = false;
  const now = (): void => {
    if (!cleared) clear();
    cleared = true;
    process.off('exit', now);
    for (const signal of SIGNALS) process.off(signal, leave);
  };
  const leave = (signal: NodeJS.Signals): void => {
    now();
    process.kill(process.pid, signal);
  };
  process.on('exit', now);
  for (const signal of SIGNALS) process.on(signal, leave);
  return now;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
