import { watchEventLoop } from './event-loop-delay.ts';
import type { MetricRegistry } from './metric-registry.ts';

/** Memory, processor time and event loop delay of this process, under the names that Prometheus clients share. */
export function addProcessMetrics(registry: MetricRegistry): void {
  const delay = watchEventLoop();
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
    delay.mean,
  );
  registry.collected(
    'nodejs_eventloop_lag_p99_seconds',
    '99 in 100 delays since the last look were shorter.',
    'gauge',
    delay.p99,
  );
  // The last of the three that is read: the next look begins anew.
  registry.collected(
    'nodejs_eventloop_lag_max_seconds',
    'Longest delay of the event loop since the last look.',
    'gauge',
    () => {
      const longest = delay.longest();
      delay.forget();
      return longest;
    },
  );
}
