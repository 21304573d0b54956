import { type CcTldTable, findCcTld, type Tld } from '../../core/cctld.ts';
import { parseEmailAddress } from '../../core/email-address.ts';
import type { IanaRecord } from '../../core/iana.ts';
import { manualObservation } from '../../iana/manual.ts';
import { CommandFailure } from '../exit.ts';
import { type Output, table } from '../output.ts';
import { refreshIana } from '../refresh-iana.ts';
import type { Workplace } from '../workplace.ts';

/** The documented JSON of one IANA record. */
function ianaJson({ tld, status, adminEmail, manager, asOf, changedAt, source, reason }: IanaRecord): object {
  return { tld, status, adminEmail, manager, asOf, changedAt, source, reason };
}

function tldNamed(cctlds: CcTldTable, label: string): Tld {
  const cctld = findCcTld(cctlds, label);
  if (cctld === null) throw new CommandFailure(1, `${label} is no ccTLD that rules/cctlds.csv knows.`);
  return cctld.tld;
}

export async function ianaShow({ store, house }: Workplace, output: Output, label: string): Promise<void> {
  const tld = tldNamed(house.book.table, label);
  const record = (await store.ianaRecords()).find((one) => one.tld === tld);
  if (record === undefined) {
    throw new CommandFailure(
      1,
      `Nothing is known of .${tld} from IANA yet. See iana.source in the settings, or: tldops iana set ${tld} --email E --reason T`,
    );
  }
  output.result(ianaJson(record), ianaText(record));
}

export async function ianaHistory({ store, house }: Workplace, output: Output, label: string): Promise<void> {
  const records = await store.ianaHistory(tldNamed(house.book.table, label));
  const rows = records.map(({ asOf, source, adminEmail, manager, reason }) => [
    asOf,
    source,
    adminEmail,
    manager,
    reason ?? '',
  ]);
  output.result(records.map(ianaJson), rows.length === 0 ? 'Nothing was observed yet.' : table(rows));
}

export async function ianaSet(
  workplace: Workplace,
  output: Output,
  label: string,
  email: string,
  reason: string,
): Promise<void> {
  const { store, house, clock } = workplace;
  const tld = tldNamed(house.book.table, label);
  const address = parseEmailAddress(email);
  if (!address.ok) throw new CommandFailure(2, `${email} is no e-mail address (${address.fault}).`);
  if (reason.trim() === '')
    throw new CommandFailure(2, 'A reason is needed, so that others can understand the entry later: --reason "…"');
  const known = (await store.ianaRecords()).find((one) => one.tld === tld) ?? null;
  const now = clock();
  const wish = { tld, email: address.address, reason: reason.trim().slice(0, 500) };
  await store.observeIana([manualObservation(wish, known, now)], now);
  await ianaShow(workplace, output, tld);
}

function ianaText(record: IanaRecord): string {
  return table([
    ['ccTLD', `.${record.tld} (${record.status})`],
    ['Manager', record.manager],
    ['Admin contact', record.adminEmail],
    ['As of', record.asOf],
    ['Address changed', record.changedAt ?? 'not since the first look'],
    ['Source', record.source],
    ...(record.reason === null ? [] : [['Reason', record.reason]]),
  ]);
}

/** `iana sync`: looks at the configured source now. */
export async function ianaSync(workplace: Workplace, output: Output): Promise<void> {
  const refresh = await refreshIana(workplace);
  if (!refresh.ok) throw new CommandFailure(1, `${refresh.reason}\nWhat was known before stays.`);
  const { asked, changes, warnings } = refresh;
  const moved = changes.map(
    ({ tld, before, after }) => `.${tld}: ${before?.adminEmail ?? 'nobody'} -> ${after.adminEmail}`,
  );
  output.result(
    {
      asked,
      same: asked - changes.length,
      changed: changes.length,
      changes: changes.map(({ tld, before, after }) => ({
        tld,
        before: before?.adminEmail ?? null,
        after: after.adminEmail,
      })),
      failed: warnings.length,
      warnings,
    },
    [`${asked} ccTLDs read, ${changes.length} admin addresses changed.`, ...moved, ...warnings].join('\n'),
  );
}
