import { setImmediate as nextTurn } from 'node:timers/promises';
import { CHAIN_HEAD, type ChainHead, GENESIS } from './audit-chain.ts';
import { type AuditLink, ERASED, remainsOf, sealOf } from './audit-seal.ts';
import type { Connection } from './connection.ts';
import { snapshots } from './snapshots.ts';
import { fromJson } from './json.ts';
import { type NoValues, statement } from './statement.ts';

type Row = AuditLink & { readonly hash: string; readonly erasedBy: number | null };

const PAGE = 500;

/**
 * Walks the whole chain, a page for each turn of the event loop. `brokenAt`: the first number that does not fit. An entry
 * whose content was erased fits where its seal does and a later entry, sealed itself, vouches for what is left of it.
 */
export async function verifyAudit(
  connection: Connection,
): Promise<{ readonly entries: number; readonly brokenAt: number | null }> {
  const head = statement<NoValues, ChainHead>(connection, CHAIN_HEAD);
  const page = statement<{ after: number; limit: number }, Row>(
    connection,
    `select seq, at, ref, kind, tld, actor, details, previous_hash as "previousHash", hash,
      ${mayBeErased(connection) ? 'salt, erased_by as "erasedBy"' : 'null as salt, null as "erasedBy"'}
    from audit where seq > :after order by seq limit :limit`,
  );
  const { read: atOnce } = snapshots(connection);
  const unvouched = new Map<number, string>();
  let last = GENESIS;
  for (;;) {
    // The end is read in the same moment as the last page: others may append meanwhile.
    const { rows, end } = atOnce(() => ({
      rows: page.all({ after: last.seq, limit: PAGE }),
      end: head.get({}) ?? GENESIS,
    }));
    for (const row of rows) {
      if (row.seq !== last.seq + 1 || row.previousHash !== last.hash || !isSealed(row, unvouched)) {
        return { entries: last.seq, brokenAt: Math.min(last.seq + 1, ...unvouched.keys()) };
      }
      last = row;
    }
    if (rows.length < PAGE) {
      const whole = last.seq === end.seq && last.hash === end.hash && unvouched.size === 0;
      return { entries: last.seq, brokenAt: whole ? null : Math.min(last.seq + 1, ...unvouched.keys()) };
    }
    await nextTurn();
  }
}

/** @param unvouched erased entries, by number, for which no later one has vouched yet */
function isSealed(row: Row, unvouched: Map<number, string>): boolean {
  if (row.erasedBy !== null) {
    unvouched.set(row.seq, remainsOf(row));
    return row.actor === ERASED.actor && row.details === ERASED.details && row.salt === null;
  }
  if (row.hash !== sealOf(row)) return false;
  if (row.kind !== 'data-erased') return true;
  const { entries } = fromJson(row.details);
  const vouched: readonly unknown[] = Array.isArray(entries) ? entries : [];
  for (const entry of vouched) {
    const [seq = '', remains = ''] = String(entry).split(':');
    if (unvouched.get(Number(seq)) === remains) unvouched.delete(Number(seq));
  }
  return true;
}

/** A backup of before schema version 9 has no salts, and nothing in it was erased. */
function mayBeErased(connection: Connection): boolean {
  const columns = connection.pragma('table_info(audit)');
  return Array.isArray(columns) && columns.some(({ name }: { readonly name: unknown }) => name === 'salt');
}
