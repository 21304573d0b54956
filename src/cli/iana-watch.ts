import { MINUTE, HOUR } from '../core/instant.ts';
import { watchFile } from '../iana/watch-file.ts';
import type { Log } from '../ops/log.ts';
import { errorText } from '../ops/masking.ts';
import type { Metrics } from '../ops/metrics.ts';
import { every } from '../schedule/every.ts';
import { dueForALook } from '../schedule/iana-due.ts';
import type { IanaSync } from '../schedule/iana-sync.ts';
import { ianaTlds, refreshIana } from './refresh-iana.ts';
import { logIana } from './service-log.ts';
import type { Workplace } from './workplace.ts';

export type IanaWatch = {
  /** Takes over what a file says by now, so that a mail is judged on it; a server is not asked for every mail. */
  readonly look: () => Promise<void>;
  /** What is in the way of asking, since the last look; null: nothing. */
  readonly trouble: () => string | null;
  readonly stop: () => Promise<void>;
};

/** A source in trouble is left alone for so long; doubled each time. */
const FIRST_PATIENCE = 10 * MINUTE;
const LONGEST_PATIENCE = 4 * HOUR;

/** Keeps what is known of IANA up to date while the service runs. */
export async function watchIana(place: Workplace, log: Log, metrics: Metrics): Promise<IanaWatch> {
  const failed = (error: unknown): void => log({ event: 'unexpected', where: 'iana', error: errorText(error) });
  let trouble: string | null = null;
  const silent = (reason: string): void => {
    trouble = reason;
    log({ event: 'iana-silent', source: place.ianaSource.kind, reason });
  };
  const note = (sync: IanaSync): void => {
    trouble = sync.ended;
    metrics.ianaLooked(sync.ended === null);
    logIana(log, sync);
  };
  const { file } = place.settings.iana;
  const watch =
    place.ianaSource.kind === 'file' && file !== null
      ? await watchIanaFile(file, async () => note(await refreshIana(place)), failed)
      : watchIanaServer(place, note, silent, failed);
  return { ...watch, trouble: () => trouble };
}

/** Looks at once, and whenever the file is written. */
async function watchIanaFile(
  file: string,
  look: () => Promise<void>,
  failed: (error: unknown) => void,
): Promise<Omit<IanaWatch, 'trouble'>> {
  const watch = await watchFile(file, look, failed);
  await look();
  return { look: () => watch.look(), stop: async () => watch.stop() };
}

/** Looks once a minute whether somebody is due, so that a start in the middle of a day goes on where the last one ended. */
function watchIanaServer(
  place: Workplace,
  note: (sync: IanaSync) => void,
  silent: (reason: string) => void,
  failed: (error: unknown) => void,
): Omit<IanaWatch, 'trouble'> {
  const { store, clock, house, ianaSource, settings } = place;
  const stopping = new AbortController();
  const everybody = ianaTlds(house.book.table, ianaSource.kind);
  let patience = FIRST_PATIENCE;
  let notBefore = 0;

  async function round(): Promise<void> {
    const now = clock();
    // Longer than patience ever is: the clock has been set back.
    const wait = notBefore - Date.parse(now);
    if (wait > 0 && wait <= LONGEST_PATIENCE) return;
    const { lookups } = await store.ianaLooks();
    const tlds = dueForALook(everybody, lookups, settings.iana.refreshMs, now);
    if (tlds.length === 0) return;
    const sync = await refreshIana(place, { tlds, signal: stopping.signal, onTrouble: silent });
    if (stopping.signal.aborted) return;
    note(sync);
    if (sync.ended === null) {
      patience = FIRST_PATIENCE;
    } else {
      notBefore = Date.parse(clock()) + patience;
      patience = Math.min(2 * patience, LONGEST_PATIENCE);
    }
  }

  const rounds = every(MINUTE, round, failed);
  return {
    look: async () => undefined,
    async stop() {
      stopping.abort();
      await rounds.stop();
    },
  };
}
