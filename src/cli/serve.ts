import { setFlagsFromString } from 'node:v8';
import packageJson from '../../package.json' with { type: 'json' };
import type { Settings } from '../config/settings.ts';
import { createLog } from '../ops/log.ts';
import { startService } from './service.ts';

/** A transfer that hangs must not keep the process; SIGTERM promises ten seconds. */
const PATIENCE_MS = 9500;

const V8_FLAGS = [
  // Garbage is collected when a heap is twice as large as what was alive; on its own V8 waits until it is up to four times as large.
  '--heap-growing-percent=100',
  // Code for the few functions that make it faster than Maglev's does: for all that ran 3000 times it took half a second of
  // processor time for each thousand mails, for as long as a flood lasts.
  '--invocation-count-for-turbofan=20000',
  '--concurrent-turbofan-max-threads=1',
];

/** `serve`: runs until SIGTERM or SIGINT, then ends within ten seconds. */
export async function serve(settings: Settings): Promise<void> {
  for (const flag of V8_FLAGS) setFlagsFromString(flag);
  const service = await startService(settings, createLog(settings.log.level));
  const { log } = service;
  log({
    event: 'ready',
    smtp: service.smtp,
    web: service.web,
    version: packageJson.version,
    hostname: settings.hostname,
    dataDir: settings.dataDir,
    rules: service.workplace.house.book.digest.slice(0, 16),
  });
  const signal = await new Promise<string>((resolve) => {
    process.once('SIGTERM', () => resolve('SIGTERM'));
    process.once('SIGINT', () => resolve('SIGINT'));
  });
  const began = Date.now();
  log({ event: 'stopping', why: signal });
  // oxlint-disable-next-line unicorn/no-process-exit -- a transfer that hangs must not keep the process
  setTimeout(() => process.exit(0), PATIENCE_MS).unref();
  await service.stop();
  log({ event: 'stopped', ms: Date.now() - began });
}
