import { createHash } from 'node:crypto';
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
import { randomHex } from './random-octets.ts';
import { type NoValues, statement } from './statement.ts';

type EntryRow = Pick<OutboxEntry, 'id' | 'createdAt' | 'attempts' | 'state' | 'nextAttemptAt' | 'lastReason'> & {
  readonly mail: Json<OutgoingMail>;
  readonly content: string | null;
};
type QueuedRow = Pick<QueuedMail, 'id' | 'createdAt' | 'attempts'> & {
  readonly mail: Json<OutgoingMail>;
  readonly content: string | null;
};

const QUEUED = 'id, created_at as "createdAt", attempts, mail, content';
const ENTRY = `${QUEUED}, state, next_attempt_at as "nextAttemptAt", last_reason as "lastReason"`;

/** Asked every few moments for as long as the program runs: it must not look at what was sent. */
export const NEXT_DUE = `select ${QUEUED} from outbox
  where state = 'waiting' and bulk = :bulk and next_attempt_at <= :now and (leased_until is null or leased_until <= :now)
  order by seq limit :most`;

/** Between two attempts, or of a lease. Letters to many that were not tried yet keep their pace, however long. */
const LONGEST_WAIT = 6 * HOUR;
type Stranded = { readonly latest: Instant; readonly future: Instant };
const STRANDED = `state = 'waiting' and (leased_until > :latest
  or next_attempt_at > :latest and (bulk = 0 or attempts > 0 or created_at > :future))`;
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
  }>(
    connection,
    `insert into outbox
      (id, ref, position, kind, to_key, unproved, echo, created_at, mail, content, bulk, state, attempts,
        next_attempt_at)
    values (:id, :ref, :position, :kind, :toKey, :unproved, :echo, :at, :mail, :content, :bulk, 'waiting', 0, :dueAt)`,
  );
  const lastPosition = statement<{ ref: Reference }, { position: number | null }>(
    connection,
    'select max(position) as position from outbox where ref = :ref',
  );
  const due = statement<{ now: Instant; bulk: 0 | 1; most: number }, QueuedRow>(connection, NEXT_DUE);
  const release = statement<NoValues>(
    connection,
    'update outbox set leased_until = null where leased_until is not null',
  );
  const lease = statement<{ id: string; until: Instant; secret: string; hash: string }, { secret: string }>(
    connection,
    `update outbox set leased_until = :until, return_secret = coalesce(return_secret, :secret),
      return_hash = coalesce(return_hash, :hash)
    where id = :id returning return_secret as secret`,
  );
  const byId = statement<{ id: string }, EntryRow>(connection, `select ${ENTRY} from outbox where id = :id`);
  const all = statement<NoValues, EntryRow>(connection, `select ${ENTRY} from outbox order by seq`);
  const unsent = statement<NoValues, EntryRow>(
    connection,
    `select ${ENTRY} from outbox where state = 'waiting' order by seq`,
  );
  const end = statement<{ id: string; state: 'sent' | 'given-up'; at: Instant; reason: string; mail: string }>(
    connection,
    `update outbox set state = :state, attempts = attempts + 1, ended_at = :at, leased_until = null,
      return_secret = null, last_reason = :reason, mail = :mail
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
    `update outbox set next_attempt_at = :now
    where state = 'waiting' and next_attempt_at > :now and (bulk = 0 or attempts > 0)`,
  );
  const stranded = statement<Stranded, { count: number }>(
    connection,
    `select count(*) as count from outbox where ${STRANDED}`,
  );
  const freeStranded = statement<Stranded & { now: Instant }>(
    connection,
    `update outbox set leased_until = null,
      next_attempt_at = case when next_attempt_at > :now then :now else next_attempt_at end
    where ${STRANDED}`,
  );
  const dueNow = statement<{ now: Instant }, { count: number }>(
    connection,
    `select count(*) as count from outbox where state = 'waiting' and next_attempt_at <= :now`,
  );
  const contents = mailContents(connection);
  function nextDue(now: Instant, most: number): readonly QueuedRow[] {
    const rows = due.all({ now, bulk: 0, most });
    return rows.length === most ? rows : [...rows, ...due.all({ now, bulk: 1, most: most - rows.length })];
  }

  function leased(row: QueuedRow, until: Instant): LeasedMail {
    const made = randomHex(16);
    const hash = createHash('sha256').update(made).digest('hex');
    const returnSecret = lease.get({ id: row.id, until, secret: made, hash })?.secret ?? made;
    return { ...queuedFrom(row), ...(row.content === null ? {} : contents.read(row.content)), returnSecret };
  }

  /** Null where another attempt has ended it already: a lease that ran out may leave two senders with one mail. */
  function stillWaiting(id: string): EntryRow | null {
    const row = byId.get({ id });
    if (row === null) throw new StoreError('bug', `store: no mail ${id} in the outbox`);
    return row.state === 'waiting' ? row : null;
  }

  function ended(row: EntryRow, state: 'sent' | 'given-up', at: Instant, reason: string): void {
    end.run({ id: row.id, state, at, reason: plainLine(reason), mail: withoutSecret(fromJson(row.mail)) });
    if (row.content !== null) contents.release(row.content);
  }

  return {
    /** Each under the next free number of the reference that it is about. */
    queue(mails: readonly OutgoingMail[], at: Instant): void {
      const keep = contents.keeper();
      const positions = new Map<Reference, number>();
      for (const mail of mails) {
        const { ref, kind, to, notBefore } = mail;
        const position = (positions.get(ref) ?? lastPosition.get({ ref })?.position ?? 0) + 1;
        positions.set(ref, position);
        const keys = { id: `${ref}-${position}`, ref, position, kind, toKey: addressKey(to) };
        const content = keep(mail);
        insert.run({
          ...keys,
          unproved: mail.unproved ? 1 : 0,
          echo: mail.echo === true ? 1 : 0,
          at,
          dueAt: notBefore ?? at,
          mail: toJson(content === null ? mail : { ...mail, text: '', attachments: [] }),
          content,
          bulk: notBefore === undefined ? 0 : 1,
        });
      }
    },

    hasDue: (now: Instant): boolean => nextDue(now, 1).length > 0,

    /** What is put off or leased for longer than ever happens: the clock was ahead then, and has been set back. */
    isStranded: (now: Instant): boolean => (stranded.get(strandedAt(now))?.count ?? 0) > 0,

    retryStranded(now: Instant): void {
      freeStranded.run({ ...strandedAt(now), now });
    },

    releaseLeases(): void {
      release.run({});
    },

    /** The secret of an envelope sender is made when its mail is handed out for the first time. */
    leaseDue: (now: Instant, until: Instant, most: number): readonly LeasedMail[] =>
      nextDue(now, most).map((row) => leased(row, until)),

    markSent(id: string, at: Instant, response: string): void {
      const row = stillWaiting(id);
      if (row !== null) ended(row, 'sent', at, response);
    },

    /** @param nextAttemptAt null: never again. */
    markUnsent(id: string, at: Instant, reason: string, nextAttemptAt: Instant | null): void {
      const row = stillWaiting(id);
      if (row === null) return;
      if (nextAttemptAt !== null) putOff.run({ id, reason: plainLine(reason), nextAttemptAt });
      else ended(row, 'given-up', at, reason);
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

/** Tokens are stored hashed; the one copy that a waiting mail must carry goes when it is gone. */
function withoutSecret(mail: OutgoingMail): Json<OutgoingMail> {
  return toJson({ ...mail, replyToDetail: null });
}

function entryFrom(row: EntryRow): OutboxEntry {
  const { state, nextAttemptAt, lastReason } = row;
  return { ...queuedFrom(row), state, nextAttemptAt, lastReason };
}

function queuedFrom({ id, createdAt, attempts, mail }: QueuedRow): QueuedMail {
  return { ...fromJson(mail), id, createdAt, attempts };
}
