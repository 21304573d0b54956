import { type AddressKey, addressKey, type EmailAddress } from '../../core/email-address.ts';
import type { Instant } from '../../core/instant.ts';
import { departedAddresses, type RosterChange } from '../../core/roster-change.ts';
import { type CachedRead, cachedRead } from './cached-read.ts';
import type { Connection } from './connection.ts';
import { type NoValues, statement } from './statement.ts';

/** Addresses behind which somebody is known to read: they may get roster data. */
export function addressProofs(connection: Connection) {
  const keys = statement<NoValues, { key: AddressKey }>(connection, 'select address_key as key from address_proof');
  const prove = statement<{ key: AddressKey; at: Instant }>(
    connection,
    `insert into address_proof (address_key, proved_at) values (:key, :at)
    on conflict (address_key) do nothing`,
  );
  const forgetUnlisted = statement<{ key: AddressKey }>(
    connection,
    `delete from address_proof where address_key = :key
    and not exists (select 1 from contact where email_key = :key or secondary_email_key = :key)`,
  );
  const found = statement<{ key: AddressKey }, { key: AddressKey }>(
    connection,
    'select address_key as key from address_proof where address_key = :key',
  );
  const all: CachedRead<ReadonlySet<AddressKey>, AddressKey> = cachedRead(
    connection,
    () => new Set(keys.all({}).map(({ key }) => key)),
    (old, changed) => {
      const now = new Set([...changed].filter((key) => found.get({ key }) !== null));
      return now.isSubsetOf(old) && changed.difference(now).isDisjointFrom(old)
        ? old
        : old.difference(changed).union(now);
    },
  );

  return {
    all: () => all.read(),

    prove(address: EmailAddress, at: Instant): void {
      const key = addressKey(address);
      all.forget(key);
      prove.run({ key, at });
    },

    /** Whoever left the last roster with this change proves the address anew when coming back. */
    forgetDeparted(change: RosterChange): void {
      for (const key of departedAddresses(change)) {
        all.forget(key);
        forgetUnlisted.run({ key });
      }
    },
  };
}
