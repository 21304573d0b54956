import { type CcTldTable, findCcTld } from '../../core/cctld.ts';
import { internationalPhone, readPhone } from '../../core/phone.ts';
import type { MailmanMember } from './mailman-dump.ts';
import { type PackedName, readPackedName } from './packed-name.ts';

/** Somebody on a mailing list, with one membership or two. */
export type MailmanPerson = {
  /** Of the first membership. */
  readonly place: string;
  readonly packed: PackedName;
  readonly email: string;
  readonly secondaryEmail: string;
  /** Why a person should look; empty: it is understood. */
  readonly doubts: readonly string[];
};

/** Memberships with the same name, ccTLDs, ranks and phone number are one person's: the second address is subscribed as well. */
export function mailmanPeople(table: CcTldTable, members: readonly MailmanMember[]): readonly MailmanPerson[] {
  const read = members.map((member) => ({ member, packed: readPackedName(member.display) }));
  const keyOf = ({ member, packed }: (typeof read)[number]): string =>
    packed.places.length === 0 ? member.place : personKey(table, packed);
  return [...Map.groupBy(read, keyOf).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { packed, member } = first;
    const own = group.map((one) => one.member.address);
    const packedToo = group.flatMap((one) => one.packed.addresses);
    const all = withoutRepeats([...own, ...packedToo]);
    const [email = '', secondaryEmail = ''] = packedToo.length > 0 ? all : insideFirst(table, packed, all);
    return [
      {
        place: member.place,
        packed,
        email,
        secondaryEmail,
        doubts: [...packed.doubts, ...addressDoubts(table, packed, all, own.length)],
      },
    ];
  });
}

/** The same for spellings of one number, one ccTLD or one name that mean the same. */
export function personKey(table: CcTldTable, { name, places, phone }: PackedName): string {
  const labels = places.map(({ rank, label }) => `${rank}${findCcTld(table, label)?.tld ?? label}`).toSorted();
  const [first] = places;
  const number = readPhone(phone, first === undefined ? null : (findCcTld(table, first.label)?.iso ?? null));
  const dialled = number.ok ? internationalPhone(number.phone) : phone.replaceAll(/\D/gu, '');
  return JSON.stringify([name.normalize('NFKC').toLowerCase(), labels, dialled]);
}

function addressDoubts(
  table: CcTldTable,
  { name, places }: PackedName,
  all: readonly string[],
  memberships: number,
): readonly string[] {
  if (all.length > 2) return [`${name} has ${all.length} addresses; a contact has at most two: ${all.join(', ')}`];
  const inside = all.filter((address) => isInside(table, places, address)).length;
  if (memberships < 2 || all.length < 2 || inside === 1) return [];
  return [
    `which of ${all.join(' and ')} is the primary address of ${name}? Put both into one line, the primary one first, as in "John Doe, #1, .nl, +31 6 12345678" john@nic.example, john@home.example`,
  ];
}

/** As published: the address at the registry first, the other one behind it. */
function insideFirst(table: CcTldTable, { places }: PackedName, all: readonly string[]): readonly string[] {
  const inside = all.filter((address) => isInside(table, places, address));
  return inside.length === 1 ? [...inside, ...all.filter((address) => !inside.includes(address))] : all;
}

function isInside(table: CcTldTable, places: PackedName['places'], address: string): boolean {
  return places.some(({ label }) => {
    const tld = findCcTld(table, label)?.tld;
    return tld !== undefined && address.toLowerCase().endsWith(`.${tld}`);
  });
}

function withoutRepeats(addresses: readonly string[]): readonly string[] {
  return [...new Map(addresses.map((address) => [address.toLowerCase(), address])).values()];
}
