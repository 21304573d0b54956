import { closeSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import { storeErrorOf } from './failure.ts';

/** All pages in one step: between steps another process could write, and the copy would begin anew, for ever. */
const ALL_PAGES = 0x7fff_ffff;

/**
 * Copies a database to a new file (0600) as it is at one moment, while others read and write it. The copy is one file,
 * without write-ahead log. Throws {@link StoreError}; what is there of the copy then is of no use.
 */
export async function copyDatabase(from: string, to: string): Promise<void> {
  closeSync(openSync(to, 'wx', 0o600));
  try {
    const source = new Database(from, { readonly: true, fileMustExist: true });
    try {
      await source.backup(to, { progress: () => ALL_PAGES });
    } finally {
      source.close();
    }
    const copy = new Database(to);
    try {
      copy.pragma('journal_mode = delete');
    } finally {
      copy.close();
    }
  } catch (cause) {
    throw storeErrorOf(cause);
  }
}
