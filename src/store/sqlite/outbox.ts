import { type AddressKey, addressKey } from '../../core/email-address.ts';
import { CLOCKS_DIFFER_BY, HOUR, type Instant, plus } from '../../core/instant.ts';
import type { Reference } from '../../core/message.ts';
import type { LeasedMail, OutgoingMail, QueuedMail } from '../../core/outgoing.ts';
import type { OutboxEntry } from '../port.ts';
import { StoreError } from '../store-error.ts';
import type { Connection } from './connection.ts';
import { fromJson, type Json, toJson } from './json.ts';
import { mailContents } from './mail-contents.ts';
import { plainLine } from './plain-line.ts';
import { newReturnSecret } from './return-secrets.ts';
import { type NoValues, statement } from './statement.ts';

type EntryRow = Pick<OutboxEntry, 'id' | 'createdAt' | 'attempts' | 'state' | 'nextAttemptAt' | 'lastReason'> & {
  readonly seq: number;
  readonly mail: Json<OutgoingMail>;
  readonly content: string | null;
};
type QueuedRow = Pick<QueuedMail, 'id' | 'createdAt' | 'attempts'> & {
  readonly seq: number;
  readonly mail: Json<OutgoingMail>;
  readonly content: string | null;
};
type DueRow = QueuedRow & { readonly secret: string | null };

const QUEUED = 'seq, id, created_at as "createdAt", attempts, mail, content';
const ENTRY = `${QUEUED}, state, next_attempt_at as "nextAttemptAt", last_reason as "lastReason"`;

const NOT_LEASED = 'not exists (select 1 from lease where lease.seq = outbox.seq and lease.until > :now)';
/** Both are asked every few moments for as long as the program runs: they must not look at what was sent. */
export const ANY_DUE = `select seq from outbox
  where state = 'waiting' and bulk <= +:bulk and next_attempt_at <= +:now and ${NOT_LEASED} limit 1`;
export const NEXT_DUE = `select ${QUEUED}, return_secret as secret from outbox
  where state = 'waiting' and bulk = +:bulk and next_attempt_at <= +:now and ${NOT_LEASED}
  order by seq limit :most + 0`;

/** Between two attempts, or of a lease. Letters to many that were not tried yet keep their pace, however long. */
const LONGEST_WAIT = 6 * HOUR;
type Stranded = { readonly latest: Instant; readonly future: Instant };
const STRANDED = `state = 'waiting' and next_attempt_at > :latest and (bulk = 0 or attempts > 0 or created_at > :future)`;
const STRANDED_LEASES = 'lease where until > :latest';
const strandedAt = (now: Instant): Stranded => ({
  latest: plus(now, LONGEST_WAIT),
  future: plus(now, CLOCKS_DIFFER_BY),
});

/** Mails on their way out, in the order in which they were decided; those to many after all others. */
export function outbox(connection: Connection) {
  const insert = statement<{
    id: string;
    ref: Reference;
    position: number;
    kind: string;
    toKey: AddressKey;
    unproved: number;
    echo: number;
    at: Instant;
    dueAt: Instant;
    mail: string;
    content: string | null;
    bulk: number;
    secret: string;
    hash: string;
  }>(
    connection,
    `insert into outbox
      (id, ref, position, kind, to_key, unproved, echo, created_at, mail, content, bulk, state, attempts,
        next_attempt_at, return_secret, return_hash)
    values (:id, :ref, :position, :kind, :toKey, :unproved, :echo, :at, :mail, :content, :bulk, 'waiting', 0,
      :dueAt, :secret, :hash)`,
  );
  const lastPosition = statement<{ ref: Reference }, { position: number | null }>(
    connection,
    'select max(position) as position from outbox where ref = +:ref',
  );
  const due = statement<{ now: Instant; bulk: 0 | 1; most: number }, DueRow>(connection, NEXT_DUE);
  const lease = statement<{ seq: number; until: Instant }>(
    connection,
    'insert into lease (seq, until) values (:seq, :until) on conflict (seq) do update set until = excluded.until',
  );
  const leaseLast = statement<{ until: Instant }>(
    connection,
    'insert into lease (seq, until) values (last_insert_rowid(), :until)',
  );
  const release = statement<{ seq: number }>(connection, 'delete from lease where seq = :seq');
  const releaseAll = statement<NoValues>(connection, 'delete from lease');
  const setSecret = statement<{ seq: number; secret: string; hash: string }>(
    connection,
    'update outbox set return_secret = :secret, return_hash = :hash where seq = :seq',
  );
  const byId = statement<{ id: string }, EntryRow>(connection, `select ${ENTRY} from outbox where id = :id`);
  const all = statement<NoValues, EntryRow>(connection, `select ${ENTRY} from outbox order by seq`);
  const unsent = statement<NoValues, EntryRow>(
    connection,
    `select ${ENTRY} from outbox where state = 'waiting' order by seq`,
  );
  const end = statement<{ seq: number; state: 'sent' | 'given-up'; at: Instant; reason: string; mail: string | null }>(
    connection,
    `update outbox set state = :state, attempts = attempts + 1, ended_at = :at, return_secret = null,
      last_reason = :reason, mail = coalesce(:mail, mail)
    where seq = :seq`,
  );
  const putOff = statement<{ seq: number; reason: string; nextAttemptAt: Instant }>(
    connection,
    `update outbox set attempts = attempts + 1, last_reason = :reason, next_attempt_at = :nextAttemptAt
    where seq = :seq`,
  );
  const hasten = statement<{ now: Instant }>(
    connection,
    `update outbox set next_attempt_at = :now
    where state = 'waiting' and next_attempt_at > :now and (bulk = 0 or attempts > 0)`,
  );
  const stranded = statement<Stranded, { count: number }>(
    connection,
    `select (select count(*) from outbox where ${STRANDED}) + (select count(*) from ${STRANDED_LEASES}) as count`,
  );
  const freeStranded = statement<Stranded & { now: Instant }>(
    connection,
    `update outbox set next_attempt_at = :now where ${STRANDED}`,
  );
  const releaseStranded = statement<Pick<Stranded, 'latest'>>(connection, `delete from ${STRANDED_LEASES}`);
  const anyDue = statement<{ now: Instant; bulk: 0 | 1 }, { seq: number }>(connection, ANY_DUE);
  const dueNow = statement<{ now: Instant }, { count: number }>(
    connection,
    `select count(*) as count from outbox where state = 'waiting' and next_attempt_at <= :now`,
  );
  const contents = mailContents(connection);
  function nextDue(now: Instant, most: number, mostToMany: number): readonly DueRow[] {
    const rows = due.all({ now, bulk: 0, most });
    const room = Math.min(most - rows.length, mostToMany);
    return room <= 0 ? rows : [...rows, ...due.all({ now, bulk: 1, most: room })];
  }

  function leased(row: DueRow, until: Instant): LeasedMail {
    lease.run({ seq: row.seq, until });
    const returnSecret = row.secret ?? lateSecret(row.seq, row.createdAt);
    return { ...queuedFrom(row), ...(row.content === null ? {} : contents.read(row.content)), returnSecret };
  }

  /** Up to schema version 10 a mail got its secret when it was handed out for the first time. */
  function lateSecret(seq: number, at: Instant): string {
    const made = newReturnSecret(at);
    setSecret.run({ seq, ...made });
    return made.secret;
  }

  /** Null where another attempt has ended it already: a lease that ran out may leave two senders with one mail. */
  function stillWaiting(id: string): EntryRow | null {
    const row = byId.get({ id });
    if (row === null) throw new StoreError('bug', `store: no mail ${id} in the outbox`);
    return row.state === 'waiting' ? row : null;
  }

  function ended(row: EntryRow, state: 'sent' | 'given-up', at: Instant, reason: string): void {
    const { seq, mail } = row;
    end.run({ seq, state, at, reason: plainLine(reason), mail: withoutSecret(fromJson(mail)) });
    release.run({ seq });
    if (row.content !== null) contents.release(row.content);
  }

  return {
    /**
     * Each under the next free number of the reference that it is about.
     * @param leaseUntil of those that are due now, which are handed out; null: all of them wait
     */
    queue(mails: readonly OutgoingMail[], at: Instant, leaseUntil: Instant | null): readonly LeasedMail[] {
      const keep = contents.keeper();
      const positions = new Map<Reference, number>();
      const handedOut: LeasedMail[] = [];
      for (const mail of mails) {
        const { ref, kind, to, notBefore } = mail;
        const position = (positions.get(ref) ?? lastPosition.get({ ref })?.position ?? 0) + 1;
        positions.set(ref, position);
        const id = `${ref}-${position}`;
        const keys = { id, ref, position, kind, toKey: addressKey(to) };
        const content = keep(mail);
        const { secret, hash } = newReturnSecret(at);
        insert.run({
          ...keys,
          unproved: mail.unproved ? 1 : 0,
          echo: mail.echo === true ? 1 : 0,
          at,
          dueAt: notBefore ?? at,
          mail: toJson(content === null ? mail : { ...mail, text: '', attachments: [] }),
          content,
          bulk: notBefore === undefined ? 0 : 1,
          secret,
          hash,
        });
        if (leaseUntil === null || notBefore !== undefined) continue;
        leaseLast.run({ until: leaseUntil });
        handedOut.push({ ...mail, id, createdAt: at, attempts: 0, returnSecret: secret });
      }
      return handedOut;
    },

    hasDue: (now: Instant, mostToMany: number): boolean => anyDue.get({ now, bulk: mostToMany > 0 ? 1 : 0 }) !== null,

    /** What is put off or leased for longer than ever happens: the clock was ahead then, and has been set back. */
    isStranded: (now: Instant): boolean => (stranded.get(strandedAt(now))?.count ?? 0) > 0,

    retryStranded(now: Instant): void {
      const { latest, future } = strandedAt(now);
      freeStranded.run({ latest, future, now });
      releaseStranded.run({ latest });
    },

    releaseLeases(): void {
      releaseAll.run({});
    },

    leaseDue: (now: Instant, until: Instant, most: number, mostToMany: number): readonly LeasedMail[] =>
      nextDue(now, most, mostToMany).map((row) => leased(row, until)),

    markSent(id: string, at: Instant, response: string): void {
      const row = stillWaiting(id);
      if (row !== null) ended(row, 'sent', at, response);
    },

    /** @param nextAttemptAt null: never again. */
    markUnsent(id: string, at: Instant, reason: string, nextAttemptAt: Instant | null): void {
      const row = stillWaiting(id);
      if (row === null) return;
      if (nextAttemptAt === null) return ended(row, 'given-up', at, reason);
      putOff.run({ seq: row.seq, reason: plainLine(reason), nextAttemptAt });
      release.run({ seq: row.seq });
    },

    all: (): readonly OutboxEntry[] => all.all({}).map(entryFrom),
    waiting: (): readonly OutboxEntry[] => unsent.all({}).map(entryFrom),

    /** How many are due now; letters to many that were not tried yet keep their pace. What is leased is not handed out twice. */
    hasten(now: Instant): number {
      hasten.run({ now });
      return dueNow.get({ now })?.count ?? 0;
    },
  };
}

/** Tokens are stored hashed; the one copy that a waiting mail must carry goes when it is gone. Null: it carries none. */
function withoutSecret(mail: OutgoingMail): Json<OutgoingMail> | null {
  return mail.replyToDetail === null ? null : toJson({ ...mail, replyToDetail: null });
}

function entryFrom(row: EntryRow): OutboxEntry {
  const { state, nextAttemptAt, lastReason } = row;
  return { ...queuedFrom(row), state, nextAttemptAt, lastReason };
}

function queuedFrom({ id, createdAt, attempts, mail }: QueuedRow): QueuedMail {
  return { ...fromJson(mail), id, createdAt, attempts };
}
