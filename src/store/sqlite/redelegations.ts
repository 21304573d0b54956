import { isDeepStrictEqual } from 'node:util';
import type { Tld } from '../../core/cctld.ts';
import type { Redelegation, RedelegationStep } from '../../core/redelegation.ts';
import type { Connection } from './connection.ts';
import { fromJson, type Json, toJson } from './json.ts';
import { type NoValues, statement } from './statement.ts';

type Row = Omit<Redelegation, 'unconfirmed'> & { readonly unconfirmed: Json<Redelegation['unconfirmed']> };

const OPEN = `select tld, seen_at as "seenAt", manager_before as "managerBefore", manager_after as "managerAfter", unconfirmed,
    asked_at as "askedAt", reminders, settled_at as "settledAt"
  from redelegation where settled_at is null`;

/** ccTLDs whose contacts are to be confirmed by a new Admin Contact. */
export function redelegations(connection: Connection) {
  const open = statement<NoValues, Row>(connection, `${OPEN} order by tld`);
  const openOf = statement<{ tld: Tld }, Row>(connection, `${OPEN} and tld = :tld`);
  const store = statement<Row>(
    connection,
    `insert into redelegation (tld, seen_at, manager_before, manager_after, unconfirmed, asked_at, reminders, settled_at)
    values (:tld, :seenAt, :managerBefore, :managerAfter, :unconfirmed, :askedAt, :reminders, :settledAt)
    on conflict (tld) do update set seen_at = excluded.seen_at, manager_before = excluded.manager_before,
      manager_after = excluded.manager_after, unconfirmed = excluded.unconfirmed, asked_at = excluded.asked_at,
      reminders = excluded.reminders, settled_at = excluded.settled_at`,
  );
  return {
    open: (): ReadonlyMap<Tld, Redelegation> => new Map(open.all({}).map((row) => [row.tld, redelegationFrom(row)])),

    isCurrent({ before, after: { tld } }: RedelegationStep): boolean {
      const row = openOf.get({ tld });
      return isDeepStrictEqual(row === null ? null : redelegationFrom(row), before);
    },

    take({ after }: RedelegationStep): void {
      store.run({ ...after, unconfirmed: toJson(after.unconfirmed) });
    },
  };
}

function redelegationFrom(row: Row): Redelegation {
  return { ...row, unconfirmed: fromJson(row.unconfirmed) };
}
