import { X509Certificate } from 'node:crypto';
import { statSync } from 'node:fs';
import { elapsed, MINUTE, SECOND } from '../core/instant.ts';
import type { Readiness } from '../ops/health.ts';
import type { Log } from '../ops/log.ts';
import type { Metrics } from '../ops/metrics.ts';
import { every, type Repeated } from '../schedule/every.ts';
import { databaseFile } from './database-file.ts';
import { freeOctets } from './doctor/host.ts';
import type { Workplace } from './workplace.ts';

/** What waits, and how the host is: counted once a minute, so that whoever looks at `/metrics` costs nothing. */
export function startGauges(
  place: Workplace,
  ready: () => Promise<Readiness>,
  log: Log,
  metrics: Metrics,
  onError: (error: unknown) => void,
): Repeated {
  const { settings } = place;
  const host = { ready: 0, freeOctets: 0, databaseOctets: 0, oldestSeconds: 0, failed: 0 };
  metrics.watch('tldops_ready', () => host.ready);
  metrics.watch('tldops_disk_free_bytes', () => host.freeOctets);
  metrics.watch('tldops_database_bytes', () => host.databaseOctets);
  metrics.watch('tldops_outbox_oldest_seconds', () => host.oldestSeconds);
  metrics.watch('tldops_failed_mails_open', () => host.failed);
  const { tls } = settings.smtp;
  if (tls !== null) {
    const ends = new X509Certificate(tls.cert.pem).validToDate.getTime() / SECOND;
    metrics.watch('tldops_certificate_expires_timestamp_seconds', () => ends);
  }
  return every(
    MINUTE,
    async () => {
      await countWhatWaits(place, log, metrics);
      host.ready = (await ready()).ready ? 1 : 0;
      host.freeOctets = await freeOctets(settings.dataDir);
      host.databaseOctets = octetsOf(databaseFile(settings));
      host.oldestSeconds = await oldestSeconds(place);
      host.failed = (await place.store.failedMails()).filter(({ state }) => state === 'open').length;
    },
    onError,
  );
}

/** The gauges of mail, and how far letters to many have got. */
async function countWhatWaits({ store }: Workplace, log: Log, metrics: Metrics): Promise<void> {
  const waiting = await store.outboxWaiting();
  const bulk = waiting.filter(({ notBefore }) => notBefore !== undefined).length;
  metrics.outboxHolds(waiting.length);
  metrics.bulkWaits(bulk);
  if (bulk > 0) log({ event: 'notification-progress', waiting: bulk });
  const cases = [...(await store.heldCases()), ...(await store.addressCases())];
  metrics.casesOpen(cases.filter(({ state }) => state === 'open').length);
}

/** Letters to many wait for their turn; only from then on they are late. */
async function oldestSeconds({ store, clock }: Workplace): Promise<number> {
  const now = clock();
  const waits = (await store.outboxWaiting()).map(({ createdAt, notBefore }) => elapsed(notBefore ?? createdAt, now));
  return Math.max(0, ...waits) / SECOND;
}

function octetsOf(database: string): number {
  return [database, `${database}-wal`].reduce(
    (octets, file) => octets + (statSync(file, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}
