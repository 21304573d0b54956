import type { Worker } from 'node:worker_threads';

/** How often a thread is looked at within its limit. */
const LOOKS = 6;
/** So much longer by the clock: on a host that is ever so busy, or of a thread that waits for something that never comes. */
const BY_THE_CLOCK = 10;

/**
 * Calls `expired` once the thread has worked for so long. Time in which others had the processor is no fault of what it works on,
 * so it does not count. A thread tells what it spent between two steps of its script: within a single step of the engine
 * (`JSON.parse` of a hundred MiB) it is the clock that ends it.
 * @param limitMs of processor time from now on; by the clock it is ten times as much
 * @returns to be called when it has done its work
 */
export function limitProcessorTime(thread: Worker, limitMs: number, expired: () => void): () => void {
  let first: number | null = null;
  let next = setTimeout(() => void look(), limitMs / LOOKS);
  const last = setTimeout(end, limitMs * BY_THE_CLOCK);
  let isOver = false;

  async function look(): Promise<void> {
    // Of one that ended by itself there is nothing to tell, and whoever started it hears of it.
    const usage = await thread.cpuUsage().catch(() => null);
    if (usage === null || isOver) return;
    const spentMs = (usage.user + usage.system) / 1000;
    // What it worked before the first look is little, and is given to it.
    first ??= spentMs;
    if (spentMs - first >= limitMs) end();
    else next = setTimeout(() => void look(), limitMs / LOOKS);
  }

  function end(): void {
    if (isOver) return;
    stop();
    expired();
  }

  function stop(): void {
    isOver = true;
    clearTimeout(next);
    clearTimeout(last);
  }

  return stop;
}
