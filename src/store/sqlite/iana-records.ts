import { createHash } from 'node:crypto';
import type { Tld } from '../../core/cctld.ts';
import { sameAddress } from '../../core/email-address.ts';
import type { IanaObservation, IanaRecord } from '../../core/iana.ts';
import type { Instant } from '../../core/instant.ts';
import type { AdminAddressChange } from '../port.ts';
import { type CachedRead, cachedRead } from './cached-read.ts';
import type { Connection } from './connection.ts';
import { fromJson, type Json, toJson } from './json.ts';
import { plainLine } from './plain-line.ts';
import { type NoValues, statement } from './statement.ts';

const RECORD = `select tld, status, manager, admin_name as "adminName", admin_email as "adminEmail", as_of as "asOf",
  changed_at as "changedAt", source, reason from iana_record`;

/** What IANA publishes about each ccTLD, and published before. A ccTLD that a source no longer names stays as it was. */
export function ianaRecords(connection: Connection) {
  const all = statement<NoValues, IanaRecord>(connection, `${RECORD} order by tld`);
  const byTld = statement<{ tld: Tld }, IanaRecord>(connection, `${RECORD} where tld = :tld`);
  const store = statement<IanaRecord>(
    connection,
    `insert into iana_record (tld, status, manager, admin_name, admin_email, as_of, changed_at, source, reason)
    values (:tld, :status, :manager, :adminName, :adminEmail, :asOf, :changedAt, :source, :reason)
    on conflict (tld) do update set status = excluded.status, manager = excluded.manager,
      admin_name = excluded.admin_name, admin_email = excluded.admin_email, as_of = excluded.as_of,
      changed_at = excluded.changed_at, source = excluded.source, reason = excluded.reason`,
  );
  const remember = statement<{ tld: Tld; observedAt: Instant; digest: string; record: string }>(
    connection,
    `insert into iana_version (tld, version, observed_at, digest, record)
    select :tld, coalesce(max(version), 0) + 1, :observedAt, :digest, :record from iana_version where tld = :tld`,
  );
  const history = statement<{ tld: Tld }, { record: Json<IanaRecord> }>(
    connection,
    'select record from iana_version where tld = :tld order by version',
  );
  const byTldNow: CachedRead<ReadonlyMap<Tld, IanaRecord>> = cachedRead(
    connection,
    () => new Map(all.all({}).map((record) => [record.tld, record])),
  );

  function observe(observation: IanaObservation, now: Instant): AdminAddressChange | null {
    const seen = withPlainText(observation);
    const before = byTld.get({ tld: seen.tld });
    if (before !== null && isOverruled(before, seen)) return null;
    const moved = before !== null && !sameAddress(before.adminEmail, seen.adminEmail);
    const asOf = before !== null && !moved && before.asOf > seen.asOf ? before.asOf : seen.asOf;
    const after: IanaRecord = { ...seen, asOf, changedAt: moved ? now : (before?.changedAt ?? null) };
    if (before === null || JSON.stringify(before) !== JSON.stringify({ ...before, ...after })) store.run(after);
    if (before === null || digestOf(before) !== digestOf(after)) {
      remember.run({ tld: after.tld, observedAt: now, digest: digestOf(after), record: toJson(after) });
    }
    return moved ? { tld: after.tld, before, after } : null;
  }

  return {
    all: () => byTldNow.read(),

    observe(observations: readonly IanaObservation[], now: Instant): readonly AdminAddressChange[] {
      byTldNow.forget();
      return observations.map((observation) => observe(observation, now)).filter((change) => change !== null);
    },

    /** Oldest first, the present one last. */
    history: (tld: Tld): readonly IanaRecord[] => history.all({ tld }).map(({ record }) => fromJson(record)),
  };
}

/** What a person set by hand stands until a source says the same. */
function isOverruled(before: IanaRecord, seen: IanaObservation): boolean {
  return before.source === 'manual' && seen.source !== 'manual' && !sameAddress(before.adminEmail, seen.adminEmail);
}

/** One bad character in a source's free text must not keep all other records out. */
function withPlainText(observation: IanaObservation): IanaObservation {
  const { tld, status, manager, adminName, adminEmail, asOf, source, reason } = observation;
  return {
    tld,
    status,
    manager: plainLine(manager),
    adminName: adminName === null ? null : plainLine(adminName),
    adminEmail,
    asOf,
    source,
    reason: reason === null ? null : plainLine(reason),
  };
}

/** SHA-256 of what makes a version: the published data, and the word of a person where there is one. */
function digestOf({ status, manager, adminName, adminEmail, reason }: IanaRecord): string {
  return createHash('sha256')
    .update(toJson([status, manager, adminName, adminEmail, reason]))
    .digest('hex');
}
