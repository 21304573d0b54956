import { isOutdated } from '../core/iana.ts';
import { elapsed, HOUR } from '../core/instant.ts';
import type { Readiness } from '../ops/health.ts';
import { counted } from './counted.ts';
import { freeOctets } from './doctor/host.ts';
import { ianaTlds } from './refresh-iana.ts';
import type { Workplace } from './workplace.ts';

/** Mail that waits longer than this says that the outbox does not move. */
const OUTBOX_PATIENCE = HOUR;

/**
 * What `/ready` answers, with a sentence for everything that is not as it should be.
 * @param trouble what a source of IANA data said, or did not say, the last time; null: all is well.
 */
export async function readiness(
  { settings, store, house, clock, ianaSource }: Workplace,
  trouble: string | null = null,
): Promise<Readiness> {
  const now = clock();
  const records = await store.ianaRecords();
  const stale = records.filter((record) => isOutdated(record, now, house.book.limits.ianaFreshFor)).length;
  const known = new Set(records.map(({ tld }) => tld));
  // A file names whom it likes.
  const asked = ianaSource.kind === 'file' ? [] : ianaTlds(house.book.table, ianaSource.kind);
  const unknown = asked.filter((tld) => !known.has(tld));
  const waiting = await store.outboxWaiting();
  const late = waiting.filter(
    ({ createdAt, notBefore }) => elapsed(notBefore ?? createdAt, now) > OUTBOX_PATIENCE,
  ).length;
  // A lock can be had on a full disk, too; what is on it must hold one more mail of any size.
  const hasRoom = (await freeOctets(settings.dataDir)) >= settings.smtp.maxBytes;
  const databaseWritable = hasRoom && (await store.isWritable());
  const outboxMoving = late === 0;
  const ianaFresh = records.length > 0 && stale === 0;
  return {
    ready: databaseWritable && outboxMoving && ianaFresh,
    databaseWritable,
    outboxMoving,
    ianaFresh,
    details: [
      ...(hasRoom ? [] : ['The disk is full.']),
      ...(databaseWritable ? [] : ['The database cannot be written.']),
      ...(late === 0 ? [] : [`${counted(late, 'mail has', 'mails have')} waited in the outbox for more than an hour.`]),
      ...(records.length > 0 ? [] : ['Nothing is known from IANA yet.']),
      ...(records.length === 0 || unknown.length === 0
        ? []
        : [`Nothing is known from IANA about ${counted(unknown.length, 'ccTLD')} yet.`]),
      ...(trouble === null ? [] : [`IANA cannot be asked now: ${trouble}.`]),
      ...(stale === 0 ? [] : [`What is known from IANA about ${counted(stale, 'ccTLD')} is too old.`]),
    ],
  };
}
