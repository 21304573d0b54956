import { access } from 'node:fs/promises';
import type { Settings } from '../../config/settings.ts';
import { ccTlds } from '../../core/cctld.ts';
import { isOutdated } from '../../core/iana.ts';
import { elapsed, HOUR, type Instant } from '../../core/instant.ts';
import type { RuleBook } from '../../rules/rule-book.ts';
import type { Store } from '../../store/port.ts';
import { counted } from '../counted.ts';
import { fault, type Finding, ok, warning } from './finding.ts';

const OUTBOX_PATIENCE = HOUR;

/** How much is known from IANA, and how old it is. */
export async function ianaData(
  store: Pick<Store, 'ianaRecords'>,
  { table, limits }: Pick<RuleBook, 'table' | 'limits'>,
  now: Instant,
): Promise<Finding> {
  const records = await store.ianaRecords();
  const known = new Set(records.map(({ tld }) => tld));
  const missing = ccTlds(table).filter(({ tld, status }) => status === 'active' && !known.has(tld)).length;
  const stale = records.filter((record) => isOutdated(record, now, limits.ianaFreshFor)).length;
  const found = [
    `${counted(records.length, 'ccTLD')} known`,
    ...(missing > 0 ? [`${missing} missing`] : []),
    ...(stale > 0 ? [`${stale} too old`] : []),
  ].join(', ');
  const mend = 'Look at the source: tldops iana sync. Until then changes of these ccTLDs are held for the Secretariat.';
  if (stale > 0) return fault('iana-data', `${found}.`, mend);
  return missing > 0 ? warning('iana-data', `${found}.`, mend) : ok('iana-data', `${found}, all fresh.`);
}

export async function ianaFile({ iana: { source, file } }: Pick<Settings, 'iana'>): Promise<readonly Finding[]> {
  if (source !== 'file' || file === null) return [];
  const found = await access(file).then(
    () => ok('iana-file', `${file} can be read.`),
    () => fault('iana-file', `${file} cannot be read.`, 'Write it anew, or set iana.source to another source.'),
  );
  return [found];
}

/** Mail that does not leave, and mail that met a bug. */
export async function waitingMail(
  store: Pick<Store, 'outbox' | 'failedMails'>,
  now: Instant,
): Promise<readonly Finding[]> {
  const late = (await store.outbox()).filter(
    ({ state, createdAt }) => state === 'waiting' && elapsed(createdAt, now) > OUTBOX_PATIENCE,
  );
  const reason =
    late.find(({ lastReason }) => lastReason !== null)?.lastReason ?? 'not tried yet; is the server running?';
  const failed = (await store.failedMails()).filter(({ state }) => state === 'open').length;
  return [
    late.length === 0
      ? ok('outbox', 'No mail has waited for more than an hour.')
      : warning(
          'outbox',
          `${counted(late.length, 'mail')} waited for more than an hour: ${reason}`,
          'Mend the smarthost, then: tldops outbox retry',
        ),
    failed === 0
      ? ok('failed-mail', 'No mail met a bug.')
      : warning(
          'failed-mail',
          `${counted(failed, 'mail')} met a bug and waits.`,
          'tldops failed list shows it; after the fix: tldops failed reprocess REF',
        ),
  ];
}
