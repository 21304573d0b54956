import { randomUUID } from 'node:crypto';
import { closeSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { StoreError } from '../store-error.ts';
import { copyDatabase } from './copy-database.ts';
import { type DatabaseExamination, examineDatabase } from './examine-database.ts';
import { storeErrorOf } from './failure.ts';
import { syncToDisk } from './on-disk.ts';

export type BackupOutcome =
  | { readonly outcome: 'saved'; readonly bytes: number; readonly examination: DatabaseExamination }
  /** There is such a file already; it stays. */
  | { readonly outcome: 'exists' }
  /** The database itself is damaged, so its copy was thrown away. */
  | { readonly outcome: 'damaged'; readonly examination: DatabaseExamination };

/**
 * Saves a consistent copy under a new name, on disk and verified when it resolves; other processes go on meanwhile.
 * Throws {@link StoreError}, with nothing left behind.
 */
export async function backupDatabase(database: string, target: string): Promise<BackupOutcome> {
  const partial = `${target}.partial-${randomUUID()}`;
  if (!reserved(target)) return { outcome: 'exists' };
  let isSaved = false;
  try {
    await copyDatabase(database, partial);
    const examination = await examineDatabase(partial);
    if (examination.faults.length > 0) return { outcome: 'damaged', examination };
    syncToDisk(partial);
    renameSync(partial, target);
    isSaved = true;
    syncToDisk(dirname(resolve(target)));
    return { outcome: 'saved', bytes: statSync(target).size, examination };
  } catch (cause) {
    throw storeErrorOf(cause);
  } finally {
    rmSync(partial, { force: true });
    if (!isSaved) rmSync(target, { force: true });
  }
}

/** Takes the name, so that two at once cannot both have it. */
function reserved(target: string): boolean {
  try {
    closeSync(openSync(target, 'wx', 0o600));
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false;
    throw new StoreError('full', cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
