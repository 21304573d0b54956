import type { Tld } from './cctld.ts';
import { type AddressKey, addressKey, type EmailAddress, sameAddress } from './email-address.ts';
import { layersOf } from './layered-map.ts';
import { oncePer } from './once-per.ts';
import { addressesOf, isAmong } from './roster.ts';
import { rosterOf, type World } from './world.ts';

/** ccTLDs for which IANA publishes this address as the Admin Contact's. */
export function tldsAdministeredBy(world: Pick<World, 'iana'>, address: EmailAddress): readonly Tld[] {
  return administratorsOf(world.iana).get(addressKey(address)) ?? [];
}

/** ccTLDs on whose roster this address stands, as primary or secondary. */
export function tldsOfContact(world: Pick<World, 'rosters'>, address: EmailAddress): readonly Tld[] {
  const { lowest, news } = layersOf(world.rosters);
  const perhaps = new Set(contactsOf(lowest).get(addressKey(address)));
  for (const layer of news)
    for (const { tld, contacts } of layer.values()) if (isAmong(contacts, address)) perhaps.add(tld);
  // A higher layer may know better.
  const found = [...perhaps].filter((tld) => isContactOf(world, tld, address));
  return found.length < 2 ? found : [...world.rosters.keys()].filter((tld) => found.includes(tld));
}

/** ccTLDs of this Admin Contact that have nobody on the list. */
export function invitable(world: Pick<World, 'iana' | 'rosters'>, address: EmailAddress): readonly Tld[] {
  return tldsAdministeredBy(world, address).filter((tld) => rosterOf(world, tld).contacts.length === 0);
}

/** One of {@link tldsAdministeredBy}, without a look at all others. */
export function isAdminOf(world: Pick<World, 'iana'>, tld: Tld, address: EmailAddress): boolean {
  const record = world.iana.get(tld);
  return record?.status === 'active' && sameAddress(record.adminEmail, address);
}

/** One of {@link tldsOfContact}, without a look at all others. */
export function isContactOf(world: Pick<World, 'rosters'>, tld: Tld, address: EmailAddress): boolean {
  return isAmong(rosterOf(world, tld).contacts, address);
}

type TldsByAddress = ReadonlyMap<AddressKey, readonly Tld[]>;

// The lowest layer of the rosters stays the same for many mails, and IANA's data change a few times a day.
const contactsOf = oncePer((rosters: World['rosters']): TldsByAddress => {
  const found = new Map<AddressKey, Tld[]>();
  for (const { tld, contacts } of rosters.values()) {
    for (const contact of contacts) for (const address of addressesOf(contact)) add(found, address, tld);
  }
  return found;
});
const administratorsOf = oncePer((iana: World['iana']): TldsByAddress => {
  const found = new Map<AddressKey, Tld[]>();
  for (const { tld, status, adminEmail } of iana.values()) if (status === 'active') add(found, adminEmail, tld);
  return found;
});

function add(found: Map<AddressKey, Tld[]>, address: EmailAddress, tld: Tld): void {
  const key = addressKey(address);
  const tlds = found.get(key);
  if (tlds === undefined) found.set(key, [tld]);
  else tlds.push(tld);
}
