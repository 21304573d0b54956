import { createHash } from 'node:crypto';
import type { Tld } from '../../core/cctld.ts';
import type { IanaLookup, IanaRecord, IanaVersion } from '../../core/iana.ts';
import type { IanaContext, IanaStep } from '../../core/iana-step.ts';
import type { Instant } from '../../core/instant.ts';
import { type CachedRead, cachedRead } from './cached-read.ts';
import type { Connection } from './connection.ts';
import { fromJson, type Json, toJson } from './json.ts';
import { plainLine } from './plain-line.ts';
import { type NoValues, statement } from './statement.ts';

type VersionRow = Omit<IanaVersion, 'record'> & {
  readonly record: Json<Omit<IanaRecord, Suspicion> & Partial<Pick<IanaRecord, Suspicion>>>;
};
type RoundSource = IanaContext['configured'];
type Suspicion = 'suspectedEmail' | 'suspectedAt';
type Standing = IanaVersion['standing'];

/** Versions that an older program wrote know none. */
const NO_SUSPICION: Pick<IanaRecord, Suspicion> = { suspectedEmail: null, suspectedAt: null };

const RECORD = `select tld, status, manager, admin_name as "adminName", admin_email as "adminEmail", as_of as "asOf",
  changed_at as "changedAt", source, reason, suspected_email as "suspectedEmail", suspected_at as "suspectedAt"
  from iana_record`;

/** What IANA publishes about each ccTLD, and published before. A ccTLD that a source no longer names stays as it was. */
export function ianaRecords(connection: Connection) {
  const all = statement<NoValues, IanaRecord>(connection, `${RECORD} order by tld`);
  const byTld = statement<{ tld: Tld }, IanaRecord>(connection, `${RECORD} where tld = :tld`);
  const store = statement<IanaRecord>(
    connection,
    `insert into iana_record (tld, status, manager, admin_name, admin_email, as_of, changed_at, source, reason,
      suspected_email, suspected_at)
    values (:tld, :status, :manager, :adminName, :adminEmail, :asOf, :changedAt, :source, :reason,
      :suspectedEmail, :suspectedAt)
    on conflict (tld) do update set status = excluded.status, manager = excluded.manager,
      admin_name = excluded.admin_name, admin_email = excluded.admin_email, as_of = excluded.as_of,
      changed_at = excluded.changed_at, source = excluded.source, reason = excluded.reason,
      suspected_email = excluded.suspected_email, suspected_at = excluded.suspected_at`,
  );
  const remember = statement<{ tld: Tld; observedAt: Instant; digest: string; record: string; standing: Standing }>(
    connection,
    `insert into iana_version (tld, version, observed_at, digest, record, standing)
    select :tld, coalesce(max(version), 0) + 1, :observedAt, :digest, :record, :standing
    from iana_version where tld = :tld`,
  );
  const lastDigest = statement<{ tld: Tld; standing: Standing }, { digest: string }>(
    connection,
    'select digest from iana_version where tld = :tld and standing = :standing order by version desc limit 1',
  );
  const history = statement<{ tld: Tld }, VersionRow>(
    connection,
    `select observed_at as "observedAt", standing, digest, record from iana_version where tld = :tld order by version`,
  );
  const lookups = statement<NoValues, IanaLookup>(
    connection,
    `select tld, looked_at as "lookedAt", failure, missing_since as "missingSince" from iana_look order by tld`,
  );
  const storeLookup = statement<IanaLookup>(
    connection,
    `insert into iana_look (tld, looked_at, failure, missing_since) values (:tld, :lookedAt, :failure, :missingSince)
    on conflict (tld) do update set looked_at = excluded.looked_at, failure = excluded.failure,
      missing_since = excluded.missing_since`,
  );
  const rounds = statement<NoValues, { source: RoundSource }>(connection, 'select source from iana_round');
  const storeRound = statement<{ source: RoundSource; at: Instant }>(
    connection,
    `insert into iana_round (source, completed_at) values (:source, :at)
    on conflict (source) do update set completed_at = excluded.completed_at`,
  );
  const byTldNow: CachedRead<ReadonlyMap<Tld, IanaRecord>> = cachedRead(
    connection,
    () => new Map(all.all({}).map((record) => [record.tld, record])),
  );

  /** A word that was set aside is kept once, however often it is said. */
  function keepVersion(record: IanaRecord, standing: Standing, observedAt: Instant): void {
    const digest = digestOf(record);
    if (lastDigest.get({ tld: record.tld, standing })?.digest === digest) return;
    remember.run({ tld: record.tld, observedAt, digest, record: toJson(record), standing });
  }

  return {
    all: () => byTldNow.read(),

    /** Whether the record is still what the step was judged on. */
    isCurrent: ({ tld, before }: Pick<IanaStep, 'tld' | 'before'>): boolean => sameRecord(byTld.get({ tld }), before),

    take({ before, after: judged, aside, at, lookup }: IanaStep): void {
      byTldNow.forget();
      const after = judged === null ? null : withPlainText(judged);
      if (after !== null && !sameRecord(before, after)) {
        store.run(after);
        if (before === null || digestOf(before) !== digestOf(after)) {
          const { tld } = after;
          remember.run({ tld, observedAt: at, digest: digestOf(after), record: toJson(after), standing: 'in-force' });
        }
      }
      if (aside !== null) keepVersion(withPlainText(aside.record), aside.standing, at);
      if (lookup === null) return;
      storeLookup.run({ ...lookup, failure: lookup.failure === null ? null : plainLine(lookup.failure) });
    },

    lookups: (): readonly IanaLookup[] => lookups.all({}),

    /** Sources that were asked about every ccTLD at least once. */
    rounds: (): readonly RoundSource[] => rounds.all({}).map(({ source }) => source),

    completeRound(source: RoundSource, at: Instant): void {
      storeRound.run({ source, at });
    },

    /** Oldest first; the last one in force is the present one. */
    history: (tld: Tld): readonly IanaVersion[] =>
      history.all({ tld }).map(({ record, ...version }) => ({
        ...version,
        record: { ...NO_SUSPICION, ...fromJson(record) },
      })),
  };
}

function sameRecord(a: IanaRecord | null, b: IanaRecord | null): boolean {
  if (a === null || b === null) return a === b;
  return JSON.stringify(fieldsOf(a)) === JSON.stringify(fieldsOf(b));
}

function fieldsOf(record: IanaRecord): readonly (string | null)[] {
  const { tld, asOf, changedAt, source, suspectedEmail, suspectedAt } = record;
  return [tld, ...publishedFields(record), asOf, changedAt, source, suspectedEmail, suspectedAt];
}

/** One bad character in a source's free text must not keep all other records out. */
function withPlainText(record: IanaRecord): IanaRecord {
  const { manager, adminName, reason } = record;
  return {
    ...record,
    manager: plainLine(manager),
    adminName: adminName === null ? null : plainLine(adminName),
    reason: reason === null ? null : plainLine(reason),
  };
}

/** What makes a version: the published data, and the word of a person where there is one. */
function publishedFields({ status, manager, adminName, adminEmail, reason }: IanaRecord): readonly (string | null)[] {
  return [status, manager, adminName, adminEmail, reason];
}

function digestOf(record: IanaRecord): string {
  return createHash('sha256')
    .update(toJson(publishedFields(record)))
    .digest('hex');
}
