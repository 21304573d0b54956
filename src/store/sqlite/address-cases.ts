import type { AddressCase } from '../../core/address-case.ts';
import { type AddressKey, addressKey } from '../../core/email-address.ts';
import type { Reference } from '../../core/message.ts';
import type { Connection } from './connection.ts';
import { fromJson, type Json, toJson } from './json.ts';
import { type NoValues, statement } from './statement.ts';

type CaseRow = Omit<AddressCase, 'tlds'> & { readonly tlds: Json<AddressCase['tlds']> };

const CASE = `select ref, state, version, address, tlds, opened_at as "openedAt", closed_at as "closedAt" from address_case`;

/** Addresses that wait or waited for the Secretariat. */
export function addressCases(connection: Connection) {
  const all = statement<NoValues, CaseRow>(connection, `${CASE} order by opened_at, ref`);
  const byRef = statement<{ ref: Reference }, CaseRow>(connection, `${CASE} where ref = :ref`);
  const openOf = statement<{ key: AddressKey }, CaseRow>(
    connection,
    `${CASE} where lower(address) = :key and state = 'open'`,
  );
  const store = statement<CaseRow>(
    connection,
    `insert into address_case (ref, state, version, address, tlds, opened_at, closed_at)
    values (:ref, :state, :version, :address, :tlds, :openedAt, :closedAt)
    on conflict (ref) do update set state = excluded.state, version = excluded.version, address = excluded.address,
      tlds = excluded.tlds, opened_at = excluded.opened_at, closed_at = excluded.closed_at`,
  );
  const from = (row: CaseRow): AddressCase => ({ ...row, tlds: fromJson(row.tlds) });

  return {
    /** Oldest first. */
    all: (): readonly AddressCase[] => all.all({}).map(from),

    byRef(ref: Reference): AddressCase | null {
      const row = byRef.get({ ref });
      return row === null ? null : from(row);
    },

    /** Whether the new state follows the stored one directly; an address has one open case at most. */
    follows(one: AddressCase): boolean {
      const stored = byRef.get({ ref: one.ref });
      if (stored !== null) return one.version === stored.version + 1;
      return one.version === 1 && openOf.get({ key: addressKey(one.address) }) === null;
    },

    store: (one: AddressCase): void => void store.run({ ...one, tlds: toJson(one.tlds) }),
  };
}
