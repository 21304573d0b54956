import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { Connection } from './connection.ts';
import { copyDatabase } from './copy-database.ts';
import { type DatabaseExamination, examineDatabase } from './examine-database.ts';
import { storeErrorOf } from './failure.ts';
import { makeFolder, syncToDisk } from './on-disk.ts';

export type RestoreOutcome =
  | {
      readonly outcome: 'restored';
      readonly bytes: number;
      readonly examination: DatabaseExamination;
      /** Where the database that was replaced is now; null where there was none. */
      readonly kept: string | null;
    }
  | { readonly outcome: 'faulty'; readonly examination: DatabaseExamination }
  /** Another process has the database open. */
  | { readonly outcome: 'in-use' };

/** Whoever uses the database keeps it open, so there is nothing to wait for but a command that is just ending. */
const PATIENCE_MS = 1000;
const COMPANIONS = ['-wal', '-shm', '-journal'] as const;

/**
 * Verifies a backup and puts a copy of it in the place of the database, which stays beside it as `keepAs`. Until the last
 * step, a rename, nothing has changed. Throws {@link StoreError}.
 */
export async function restoreDatabase(backup: string, database: string, keepAs: string): Promise<RestoreOutcome> {
  const fresh = `${database}.restoring-${randomUUID()}`;
  try {
    makeFolder(dirname(database));
    await copyDatabase(backup, fresh);
    const examination = await examineDatabase(fresh);
    if (examination.faults.length > 0) return { outcome: 'faulty', examination };
    syncToDisk(fresh);
    const present = locked(database);
    if (present === 'in-use') return { outcome: 'in-use' };
    try {
      const kept = putAside(database, keepAs);
      renameSync(fresh, database);
      syncToDisk(dirname(database));
      return { outcome: 'restored', bytes: statSync(database).size, examination, kept };
    } finally {
      if (present !== 'unreadable') present?.close();
    }
  } catch (cause) {
    throw storeErrorOf(cause);
  } finally {
    rmSync(fresh, { force: true });
  }
}

/**
 * The present database, closed to all others: only without them can it leave WAL mode, which takes its log into the one
 * file as well. A process that opens it between here and the rename waits for the lock, and then finds that SQLite
 * refuses to write to a file that was moved (SQLITE_READONLY_DBMOVED), which it checks in this mode.
 * Null where there is none; `unreadable` where it is so damaged that no process can work with it.
 */
function locked(database: string): Connection | 'in-use' | 'unreadable' | null {
  if (!existsSync(database)) return null;
  const connection = new Database(database, { timeout: PATIENCE_MS });
  try {
    connection.pragma('journal_mode = delete');
    connection.exec('begin exclusive');
    // Back in WAL mode: somebody came in between, whom this lock does not shut out.
    if (connection.pragma('journal_mode', { simple: true }) === 'delete') return connection;
    connection.close();
    return 'in-use';
  } catch (cause) {
    connection.close();
    const { code } = storeErrorOf(cause);
    if (code === 'busy') return 'in-use';
    if (code === 'corrupt') return 'unreadable';
    throw cause;
  }
}

/** Under its new name it stands beside the old one, until the rename takes that away: there is always a database. */
function putAside(database: string, keepAs: string): string | null {
  // A log that its database has lost would be played into the new one.
  for (const companion of COMPANIONS) {
    if (existsSync(`${database}${companion}`)) renameSync(`${database}${companion}`, `${keepAs}${companion}`);
  }
  if (!existsSync(database)) return null;
  try {
    linkSync(database, keepAs);
  } catch {
    copyFileSync(database, keepAs);
  }
  return keepAs;
}
