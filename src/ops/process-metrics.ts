import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { MetricRegistry } from './metric-registry.ts';

const NANOSECONDS = 1e9;
const RESOLUTION_MS = 10;

/** Memory, processor time and event loop delay of this process, under the names that Prometheus clients share. */
export function addProcessMetrics(registry: MetricRegistry): void {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const began = Date.now() / 1000 - process.uptime();
  registry.collected('process_resident_memory_bytes', 'Resident memory size in bytes.', 'gauge', () =>
    process.memoryUsage.rss(),
  );
  registry.collected(
    'process_start_time_seconds',
    'Start of the process, in seconds since 1970.',
    'gauge',
    () => began,
  );
  registry.collected('process_cpu_seconds_total', 'Processor time spent, user and system.', 'counter', () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  });
  registry.collected('nodejs_heap_size_used_bytes', 'Heap in use.', 'gauge', () => process.memoryUsage().heapUsed);
  registry.collected(
    'nodejs_eventloop_lag_mean_seconds',
    'Mean delay of the event loop since the last look.',
    'gauge',
    () => seconds(delay.mean),
  );
  registry.collected(
    'nodejs_eventloop_lag_p99_seconds',
    '99 in 100 delays since the last look were shorter.',
    'gauge',
    () => seconds(delay.percentile(99)),
  );
  // The last of the three that is read: the next look begins anew.
  registry.collected(
    'nodejs_eventloop_lag_max_seconds',
    'Longest delay of the event loop since the last look.',
    'gauge',
    () => {
      const longest = seconds(delay.max);
      delay.reset();
      return longest;
    },
  );
}

/** The timer's own interval is no delay. Not a number where nothing was measured yet. */
function seconds(nanoseconds: number): number {
  return Math.max(0, (nanoseconds || 0) / NANOSECONDS - RESOLUTION_MS / 1000);
}
