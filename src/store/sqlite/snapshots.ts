import { oncePer } from '../../core/once-per.ts';
import type { Connection } from './connection.ts';
import { dataVersion } from './data-version.ts';

export type Snapshots = {
  /**
   * Everything that is read from the first time on is of one moment, whatever other processes commit meanwhile, until the
   * event loop has come round, something is written here, or reading fails.
   */
  readonly read: <T>(work: () => T) => T;
  /** To be called before anything else is done with the connection than reading. */
  readonly end: () => void;
};

/** A moment to read from costs as much as reading a few rows, and mails are decided several in a turn. */
export const snapshots = oncePer((connection: Connection): Snapshots => {
  const begin = connection.prepare('begin deferred');
  const rollback = connection.prepare('rollback');
  const version = dataVersion(connection);
  let isOpen = false;

  function end(): void {
    if (!isOpen) return;
    isOpen = false;
    version.mayChange();
    if (connection.open && connection.inTransaction) rollback.run();
  }

  return {
    read(work) {
      // A database that turns out to be damaged may have ended it by itself.
      if (!connection.inTransaction) end();
      if (!isOpen) {
        begin.run();
        isOpen = true;
        version.staysTheSame();
        setImmediate(end);
      }
      try {
        return work();
      } catch (cause) {
        end();
        throw cause;
      }
    },
    end,
  };
});
