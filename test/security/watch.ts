import { renameSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

// Loaded into the watched program before its own code (`--import`): writes down every moment how long its event loop
// was blocked at most, and how much memory it held at most.

const file = process.env['TLDOPS_WATCH_FILE'];
const RESOLUTION_MS = 5;

if (isMainThread && file !== undefined) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  let most = 0;
  setInterval(() => {
    const { rss } = process.memoryUsage();
    most = Math.max(most, rss);
    const seen = {
      at: Date.now(),
      blockedMs: delay.max / 1e6 - RESOLUTION_MS,
      p99Ms: delay.percentile(99) / 1e6,
      rss: most,
    };
    writeFileSync(`${file}.new`, JSON.stringify(seen));
    renameSync(`${file}.new`, file);
  }, 50).unref();
  process.on('SIGUSR2', () => {
    delay.reset();
    most = 0;
  });
}
