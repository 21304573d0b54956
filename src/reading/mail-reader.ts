import type { CcTldTable } from '../core/cctld.ts';
import { openLane, type ReadOutcome } from './worker-lane.ts';

export type { ReadOutcome } from './worker-lane.ts';

export type MailReader = {
  /**
   * Text, subject, From and commands of a mail that passed the raw gate. `timed-out` and `crashed` are about this mail alone;
   * others that wait are read. After `close` every outcome is `crashed`.
   */
  read(raw: Uint8Array): Promise<ReadOutcome>;
  /** Ends the workers. */
  close(): Promise<void>;
};

export type MailReaderSettings = {
  /** For one mail, milliseconds of processor time. */
  readonly limitMs?: number;
  /** Heap of one worker, MiB. */
  readonly memoryMb?: number;
};

/** Most mails of people are far below. */
const BIG_OCTETS = 128 * 1024;

/** Reads mails in worker threads, big ones in a thread of their own, so that they delay no others. */
export function createMailReader(
  table: CcTldTable,
  { limitMs = 3000, memoryMb = 256 }: MailReaderSettings = {},
): MailReader {
  const lane = { entry: new URL('./reader-worker.ts', import.meta.url), start: { table }, limitMs, memoryMb };
  const ordinary = openLane({ ...lane, name: 'reading' });
  const big = openLane({ ...lane, name: 'reading-big' });
  return {
    read: (raw) => (raw.length > BIG_OCTETS ? big : ordinary).read(raw),
    async close() {
      await Promise.all([ordinary.close(), big.close()]);
    },
  };
}
