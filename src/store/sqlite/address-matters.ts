import { type AddressKey, addressKey, type EmailAddress } from '../../core/email-address.ts';
import type { AddressStep } from '../../core/plan.ts';
import { departedAddresses, type RosterChange } from '../../core/roster-change.ts';
import { type CachedRead, cachedRead } from './cached-read.ts';
import type { Connection } from './connection.ts';
import { fromJson, type Json, toJson } from './json.ts';
import { type NoValues, statement } from './statement.ts';

type Row<T> = { readonly key: AddressKey; readonly state: Json<T> };

/** One thing that is known of some addresses. */
export function addressMatters<T>(connection: Connection, table: 'address_health' | 'still_right') {
  const rows = statement<NoValues, Row<T>>(connection, `select address_key as key, state from ${table}`);
  const byKey = statement<{ key: AddressKey }, Row<T>>(
    connection,
    `select address_key as key, state from ${table} where address_key = :key`,
  );
  const store = statement<{ key: AddressKey; state: string }>(
    connection,
    `insert into ${table} (address_key, state) values (:key, :state)
    on conflict (address_key) do update set state = excluded.state`,
  );
  const remove = statement<{ key: AddressKey }>(connection, `delete from ${table} where address_key = :key`);
  const removeUnlisted = statement<{ key: AddressKey }>(
    connection,
    `delete from ${table} where address_key = :key
    and not exists (select 1 from contact where email_key = :key or secondary_email_key = :key)`,
  );
  const all: CachedRead<ReadonlyMap<AddressKey, T>> = cachedRead(
    connection,
    () => new Map(rows.all({}).map(({ key, state }) => [key, fromJson(state)])),
  );

  return {
    all: () => all.read(),

    /** What is stored is written as it was read: the same text is the same state. */
    isCurrent({ address, before }: AddressStep<T>): boolean {
      const stored = byKey.get({ key: addressKey(address) })?.state ?? null;
      return stored === (before === null ? null : toJson(before));
    },

    take({ address, after }: AddressStep<T>): void {
      all.forget();
      const key = addressKey(address);
      if (after === null) remove.run({ key });
      else store.run({ key, state: toJson(after) });
    },

    forget(address: EmailAddress): void {
      all.forget();
      remove.run({ key: addressKey(address) });
    },

    /** An address that left the last roster with this change begins anew when it comes back. */
    forgetDeparted(change: RosterChange): void {
      const departed = departedAddresses(change);
      if (departed.size > 0) all.forget();
      for (const key of departed) removeUnlisted.run({ key });
    },
  };
}
