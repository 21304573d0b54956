import Database from 'better-sqlite3';
import type { Instant } from '../../core/instant.ts';
import type { Connection } from './connection.ts';
import { storeErrorOf } from './failure.ts';
import { schemaFaults } from './schema-shape.ts';
import { verifyAudit } from './verify-audit.ts';

/** What a database file holds, and everything that is wrong with it. */
export type DatabaseExamination = {
  readonly schemaVersion: number;
  /** The last entry of the history; null where there is none. */
  readonly auditHead: { readonly seq: number; readonly at: Instant; readonly hash: string } | null;
  readonly contacts: number;
  /** Mails that a server on this database would send. */
  readonly waitingMails: number;
  readonly faults: readonly string[];
};

const MOST_FAULTS = 20;
const NOTHING_READ = { schemaVersion: 0, auditHead: null, contacts: 0, waitingMails: 0 };

/**
 * Reads the whole file: pages, references between tables, schema, history. Changes nothing of it; a file that is no
 * database at all is a fault, too. @param thorough false: the quick check of the pages, without the indexes.
 */
export async function examineDatabase(file: string, thorough = true): Promise<DatabaseExamination> {
  let connection: Connection | null = null;
  try {
    connection = new Database(file, { readonly: true, fileMustExist: true });
    return await examined(connection, thorough);
  } catch (cause) {
    return { ...NOTHING_READ, faults: [storeErrorOf(cause).message.replace(/^store: /u, '')] };
  } finally {
    connection?.close();
  }
}

async function examined(connection: Connection, thorough: boolean): Promise<DatabaseExamination> {
  const schemaVersion = Number(connection.pragma('user_version', { simple: true }));
  const faults = [...pageFaults(connection, thorough), ...schemaFaults(connection, schemaVersion)];
  // Only a schema that we know can be asked for more.
  if (faults.length > 0) return { ...NOTHING_READ, schemaVersion, faults };
  const orphans = connection.prepare('select count(*) from pragma_foreign_key_check').pluck().get();
  const { brokenAt } = await verifyAudit(connection);
  const count = (sql: string): number => Number(connection.prepare(sql).pluck().get());
  const head = connection
    .prepare<[], NonNullable<DatabaseExamination['auditHead']>>(
      'select seq, at, hash from audit order by seq desc limit 1',
    )
    .get();
  return {
    schemaVersion,
    auditHead: head ?? null,
    contacts: count('select count(*) from contact'),
    waitingMails: count(`select count(*) from outbox where state = 'waiting'`),
    faults: [
      ...(orphans === 0 ? [] : [`${String(orphans)} rows refer to others that are not there`]),
      ...(brokenAt === null ? [] : [`the history is broken at entry ${brokenAt}: it or one before it was changed`]),
    ],
  };
}

function pageFaults(connection: Connection, thorough: boolean): readonly string[] {
  const check = thorough ? 'integrity_check' : 'quick_check';
  const lines = connection.prepare<[], string>(`pragma ${check}(${MOST_FAULTS})`).pluck().all();
  return lines.filter((line) => line !== 'ok');
}
