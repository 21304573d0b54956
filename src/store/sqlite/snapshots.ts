import type { Connection } from './connection.ts';
import { dataVersion } from './data-version.ts';

/** Everything that one `read` reads is of one moment, whatever other processes commit meanwhile. It changes nothing. */
export function snapshots(connection: Connection): <T>(read: () => T) => T {
  const begin = connection.prepare('begin deferred');
  const end = connection.prepare('rollback');
  const version = dataVersion(connection);
  return (read) => {
    begin.run();
    try {
      return version.during(read);
    } finally {
      // A database that turns out to be damaged may have ended it by itself.
      if (connection.inTransaction) end.run();
    }
  };
}
