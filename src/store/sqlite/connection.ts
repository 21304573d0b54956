import { closeSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { StoreError } from '../store-error.ts';
import { storeErrorOf } from './failure.ts';
import { makeFolder } from './on-disk.ts';

export type Connection = Database.Database;

/**
 * Opens the database file, creating it (0600) with its folder (0700) where they are missing; SQLite gives its -wal and
 * -shm files the mode of the database.
 */
export function connect(file: string, busyTimeoutMs = 5000): Connection {
  makeFolder(dirname(file));
  closeSync(openSync(file, 'a', 0o600));
  const connection = new Database(file, { timeout: busyTimeoutMs });
  try {
    if (patiently(() => connection.pragma('journal_mode = wal', { simple: true }), busyTimeoutMs) !== 'wal') {
      throw new StoreError('full', `store: ${file} cannot use write-ahead logging; is it on a network file system?`);
    }
    // The build's own default for WAL is NORMAL, which may lose the last commits when the power fails.
    connection.pragma('synchronous = full');
    // Of 4 KiB: what is written in the meantime is moved into the database file once, not each time it changes, and the
    // syncs of log and file come an eighth as often as by default. Moving them stops the event loop for some 30 ms.
    connection.pragma('wal_autocheckpoint = 8000');
    connection.pragma('foreign_keys = on');
    connection.pragma('trusted_schema = off');
    // What a savepoint might undo would be written to a file, page by page, though it is never read after a crash.
    connection.pragma('temp_store = memory');
    // What is deleted is overwritten wherever its page is written anyway.
    connection.pragma('secure_delete = fast');
  } catch (cause) {
    connection.close();
    throw cause;
  }
  return connection;
}

/** What is in force in a connection that this program opens; `synchronous` 2 is FULL. Throws {@link StoreError}. */
export function connectionSettings(file: string): { readonly journalMode: string; readonly synchronous: number } {
  try {
    const connection = connect(file);
    try {
      const value = (name: string): unknown => connection.pragma(name, { simple: true });
      return { journalMode: String(value('journal_mode')), synchronous: Number(value('synchronous')) };
    } finally {
      connection.close();
    }
  } catch (cause) {
    throw storeErrorOf(cause);
  }
}

const PAUSE_MS = 20;

/** SQLite's own time-out does not cover the change to WAL, at which two processes may meet in a new file. */
function patiently<T>(work: () => T, mostMs: number): T {
  for (let waited = 0; ; waited += PAUSE_MS) {
    try {
      return work();
    } catch (cause) {
      const busy = cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_BUSY');
      if (!busy || waited >= mostMs) throw cause;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}
