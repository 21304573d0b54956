import type { Tld } from '../../core/cctld.ts';
import type { Instant } from '../../core/instant.ts';
import type { Reference } from '../../core/message.ts';
import type { AuditEntry } from '../../core/plan.ts';
import type { StoredAudit } from '../port.ts';
import { type AuditLink, sealOf } from './audit-seal.ts';
import type { Connection } from './connection.ts';
import { fromJson, type Json, toCanonicalJson } from './json.ts';
import { randomHex } from './random-octets.ts';
import { type NoValues, statement } from './statement.ts';

type AuditRow = Omit<StoredAudit, 'details'> & { readonly details: Json<StoredAudit['details']> };

/** The last entry: its number and its seal. */
export type ChainHead = { readonly seq: number; readonly hash: string };

export const GENESIS: ChainHead = { seq: 0, hash: '0'.repeat(64) };
export const CHAIN_HEAD = 'select seq, hash from audit_head where id = 1';

const ENTRY = `select seq, at, ref, kind, tld, actor, details, previous_hash as "previousHash", hash from audit`;

/** What happened, in order, each entry sealed with the hash of the one before it. */
export function auditChain(connection: Connection) {
  const head = statement<NoValues, ChainHead>(connection, CHAIN_HEAD);
  const setHead = statement<ChainHead>(
    connection,
    `insert into audit_head (id, seq, hash) values (1, :seq, :hash)
    on conflict (id) do update set seq = excluded.seq, hash = excluded.hash`,
  );
  const insert = statement<AuditLink & { readonly hash: string }>(
    connection,
    `insert into audit (seq, at, ref, kind, tld, actor, details, salt, previous_hash, hash)
    values (:seq, :at, :ref, :kind, :tld, :actor, :details, :salt, :previousHash, :hash)`,
  );
  const everything = statement<NoValues, AuditRow>(connection, `${ENTRY} order by seq`);
  const ofTld = statement<{ tld: Tld }, AuditRow>(connection, `${ENTRY} where tld = :tld order by seq`);
  const ofRef = statement<{ ref: Reference }, AuditRow>(connection, `${ENTRY} where ref = :ref order by seq`);

  function selected(tld: Tld | undefined, ref: Reference | undefined): readonly AuditRow[] {
    if (ref !== undefined) return ofRef.all({ ref }).filter((row) => tld === undefined || row.tld === tld);
    return tld === undefined ? everything.all({}) : ofTld.all({ tld });
  }

  return {
    /** Returns the number of the last of them. */
    append(entries: readonly AuditEntry[], at: Instant, ref: Reference | null): number {
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
          salt: randomHex(16),
        };
        last = { seq: link.seq, hash: sealOf(link) };
        insert.run({ ...link, hash: last.hash });
      }
      if (entries.length > 0) setHead.run(last);
      return last.seq;
    },

    find({ tld, ref }: { readonly tld?: Tld; readonly ref?: Reference }): readonly StoredAudit[] {
      return selected(tld, ref).map((row) => ({ ...row, details: fromJson(row.details) }));
    },
  };
}
