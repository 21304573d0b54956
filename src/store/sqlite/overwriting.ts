import type { Connection } from './connection.ts';
import { storeErrorOf } from './failure.ts';
import { snapshots } from './snapshots.ts';

/** What `work` takes away is gone from the pages of the file as well, not merely free to be used again. */
export function overwriting<T>(connection: Connection, work: () => T): T {
  connection.pragma('secure_delete = on');
  try {
    return work();
  } finally {
    connection.pragma('secure_delete = fast');
  }
}

/**
 * The write-ahead log holds pages as they were before they were overwritten: moves all of them and empties it, unless another process
 * reads just then. Outside a transaction. Throws what {@link storeErrorOf} makes of it.
 */
export function emptyLog(connection: Connection): void {
  try {
    snapshots(connection).end();
    connection.pragma('wal_checkpoint(truncate)');
  } catch (cause) {
    throw storeErrorOf(cause);
  }
}
