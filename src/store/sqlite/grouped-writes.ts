import { StoreError } from '../store-error.ts';
import type { Connection } from './connection.ts';
import { storeErrorOf } from './failure.ts';

type Settle = () => void;
type Waiting = { readonly work: () => Settle; readonly reject: (error: StoreError) => void };

/** More would keep everybody else waiting for too long in one turn of the event loop. */
const LARGEST_GROUP = 64;

export type GroupedWrites = {
  /**
   * Runs `work` (synchronous, all or nothing) and resolves when it is on disk. What arrives in the same turn of the event
   * loop shares one transaction, hence one fsync; what throws is undone alone.
   */
  readonly write: <T>(work: () => T) => Promise<T>;
  /** Resolves when nothing waits any more; what comes later is refused as `closed`. */
  readonly drain: () => Promise<void>;
};

export function groupedWrites(connection: Connection): GroupedWrites {
  const begin = connection.prepare('begin immediate');
  const commit = connection.prepare('commit');
  const rollback = connection.prepare('rollback');
  const savepoint = connection.prepare('savepoint one');
  const undo = connection.prepare('rollback to one');
  const release = connection.prepare('release one');
  let waiting: Waiting[] = [];
  let draining = false;

  function enqueue<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const settling = (): Settle => {
        const value = work();
        return () => {
          resolve(value);
        };
      };
      waiting.push({ work: settling, reject });
      if (waiting.length === 1) setImmediate(flush);
    });
  }

  function flush(): void {
    const group = waiting.slice(0, LARGEST_GROUP);
    waiting = waiting.slice(LARGEST_GROUP);
    if (waiting.length > 0) setImmediate(flush);
    for (const settle of settled(group)) settle();
  }

  function settled(group: readonly Waiting[]): readonly Settle[] {
    try {
      begin.run();
      const outcomes = group.map(attempt);
      commit.run();
      return outcomes;
    } catch (cause) {
      if (connection.inTransaction) rollback.run();
      const error = storeErrorOf(cause);
      return group.map(({ reject }) => () => {
        reject(error);
      });
    }
  }

  function attempt({ work, reject }: Waiting): Settle {
    savepoint.run();
    try {
      const settle = work();
      release.run();
      return settle;
    } catch (cause) {
      // A full disk may have undone the whole transaction already; then nobody's work is kept.
      if (!connection.inTransaction) throw cause;
      undo.run();
      release.run();
      const error = storeErrorOf(cause);
      return () => {
        reject(error);
      };
    }
  }

  return {
    write: async (work) => {
      if (draining) throw new StoreError('closed', 'store: closed');
      return enqueue(work);
    },
    drain: async () => {
      if (draining) return;
      draining = true;
      await enqueue(() => undefined);
    },
  };
}
