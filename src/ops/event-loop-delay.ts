import { monitorEventLoopDelay } from 'node:perf_hooks';

const NANOSECONDS = 1e9;
const RESOLUTION_MS = 10;

/** Delays of this thread's event loop, in seconds, since the last time that they were forgotten. */
export type EventLoopDelay = {
  readonly mean: () => number;
  readonly p99: () => number;
  readonly longest: () => number;
  readonly forget: () => void;
};

export function watchEventLoop(): EventLoopDelay {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  return {
    mean: () => seconds(delay.mean),
    p99: () => seconds(delay.percentile(99)),
    longest: () => seconds(delay.max),
    forget: () => delay.reset(),
  };
}

/** The timer's own interval is no delay. Not a number where nothing was measured yet. */
function seconds(nanoseconds: number): number {
  return Math.max(0, (nanoseconds || 0) / NANOSECONDS - RESOLUTION_MS / 1000);
}
