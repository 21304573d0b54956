import type { AddressHealth } from '../../core/address-health.ts';
import { type AddressKey, addressKey } from '../../core/email-address.ts';
import { internationalPhone } from '../../core/phone.ts';
import { addressesOf, type Contact, type Roster } from '../../core/roster.ts';
import { isStale } from '../../core/still-right.ts';
import { entryRemarks } from '../../roster-out/entry-remarks.ts';
import { rosterLine } from '../../roster-out/roster-line.ts';
import { NO_MAIL, rosterOf } from '../../core/world.ts';
import { givenCcTld } from '../given-cctld.ts';
import type { Output } from '../output.ts';
import type { Workplace } from '../workplace.ts';
import { rosterJson, rostersWithContacts } from './roster-json.ts';

export async function rosterList({ store, house }: Workplace, output: Output): Promise<void> {
  const rosters = await rostersWithContacts(store);
  const lines = rosters.flatMap((roster) =>
    roster.contacts.map((contact) => rosterLine(house.book.table, roster.tld, contact)),
  );
  output.result(rosters.map(rosterJson), lines.length === 0 ? 'No ccTLD has contacts yet.' : lines.join('\n'));
}

export async function rosterShow({ store, house, clock }: Workplace, output: Output, label: string): Promise<void> {
  const { tld, ulabel, name } = givenCcTld(house.book.table, label);
  const world = await store.world(NO_MAIL, clock());
  const roster = rosterOf(world, tld);
  const { contactAskedAfter: askedAfter } = house.book.limits;
  const redelegation = world.redelegations.get(tld) ?? null;
  const stale = roster.contacts.filter((one) => isStale(one, askedAfter, world.now));
  const health = roster.contacts.flatMap((one) => healthOf(one, world.addressHealth));
  const remarks = (contact: Contact): readonly string[] =>
    entryRemarks({ ...world, askedAfter }, tld, contact).map(({ words }) => words);
  output.result(
    {
      ...rosterJson(roster),
      ...(redelegation === null ? {} : { toBeConfirmed: redelegation.unconfirmed }),
      ...(stale.length === 0 ? {} : { stale: stale.map(({ email }) => email) }),
      ...(health.length === 0 ? {} : { health: health.map(healthJson) }),
    },
    rosterText(roster, remarks, `.${ulabel} (${name})`),
  );
}

function healthOf(contact: Contact, known: ReadonlyMap<AddressKey, AddressHealth>): readonly AddressHealth[] {
  return addressesOf(contact).flatMap((address) => known.get(addressKey(address)) ?? []);
}

function healthJson({ address, bounces, lastAt, failingSince, probedAt, brokenSince, askedAt, status }: AddressHealth) {
  return { address, bounces, lastAt, status, failingSince, probedAt, brokenSince, askedAt };
}

function rosterText(roster: Roster, remarks: (contact: Contact) => readonly string[], title: string): string {
  const contacts = roster.contacts.map((contact) =>
    [
      `#${contact.rank}  ${contact.name}`,
      `    ${contact.email}${contact.secondaryEmail === null ? '' : `, ${contact.secondaryEmail}`}`,
      `    ${internationalPhone(contact.phone)}`,
      `    since ${contact.since.slice(0, 10)}, last confirmed ${contact.confirmedAt.slice(0, 10)}`,
      ...remarks(contact).map((remark) => `    ${remark}`),
    ].join('\n'),
  );
  const frozen = roster.frozenUntil === null ? [] : [`Frozen by a dispute until ${roster.frozenUntil}.`];
  return [
    `${title}, revision ${roster.revision}`,
    ...frozen,
    ...(contacts.length > 0 ? contacts : ['No contacts.']),
  ].join('\n\n');
}
