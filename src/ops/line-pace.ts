import { elapsed, type Instant, MINUTE } from '../core/instant.ts';
import type { Log } from './log.ts';

/**
 * A log of so many lines a minute, for what strangers cause: each line is written before anything else goes on, so a flood of
 * them would stop the work and fill the disk.
 */
export function pacedLog(log: Log, linesPerMinute: number, clock: () => Instant): Log {
  let began = clock();
  let lines = 0;
  return (event) => {
    const now = clock();
    if (elapsed(began, now) >= MINUTE) {
      began = now;
      lines = 0;
    }
    lines += 1;
    if (lines <= linesPerMinute) log(event);
    else if (lines === linesPerMinute + 1) log({ event: 'smtp-only-counted', lines: linesPerMinute });
  };
}
