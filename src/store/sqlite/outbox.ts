import { type AddressKey, addressKey } from '../../core/email-address.ts';
import type { Instant } from '../../core/instant.ts';
import type { Reference } from '../../core/message.ts';
import type { OutgoingMail, QueuedMail } from '../../core/outgoing.ts';
import type { OutboxEntry } from '../port.ts';
import { StoreError } from '../store-error.ts';
import type { Connection } from './connection.ts';
import { fromJson, type Json, toJson } from './json.ts';
import { plainLine } from './plain-line.ts';
import { type NoValues, statement } from './statement.ts';

type EntryRow = Pick<OutboxEntry, 'id' | 'createdAt' | 'attempts' | 'state' | 'nextAttemptAt' | 'lastReason'> & {
  readonly mail: Json<OutgoingMail>;
};
type QueuedRow = Pick<QueuedMail, 'id' | 'createdAt' | 'attempts'> & { readonly mail: Json<OutgoingMail> };

const QUEUED = 'id, created_at as "createdAt", attempts, mail';
const ENTRY = `${QUEUED}, state, next_attempt_at as "nextAttemptAt", last_reason as "lastReason"`;

/** Asked every few moments for as long as the program runs: it must not look at what was sent. */
export const NEXT_DUE = `select ${QUEUED} from outbox
  where state = 'waiting' and next_attempt_at <= :now and (leased_until is null or leased_until <= :now)
  order by seq limit 1`;

/** Mails on their way out, in the order in which they were decided. */
export function outbox(connection: Connection) {
  const insert = statement<{
    id: string;
    ref: Reference;
    position: number;
    kind: string;
    toKey: AddressKey;
    unproved: number;
    at: Instant;
    mail: string;
  }>(
    connection,
    `insert into outbox
      (id, ref, position, kind, to_key, unproved, created_at, mail, state, attempts, next_attempt_at)
    values (:id, :ref, :position, :kind, :toKey, :unproved, :at, :mail, 'waiting', 0, :at)`,
  );
  const lastPosition = statement<{ ref: Reference }, { position: number | null }>(
    connection,
    'select max(position) as position from outbox where ref = :ref',
  );
  const due = statement<{ now: Instant }, QueuedRow>(connection, NEXT_DUE);
  const release = statement<NoValues>(
    connection,
    'update outbox set leased_until = null where leased_until is not null',
  );
  const lease = statement<{ id: string; until: Instant }>(
    connection,
    'update outbox set leased_until = :until where id = :id',
  );
  const byId = statement<{ id: string }, EntryRow>(connection, `select ${ENTRY} from outbox where id = :id`);
  const all = statement<NoValues, EntryRow>(connection, `select ${ENTRY} from outbox order by seq`);
  const end = statement<{ id: string; state: 'sent' | 'given-up'; at: Instant; reason: string; mail: string }>(
    connection,
    `update outbox set state = :state, attempts = attempts + 1, ended_at = :at, leased_until = null,
      last_reason = :reason, mail = :mail
    where id = :id`,
  );
  const putOff = statement<{ id: string; reason: string; nextAttemptAt: Instant }>(
    connection,
    `update outbox set attempts = attempts + 1, leased_until = null, last_reason = :reason,
      next_attempt_at = :nextAttemptAt
    where id = :id`,
  );
  const hasten = statement<{ now: Instant }>(
    connection,
    `update outbox set next_attempt_at = :now where state = 'waiting' and next_attempt_at > :now`,
  );
  const waiting = statement<NoValues, { count: number }>(
    connection,
    `select count(*) as count from outbox where state = 'waiting'`,
  );
  const unprovedSince = statement<{ since: Instant }, { key: AddressKey; count: number }>(
    connection,
    'select to_key as key, count(*) as count from outbox where created_at > :since and unproved = 1 group by to_key',
  );
  const answersSince = statement<{ since: Instant }, { key: AddressKey; count: number }>(
    connection,
    `select to_key as key, count(*) as count from outbox where created_at > :since and kind = 'answer' group by to_key`,
  );
  const allSince = statement<{ since: Instant }, { count: number }>(
    connection,
    'select count(*) as count from outbox where created_at > :since',
  );

  /** Null where another attempt has ended it already: a lease that ran out may leave two senders with one mail. */
  function stillWaiting(id: string): OutgoingMail | null {
    const row = byId.get({ id });
    if (row === null) throw new StoreError('bug', `store: no mail ${id} in the outbox`);
    return row.state === 'waiting' ? fromJson(row.mail) : null;
  }

  return {
    /** Each under the next free number of the reference that it is about. */
    queue(mails: readonly OutgoingMail[], at: Instant): void {
      for (const mail of mails) {
        const { ref, kind, to } = mail;
        const position = (lastPosition.get({ ref })?.position ?? 0) + 1;
        const keys = { id: `${ref}-${position}`, ref, position, kind, toKey: addressKey(to) };
        insert.run({ ...keys, unproved: mail.unproved ? 1 : 0, at, mail: toJson(mail) });
      }
    },

    hasDue: (now: Instant): boolean => due.get({ now }) !== null,

    releaseLeases(): void {
      release.run({});
    },

    leaseNext(now: Instant, until: Instant): QueuedMail | null {
      const row = due.get({ now });
      if (row === null) return null;
      lease.run({ id: row.id, until });
      return queuedFrom(row);
    },

    markSent(id: string, at: Instant, response: string): void {
      const mail = stillWaiting(id);
      if (mail !== null) end.run({ id, state: 'sent', at, reason: plainLine(response), mail: withoutSecret(mail) });
    },

    /** @param nextAttemptAt null: never again. */
    markUnsent(id: string, at: Instant, reason: string, nextAttemptAt: Instant | null): void {
      const mail = stillWaiting(id);
      if (mail === null) return;
      if (nextAttemptAt !== null) putOff.run({ id, reason: plainLine(reason), nextAttemptAt });
      else end.run({ id, state: 'given-up', at, reason: plainLine(reason), mail: withoutSecret(mail) });
    },

    all: (): readonly OutboxEntry[] =>
      all.all({}).map((row) => ({
        ...queuedFrom(row),
        state: row.state,
        nextAttemptAt: row.nextAttemptAt,
        lastReason: row.lastReason,
      })),

    /** How many wait, all of them due from now on; what is leased is not handed out twice. */
    hasten(now: Instant): number {
      hasten.run({ now });
      return waiting.get({})?.count ?? 0;
    },

    /** Mails queued after that moment, for the ceilings. */
    countsSince: (since: Instant) => ({
      unproved: countsFrom(unprovedSince.all({ since })),
      answers: countsFrom(answersSince.all({ since })),
    }),

    totalSince: (since: Instant): number => allSince.get({ since })?.count ?? 0,
  };
}

/** Tokens are stored hashed; the one copy that a waiting mail must carry goes when it is gone. */
function withoutSecret(mail: OutgoingMail): Json<OutgoingMail> {
  return toJson({ ...mail, replyToDetail: null });
}

function queuedFrom({ id, createdAt, attempts, mail }: QueuedRow): QueuedMail {
  return { ...fromJson(mail), id, createdAt, attempts };
}

function countsFrom(
  rows: readonly { readonly key: AddressKey; readonly count: number }[],
): ReadonlyMap<AddressKey, number> {
  return new Map(rows.map(({ key, count }) => [key, count]));
}
