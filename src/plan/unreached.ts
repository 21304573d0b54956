import type { Tld } from '../core/cctld.ts';
import { type AddressKey, addressKey, type EmailAddress, sameAddress } from '../core/email-address.ts';
import type { Instant } from '../core/instant.ts';
import type { Reference } from '../core/message.ts';
import type { OutgoingMail } from '../core/outgoing.ts';
import { addressesOf } from '../core/roster.ts';
import { rosterOf, type World } from '../core/world.ts';
import { isBouncing } from '../core/address-health.ts';
import { type Unreached, unreachedLetter, type UnreachedView } from '../replies/unreached-letters.ts';
import { hasProvedItself } from './addressees.ts';
import type { House } from './house.ts';
import { outgoingMail } from './outgoing.ts';

/** Who may know more about somebody whom we do not reach. */
export type MayKnow = 'own-address' | 'fellows' | 'admin';

type Asked = {
  readonly to: EmailAddress;
  readonly own: Unreached[];
  readonly fellows: Unreached[];
  readonly administered: Unreached[];
};

/** The entries on which this address stands, one for each person. */
export function entriesOf(world: World, address: EmailAddress, since: Instant): readonly Unreached[] {
  const people = new Map<string, Unreached & { readonly tlds: Tld[] }>();
  for (const { tld, contacts } of world.rosters.values()) {
    for (const { name, email, secondaryEmail } of contacts) {
      if (!addressesOf({ email, secondaryEmail }).some((own) => sameAddress(own, address))) continue;
      const known = people.get(name);
      if (known === undefined)
        people.set(name, { name, address, isPrimary: sameAddress(email, address), since, tlds: [tld] });
      else known.tlds.push(tld);
    }
  }
  return [...people.values()];
}

/**
 * Asks those who may know, one mail for each address however many people and ccTLDs it is about. Of other people only an
 * address hears that has proved itself.
 */
export function questionsAbout(
  house: House,
  world: World,
  ref: Reference,
  why: UnreachedView['why'],
  unreached: readonly { readonly one: Unreached; readonly asked: readonly MayKnow[] }[],
): readonly OutgoingMail[] {
  const all = new Map<AddressKey, Asked>();
  const reader = (to: EmailAddress): Asked => {
    const known = all.get(addressKey(to)) ?? { to, own: [], fellows: [], administered: [] };
    all.set(addressKey(to), known);
    return known;
  };
  for (const { one, asked } of unreached) {
    if (asked.includes('own-address')) for (const to of otherAddresses(world, one)) reader(to).own.push(one);
    const admins = asked.includes('admin') ? adminsOf(world, one) : new Map<EmailAddress, Tld[]>();
    for (const [to, tlds] of admins) reader(to).administered.push({ ...one, tlds });
    const fellows = asked.includes('fellows') ? fellowsOf(world, one) : new Map<EmailAddress, Tld[]>();
    for (const [to, tlds] of fellows) {
      const others = tlds.filter((tld) => !reader(to).administered.some((same) => isAbout(same, one, tld)));
      if (others.length > 0) reader(to).fellows.push({ ...one, tlds: others });
    }
  }
  return [...all.values()]
    .filter(({ own, fellows, administered }) => own.length + fellows.length + administered.length > 0)
    .map(({ to, ...about }) => {
      const tlds = [...new Set(about.administered.flatMap((one) => one.tlds))];
      const head = { ref, table: world.table, mailbox: house.mailbox, rules: [] };
      const rosters = tlds.map((tld) => rosterOf(world, tld));
      const letter = unreachedLetter(house.texts, { ...head, to, why, ...about, rosters });
      return outgoingMail(letter, { kind: 'question', ref, to, result: 'notice', rules: [], about: null });
    });
}

function isAbout(same: Unreached, one: Unreached, tld: Tld): boolean {
  return sameAddress(same.address, one.address) && same.tlds.includes(tld);
}

/** It goes there even unproved: it tells no more than a welcome does. */
function otherAddresses(world: World, { address, tlds }: Unreached): readonly EmailAddress[] {
  const entries = tlds.flatMap((tld) => rosterOf(world, tld).contacts.map(addressesOf));
  const others = entries
    .filter((addresses) => addresses.some((own) => sameAddress(own, address)))
    .flatMap((addresses) => addresses.filter((own) => !sameAddress(own, address) && works(world, own)));
  return others.filter((other, index) => others.findIndex((same) => sameAddress(same, other)) === index);
}

/** Whether anybody else stands on these lists who may be asked. */
export function hasFellows(world: World, one: Unreached): boolean {
  return fellowsOf(world, one).size > 0;
}

function fellowsOf(world: World, { address, tlds }: Unreached): ReadonlyMap<EmailAddress, Tld[]> {
  const fellows = new Map<EmailAddress, Tld[]>();
  for (const tld of tlds) {
    for (const contact of rosterOf(world, tld).contacts) {
      const { email } = contact;
      if (addressesOf(contact).some((own) => sameAddress(own, address))) continue;
      if (!hasProvedItself(world, email) || !works(world, email)) continue;
      fellows.set(email, [...(fellows.get(email) ?? []), tld]);
    }
  }
  return fellows;
}

function adminsOf(world: World, { address, tlds }: Unreached): ReadonlyMap<EmailAddress, Tld[]> {
  const admins = new Map<EmailAddress, Tld[]>();
  for (const tld of tlds) {
    const record = world.iana.get(tld);
    if (record?.status !== 'active' || sameAddress(record.adminEmail, address)) continue;
    admins.set(record.adminEmail, [...(admins.get(record.adminEmail) ?? []), tld]);
  }
  return admins;
}

function works(world: World, address: EmailAddress): boolean {
  return !isBouncing(world.addressHealth.get(addressKey(address)));
}
