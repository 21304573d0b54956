import { StoreError } from '../store-error.ts';
import type { Connection } from './connection.ts';
import { storeErrorOf } from './failure.ts';
import { snapshots } from './snapshots.ts';

type Settle = () => void;
type Waiting = {
  /** When it came, in milliseconds of the monotonic clock. */
  readonly since: number;
  readonly work: () => Settle;
  readonly reject: (error: StoreError) => void;
  readonly urgency: Urgency;
};

/**
 * `durable`: on disk when it resolves. The others are for what nobody misses after a power failure (a mere end of the
 * process does it no harm): `fleeting` is written at once, `unhurried` waits a few moments for company.
 */
export type Urgency = 'durable' | 'unhurried' | 'fleeting';

/** More would keep everybody else waiting for too long in one turn of the event loop. */
const LARGEST_GROUP = 64;
const LONGEST_GROUP_MS = 30;
const COMPANY_MS = 20;
/** How long a lock of another process is waited for, and how often it is tried meanwhile; the event loop goes on. */
export const LOCK_PATIENCE_MS = 5000;
export const LOCK_PAUSE_MS = 10;

export type GroupedWrites = {
  /**
   * Runs `work` (synchronous, all or nothing) and resolves when it is on disk. What arrives in the same turn of the event
   * loop shares one transaction, hence one fsync; what throws is undone alone.
   */
  readonly write: <T>(work: () => T, urgency?: Urgency) => Promise<T>;
  /** Resolves when nothing waits any more; what comes later is refused as `closed`. */
  readonly drain: () => Promise<void>;
};

/** @param now milliseconds of a clock that only grows */
export function groupedWrites(connection: Connection, now: () => number = () => performance.now()): GroupedWrites {
  const { end: endReading } = snapshots(connection);
  const begin = connection.prepare('begin immediate');
  const commit = connection.prepare('commit');
  const rollback = connection.prepare('rollback');
  const savepoint = connection.prepare('savepoint one');
  const undo = connection.prepare('rollback to one');
  const release = connection.prepare('release one');
  let waiting: Waiting[] = [];
  const unhurried: Waiting[] = [];
  let comingAgain: NodeJS.Timeout | null = null;
  let draining = false;
  // As `connect` leaves it. Whoever wrote to this connection in another way might not wait for the disk.
  let synchronous: 'full' | 'normal' = 'full';

  function enqueue<T>(work: () => T, urgency: Urgency): Promise<T> {
    return new Promise((resolve, reject) => {
      const settling = (): Settle => {
        const value = work();
        return () => {
          resolve(value);
        };
      };
      const one = { since: now(), work: settling, reject, urgency };
      if (urgency !== 'unhurried') {
        waiting.push(one);
        if (waiting.length === 1) setImmediate(flush);
      } else {
        unhurried.push(one);
        if (unhurried.length === 1) setTimeout(hurry, COMPANY_MS);
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
    if (group.length === 0) return;
    const settles = settled(group);
    if (settles === 'locked') {
      comeAgain();
      return;
    }
    waiting = waiting.slice(settles.length);
    if (waiting.length > 0) setImmediate(flush);
    for (const settle of settles) settle();
  }

  /** Another process writes at this moment. Whoever has waited for too long is told so. */
  function comeAgain(): void {
    const at = now();
    const isTired = ({ since }: Waiting): boolean => at - since >= LOCK_PATIENCE_MS;
    const tired = waiting.filter(isTired);
    waiting = waiting.filter((one) => !isTired(one));
    if (waiting.length > 0 && comingAgain === null) {
      comingAgain = setTimeout(() => {
        comingAgain = null;
        flush();
      }, LOCK_PAUSE_MS);
    }
    for (const { reject } of tired) reject(new StoreError('busy', 'store: locked by another process'));
  }

  /** What is to be told when it is on disk: of the first ones of the group, or of all where that does not take too long. */
  function settled(group: readonly Waiting[]): readonly Settle[] | 'locked' {
    const durable = group.some(({ urgency }) => urgency === 'durable');
    try {
      endReading();
      synchronise(durable ? 'full' : 'normal');
      begin.run();
      const outcomes = group.length === 1 ? group.map(({ work }) => work()) : attempted(group);
      commit.run();
      return outcomes;
    } catch (cause) {
      const error = storeErrorOf(cause);
      // Only the beginning meets a lock: whoever has begun is alone.
      if (error.code === 'busy' && !connection.inTransaction) return 'locked';
      if (connection.inTransaction) rollback.run();
      return group.map(({ reject }) => () => {
        reject(error);
      });
    }
  }

  /** With write-ahead logging only `full` waits for the disk; what is written as `normal` is on it with the next full commit. */
  function synchronise(wanted: 'full' | 'normal'): void {
    if (wanted === synchronous) return;
    connection.exec(`pragma synchronous = ${wanted}`);
    synchronous = wanted;
  }

  function attempted(group: readonly Waiting[]): readonly Settle[] {
    const outcomes: Settle[] = [];
    const began = now();
    for (const one of group) {
      outcomes.push(attempt(one));
      if (now() - began >= LONGEST_GROUP_MS) break;
    }
    return outcomes;
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
      // Where it fails, all that waited before it has been told.
      await enqueue(() => undefined, 'durable').catch(() => undefined);
    },
  };
}
