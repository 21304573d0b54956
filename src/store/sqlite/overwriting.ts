import type { Connection } from './connection.ts';

/** What `work` takes away is gone from the pages of the file as well, not merely free to be used again. */
export function overwriting<T>(connection: Connection, work: () => T): T {
  connection.pragma('secure_delete = on');
  try {
    return work();
  } finally {
    connection.pragma('secure_delete = fast');
  }
}
