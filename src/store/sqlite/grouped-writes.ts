import { StoreError } from '../store-error.ts';
import type { Connection } from './connection.ts';
import { storeErrorOf } from './failure.ts';

type Settle = () => void;
type Waiting = {
  readonly work: () => Settle;
  readonly reject: (error: StoreError) => void;
  readonly urgency: Urgency;
};

/**
 * `durable`: on disk when it resolves. `unhurried`: the same, but nobody waits for it, so it waits a few moments for
 * company. `fleeting`: for what nobody misses after a power failure (a mere end of the process does it no harm).
 */
export type Urgency = 'durable' | 'unhurried' | 'fleeting';

/** More would keep everybody else waiting for too long in one turn of the event loop. */
const LARGEST_GROUP = 64;
const PATIENCE_MS = 40;

export type GroupedWrites = {
  /**
   * Runs `work` (synchronous, all or nothing) and resolves when it is on disk. What arrives in the same turn of the event
   * loop shares one transaction, hence one fsync; what throws is undone alone.
   */
  readonly write: <T>(work: () => T, urgency?: Urgency) => Promise<T>;
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
  const unhurried: Waiting[] = [];
  let draining = false;

  function enqueue<T>(work: () => T, urgency: Urgency): Promise<T> {
    return new Promise((resolve, reject) => {
      const settling = (): Settle => {
        const value = work();
        return () => {
          resolve(value);
        };
      };
      const one = { work: settling, reject, urgency };
      if (urgency !== 'unhurried') {
        waiting.push(one);
        if (waiting.length === 1) setImmediate(flush);
      } else {
        unhurried.push(one);
        if (unhurried.length === 1) setTimeout(hurry, PATIENCE_MS);
      }
    });
  }

  function hurry(): void {
    waiting = [...unhurried.splice(0), ...waiting];
    flush();
  }

  function flush(): void {
    if (waiting.some(({ urgency }) => urgency === 'durable')) waiting = [...unhurried.splice(0), ...waiting];
    const group = waiting.slice(0, LARGEST_GROUP);
    waiting = waiting.slice(LARGEST_GROUP);
    if (waiting.length > 0) setImmediate(flush);
    if (group.length === 0) return;
    for (const settle of settled(group)) settle();
  }

  function settled(group: readonly Waiting[]): readonly Settle[] {
    const fleeting = group.every(({ urgency }) => urgency === 'fleeting');
    try {
      // With write-ahead logging only `full` waits for the disk; what is written so is on it with the next full commit.
      if (fleeting) connection.pragma('synchronous = normal');
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
    } finally {
      if (fleeting) connection.pragma('synchronous = full');
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
    write: async (work, urgency = 'durable') => {
      if (draining) throw new StoreError('closed', 'store: closed');
      return enqueue(work, urgency);
    },
    drain: async () => {
      if (draining) return;
      draining = true;
      await enqueue(() => undefined, 'durable');
    },
  };
}
