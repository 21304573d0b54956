import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Tld } from '../../core/cctld.ts';
import type { Instant } from '../../core/instant.ts';
import type { Reference } from '../../core/message.ts';
import type { AuditEntry } from '../../core/plan.ts';
import type { StoredAudit } from '../port.ts';
import { type Connection, snapshot } from './connection.ts';
import { fromJson, type Json, toCanonicalJson, toJson } from './json.ts';
import { type NoValues, statement } from './statement.ts';

type Link = Omit<StoredAudit, 'details' | 'hash' | 'previousHash'> & {
  readonly details: Json<StoredAudit['details']>;
  readonly previousHash: string;
};
type AuditRow = Omit<StoredAudit, 'details'> & { readonly details: Json<StoredAudit['details']> };
type Head = { readonly seq: number; readonly hash: string };

const GENESIS: Head = { seq: 0, hash: '0'.repeat(64) };
const PAGE = 500;
const ENTRY = `select seq, at, ref, kind, tld, actor, details, previous_hash as "previousHash", hash from audit`;

/** What happened, in order, each entry sealed with the hash of the one before it. */
export function auditChain(connection: Connection) {
  const head = statement<NoValues, Head>(connection, 'select seq, hash from audit_head where id = 1');
  const setHead = statement<Head>(
    connection,
    `insert into audit_head (id, seq, hash) values (1, :seq, :hash)
    on conflict (id) do update set seq = excluded.seq, hash = excluded.hash`,
  );
  const insert = statement<Link & { readonly hash: string }>(
    connection,
    `insert into audit (seq, at, ref, kind, tld, actor, details, previous_hash, hash)
    values (:seq, :at, :ref, :kind, :tld, :actor, :details, :previousHash, :hash)`,
  );
  const page = statement<{ after: number; limit: number }, AuditRow>(
    connection,
    `${ENTRY} where seq > :after order by seq limit :limit`,
  );
  const everything = statement<NoValues, AuditRow>(connection, `${ENTRY} order by seq`);
  const ofTld = statement<{ tld: Tld }, AuditRow>(connection, `${ENTRY} where tld = :tld order by seq`);
  const ofRef = statement<{ ref: Reference }, AuditRow>(connection, `${ENTRY} where ref = :ref order by seq`);

  function selected(tld: Tld | undefined, ref: Reference | undefined): readonly AuditRow[] {
    if (ref !== undefined) return ofRef.all({ ref }).filter((row) => tld === undefined || row.tld === tld);
    return tld === undefined ? everything.all({}) : ofTld.all({ tld });
  }

  return {
    append(entries: readonly AuditEntry[], at: Instant, ref: Reference | null): void {
      let last = head.get({}) ?? GENESIS;
      for (const { kind, tld, actor, details } of entries) {
        const link = {
          seq: last.seq + 1,
          at,
          ref,
          kind,
          tld,
          actor,
          details: toCanonicalJson(details),
          previousHash: last.hash,
        };
        last = { seq: link.seq, hash: sealOf(link) };
        insert.run({ ...link, hash: last.hash });
      }
      if (entries.length > 0) setHead.run(last);
    },

    find({ tld, ref }: { readonly tld?: Tld; readonly ref?: Reference }): readonly StoredAudit[] {
      return selected(tld, ref).map((row) => ({ ...row, details: fromJson(row.details) }));
    },

    /** Walks the whole chain, a page for each turn of the event loop. `brokenAt`: the first number that does not fit. */
    async verify(): Promise<{ readonly entries: number; readonly brokenAt: number | null }> {
      let last = GENESIS;
      for (;;) {
        // The end is read in the same moment as the last page: others may append meanwhile.
        const { rows, end } = snapshot(connection, () => ({
          rows: page.all({ after: last.seq, limit: PAGE }),
          end: head.get({}) ?? GENESIS,
        }));
        for (const row of rows) {
          if (row.seq !== last.seq + 1 || row.previousHash !== last.hash || row.hash !== sealOf(row)) {
            return { entries: last.seq, brokenAt: last.seq + 1 };
          }
          last = row;
        }
        if (rows.length < PAGE) {
          const whole = last.seq === end.seq && last.hash === end.hash;
          return { entries: last.seq, brokenAt: whole ? null : last.seq + 1 };
        }
        await nextTurn();
      }
    },
  };
}

/** SHA-256 over JSON of all that the entry says, with its details exactly as stored. */
function sealOf({ seq, at, ref, kind, tld, actor, details, previousHash }: Link): string {
  const sealed = toJson([seq, at, ref, kind, tld, actor, details, previousHash]);
  return createHash('sha256').update(sealed).digest('hex');
}
