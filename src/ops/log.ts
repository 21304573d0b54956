import { type DestinationStream, pino } from 'pino';
import { EVENTS } from './event-table.ts';
import type { LogEvent } from './events.ts';
import { linesTogether } from './lines-together.ts';
import { maskAddresses } from './masking.ts';

/** Writes one event as one line of JSON; never throws. */
export type Log = (event: LogEvent) => void;

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error';

/**
 * A log to stdout: `{"level":"info","time":"…Z","event":"ready",…}`. Addresses in any field are masked, whoever wrote
 * them there; values are escaped by JSON and never joined into a message.
 * @param destination instead of stdout.
 */
export function createLog(level: LogLevel, destination?: DestinationStream): Log {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination ?? linesTogether(pino.destination({ fd: 1, sync: true })),
  );
  // Whoever starts the program waits for that line, and learns from it where it listens.
  const always = logger.child({}, { level: 'info' });
  return (event) => (event.event === 'ready' ? always : logger)[EVENTS[event.event].level](masked(event));
}

function masked(event: LogEvent): { readonly [field: string]: unknown } {
  return Object.fromEntries(Object.entries(event).map(([field, value]) => [field, maskedValue(value)]));
}

function maskedValue(value: unknown): unknown {
  if (typeof value === 'string') return maskAddresses(value);
  return Array.isArray(value) ? value.map(maskedValue) : value;
}
