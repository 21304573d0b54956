import { setTimeout as pause } from 'node:timers/promises';
import type { Store } from '../port.ts';
import { StoreError } from '../store-error.ts';
import { commitPlan } from './commit-plan.ts';
import { type Connection, connect } from './connection.ts';
import { deskStore } from './desk-store.ts';
import { erasure } from './erasure.ts';
import { storeErrorOf } from './failure.ts';
import { groupedWrites, LOCK_PATIENCE_MS, LOCK_PAUSE_MS } from './grouped-writes.ts';
import { migrate } from './migrate.ts';
import { observeIana } from './observe-iana.ts';
import { emptyLog, overwriting } from './overwriting.ts';
import { readWorld, type WorldSettings } from './read-world.ts';
import { removals } from './removals.ts';
import { shelve } from './shelve.ts';
import { snapshots } from './snapshots.ts';
import { tables } from './tables.ts';
import { verifyAudit } from './verify-audit.ts';

export type StoreSettings = WorldSettings & {
  /** Path of the database; made with its folder where missing. */
  readonly file: string;
};

/** Opens the database, brings its schema up to date, and keeps it open until `close`. Throws {@link StoreError}. */
export function openStore(settings: StoreSettings): Store {
  try {
    const connection = connect(settings.file);
    try {
      migrate(connection);
      // From here on nobody waits inside SQLite, which would stop all else: whoever meets a lock comes again.
      connection.pragma('busy_timeout = 0');
      return storeOn(connection, settings);
    } catch (cause) {
      connection.close();
      throw cause;
    }
  } catch (cause) {
    throw storeErrorOf(cause);
  }
}

/** Writes a page as it is: what changes nothing by itself, SQLite would not write, and a disk that fails would go unnoticed. */
function rewrite(connection: Connection): void {
  connection.pragma(`application_id = ${Number(connection.pragma('application_id', { simple: true }))}`);
}

function storeOn(connection: Connection, settings: WorldSettings): Store {
  const parts = tables(connection);
  const {
    addressCases,
    audit,
    cases,
    dailyRuns,
    deferrals,
    failedMails,
    iana,
    mails,
    outbox,
    references,
    replayKeys,
    rosterPast,
    rosters,
    undelivered,
  } = parts;
  const moments = snapshots(connection);
  const { write, drain } = groupedWrites(connection);
  const old = removals(connection);

  /** Of one moment with what else is read before the event loop has come round, see {@link snapshots}. */
  async function read<T>(work: () => T): Promise<T> {
    const began = performance.now();
    for (;;) {
      if (!connection.open) throw new StoreError('closed', 'store: closed');
      try {
        return moments.read(work);
      } catch (cause) {
        const error = storeErrorOf(cause);
        // Readers meet a lock only where the database is repaired or replaced.
        if (error.code !== 'busy' || performance.now() - began >= LOCK_PATIENCE_MS) throw error;
      }
      await pause(LOCK_PAUSE_MS);
    }
  }

  return {
    world: (query, now) => read(() => readWorld(parts, settings, query, now)),
    nextReference: (at) => read(() => references.next(at)),
    commit: (plan) => write(() => commitPlan(parts, plan).committed),
    commitAndLease: (plan, leaseUntil) => write(() => commitPlan(parts, plan, leaseUntil)),
    seenBefore: (keys, proof) => read(() => replayKeys.firstSeen(keys, proof)),
    defer: (key, at) => write(() => deferrals.defer(key, at)),

    shelve: (failed, outgoing) => write(() => shelve(parts, failed, outgoing)),
    failedMails: () => read(() => failedMails.all()),
    failedMail: (ref) => read(() => failedMails.byRef(ref)),
    markReprocessed: (ref, at) => write(() => failedMails.markReprocessed(ref, at)),

    wasDone: (daily) => read(() => dailyRuns.wasMade(daily)),
    rosters: () => read(() => [...rosters.all().values()]),
    mailsTaken: (from, until) => read(() => mails.countBetween(from, until)),
    pastChanges: () => read(() => rosterPast.all()),
    heldCases: () => read(() => cases.all()),
    addressCases: () => read(() => addressCases.all()),
    addressCase: (ref) => read(() => addressCases.byRef(ref)),
    heldCase: (ref) => read(() => cases.byRef(ref)),
    storedMail: (ref) =>
      read(() => {
        const mail = mails.byRef(ref);
        const raw = mails.rawOf(ref);
        return mail === null || raw === null ? null : { ...mail, raw };
      }),

    observeIana: (taking) => write(() => observeIana(parts, taking)),
    ianaRecords: () => read(() => [...iana.all().values()]),
    ianaHistory: (tld) => read(() => iana.history(tld)),
    ianaLooks: () => read(() => ({ lookups: iana.lookups(), rounds: iana.rounds() })),

    async nextToSend(now, leaseUntil, most, mostToMany = most) {
      const somethingIsDue = await read(() => outbox.hasDue(now, mostToMany));
      return somethingIsDue ? write(() => outbox.leaseDue(now, leaseUntil, most, mostToMany), 'fleeting') : [];
    },
    async retryStranded(now) {
      if (await read(() => outbox.isStranded(now))) await write(() => outbox.retryStranded(now));
    },
    releaseLeases: () => write(() => outbox.releaseLeases()),
    markSent: (id, at, response) => write(() => outbox.markSent(id, at, response), 'unhurried'),
    markUnsent: (id, at, reason, nextAttemptAt) => write(() => outbox.markUnsent(id, at, reason, nextAttemptAt)),
    outbox: () => read(() => outbox.all()),
    outboxWaiting: () => read(() => outbox.waiting()),
    returnedMail: (secret) => read(() => undelivered.returned(secret)),
    undeliverableUntold: () => read(() => undelivered.untold()),
    retryNow: (now) => write(() => outbox.hasten(now)),

    removeOldMail: (before, at) =>
      write(() => overwriting(connection, () => old.removeBefore(before, at)), 'unhurried'),
    async noteRemoved(removed, before, at) {
      await write(() => {
        const details = { ...removed, before };
        audit.append([{ kind: 'mails-removed', tld: null, actor: 'system', details }], at, null);
      });
      emptyLog(connection);
    },
    erasure: erasure(connection, audit, old, write),

    desk: deskStore(connection, audit, read, write),

    notificationRuns: () => read(() => parts.notificationRuns.recent()),
    invitations: () => read(() => parts.invitations.all()),

    audit: (filter) => read(() => audit.find(filter)),
    async verifyAudit() {
      if (!connection.open) throw new StoreError('closed', 'store: closed');
      try {
        return await verifyAudit(connection);
      } catch (cause) {
        throw storeErrorOf(cause);
      }
    },

    isWritable: () =>
      write(() => rewrite(connection)).then(
        () => true,
        () => false,
      ),

    async close() {
      await drain();
      moments.end();
      connection.close();
    },
  };
}
