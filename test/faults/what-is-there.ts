import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openStore } from '../../src/store/sqlite/open.ts';
import { storeSettings } from '../store/store-settings.ts';
import type { Letter } from './letters.ts';

/** A copy of the database as a dead process left it; the next one finds the original untouched. */
export async function lookAtCopy<T>(database: string, look: (copy: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'tldops-copy-'));
  try {
    const copy = join(folder, 'tldops.sqlite');
    for (const part of ['', '-wal']) {
      if (existsSync(`${database}${part}`)) copyFileSync(`${database}${part}`, `${copy}${part}`);
    }
    return await look(copy);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is on record, as a later start of the program would read it. */
type Records = {
  readonly mails: ReadonlyMap<string, readonly { readonly ref: string; readonly receipt: string }[]>;
  readonly decisions: ReadonlyMap<string, number>;
  readonly changes: ReadonlyMap<string, number>;
  readonly answers: ReadonlyMap<string, number>;
  readonly rosters: ReadonlyMap<
    string,
    { readonly revision: number; readonly changes: number; readonly mails: number }
  >;
};

/**
 * Every way in which a database breaks the promise about these letters; an empty list where it keeps it. Whatever was
 * acknowledged is there once, with one decision, one answer, and its change if it is one; all else is there once or not
 * at all.
 */
export async function brokenPromises(database: string, letters: readonly Letter[]): Promise<readonly string[]> {
  if (!existsSync(database)) {
    return letters.filter(({ ref }) => ref !== null).map(({ ref }) => `${String(ref)}: there is no database`);
  }
  const store = openStore(storeSettings(database));
  try {
    const { brokenAt } = await store.verifyAudit();
    const broken = brokenAt === null ? [] : [`the chain of the history breaks at ${brokenAt}`];
    return [...broken, ...damages(database), ...letterFaults(readRecords(database), letters)];
  } finally {
    await store.close();
  }
}

function damages(database: string): readonly string[] {
  return withDatabase(database, (connection) => {
    const found = connection.pragma('integrity_check', { simple: true });
    const foreign = connection.pragma('foreign_key_check') as readonly unknown[];
    return [...(found === 'ok' ? [] : [`integrity: ${String(found)}`]), ...foreign.map((one) => JSON.stringify(one))];
  });
}

function letterFaults(records: Records, letters: readonly Letter[]): readonly string[] {
  const faults: string[] = [];
  const applied = new Map<string, number>();
  for (const { tld, sha256, outcome, ref } of letters) {
    const rows = records.mails.get(sha256) ?? [];
    const about = `.${tld} ${outcome} ${ref ?? 'not acknowledged'}`;
    const fault = (what: string): void => void faults.push(`${about}: ${what}`);
    if (rows.length > 1) fault(`on record ${rows.length} times`);
    const [row] = rows;
    if (outcome === '550') continue;
    if (row === undefined) {
      if (ref !== null) fault('lost');
      continue;
    }
    if (ref !== null && row.ref !== ref) fault(`on record as ${row.ref}`);
    if (row.receipt !== outcome) fault(`decided as ${row.receipt}`);
    if (records.decisions.get(row.ref) !== 1) fault(`${records.decisions.get(row.ref) ?? 0} decisions`);
    if (records.answers.get(row.ref) !== 1) fault(`${records.answers.get(row.ref) ?? 0} answers`);
    const changes = outcome === 'applied' ? 1 : 0;
    if ((records.changes.get(row.ref) ?? 0) !== changes) fault(`${records.changes.get(row.ref) ?? 0} changes`);
    applied.set(tld, (applied.get(tld) ?? 0) + changes);
  }
  for (const [tld, { revision, changes, mails }] of records.rosters) {
    const expected = applied.get(tld) ?? 0;
    if (revision !== expected || changes !== expected || mails !== expected) {
      faults.push(`.${tld}: revision ${revision}, ${changes} changes of ${mails} mails, not ${expected}`);
    }
  }
  return faults;
}

function readRecords(database: string): Records {
  return withDatabase(database, (connection) => {
    const rows = (sql: string) => connection.prepare(sql).all() as Record<string, string & number>[];
    const counts = (sql: string) => new Map(rows(sql).map(({ ref, n }) => [String(ref), Number(n)]));
    const mails = rows('select sha256, ref, receipt from mail').map(
      ({ sha256, ref, receipt }) => [String(sha256), { ref: String(ref), receipt: String(receipt) }] as const,
    );
    return {
      mails: new Map(
        [...Map.groupBy(mails, ([sha256]) => sha256)].map(([sha256, all]) => [sha256, all.map(([, mail]) => mail)]),
      ),
      decisions: counts(
        `select ref, count(*) as n from audit where kind in ('mail-accepted', 'mail-refused') group by ref`,
      ),
      changes: counts(`select ref, count(*) as n from audit where kind = 'roster-changed' group by ref`),
      answers: counts(`select ref, count(*) as n from outbox where kind = 'answer' group by ref`),
      rosters: new Map(
        rows(
          `select roster.tld as tld, roster.revision as revision, count(*) as changes, count(distinct ref) as mails
           from roster join roster_history using (tld) group by roster.tld`,
        ).map(({ tld, revision, changes, mails: distinct }) => [
          String(tld),
          { revision: Number(revision), changes: Number(changes), mails: Number(distinct) },
        ]),
      ),
    };
  });
}

/** The mails of the outbox: what the program believes of each. */
export function outboxRows(
  database: string,
): readonly { readonly id: string; readonly ref: string; readonly state: string }[] {
  return withDatabase(
    database,
    (connection) =>
      connection.prepare('select id, ref, state from outbox').all() as {
        readonly id: string;
        readonly ref: string;
        readonly state: string;
      }[],
  );
}

function withDatabase<T>(database: string, look: (connection: Database.Database) => T): T {
  const connection = new Database(database, { readonly: true });
  try {
    return look(connection);
  } finally {
    connection.close();
  }
}
