import { isBouncing } from '../core/address-health.ts';
import type { Tld } from '../core/cctld.ts';
import type { Command } from '../core/command.ts';
import { addressKey } from '../core/email-address.ts';
import type { Limits } from '../core/limits.ts';
import { addressesOf, type Contact, type Roster } from '../core/roster.ts';
import { searchable } from '../core/searchable.ts';
import { isStale } from '../core/still-right.ts';
import { rosterOf, type World } from '../core/world.ts';
import type { Information, StatusEntry } from '../replies/answer-view.ts';

export function statusInformation(tlds: readonly Tld[], world: World, limits: Limits): Information {
  return {
    kind: 'status',
    entries: tlds.map((tld) => ({
      tld,
      iana: world.iana.get(tld) ?? null,
      roster: rosterOf(world, tld),
      redelegation: world.redelegations.get(tld) ?? null,
      bouncing: bouncingOf(world, tld),
      stale: rosterOf(world, tld).contacts.filter((contact) => isStale(contact, limits.contactAskedAfter, world.now)),
      open: world.openCases.get(tld) ?? [],
    })),
  };
}

function bouncingOf(world: World, tld: Tld): StatusEntry['bouncing'] {
  const addresses = rosterOf(world, tld).contacts.flatMap(addressesOf);
  const known = addresses.map((address) => world.addressHealth.get(addressKey(address))).filter(isBouncing);
  return known.map(({ address, failingSince }) => ({ address, since: failingSince }));
}

/** The part of the contact repository that a WHO asks for: ccTLDs, regions and words add up; none of them: all. */
export function directoryInformation(
  command: Extract<Command, { readonly word: 'WHO' }>,
  tlds: readonly Tld[],
  world: World,
): Information {
  const everything = command.tlds.length === 0 && command.regions.length === 0 && command.search.length === 0;
  const all = [...world.rosters.values()];
  const isMeant = byWords(all, command.search);
  const rosters = all.flatMap((roster) => {
    const region = world.table.get(roster.tld)?.region;
    const whole = everything || tlds.includes(roster.tld) || command.regions.some((wanted) => wanted === region);
    const found = whole ? roster : { ...roster, contacts: roster.contacts.filter(isMeant) };
    return found.contacts.length > 0 ? [found] : [];
  });
  return { kind: 'directory', rosters: rosters.toSorted((a, b) => (a.tld < b.tld ? -1 : 1)) };
}

/** Who has all the words, for they may be one name; only where nobody does, who has any of them. */
function byWords(rosters: readonly Roster[], words: readonly string[]): (contact: Contact) => boolean {
  const wanted = words.map(searchable).filter((word) => word !== '');
  const isIn = ({ name, email, secondaryEmail }: Contact): ((word: string) => boolean) => {
    const texts = [name, email, secondaryEmail ?? ''].map(searchable);
    return (word) => texts.some((text) => text.includes(word));
  };
  const hasAll = (contact: Contact): boolean => wanted.length > 0 && wanted.every(isIn(contact));
  const isFound = rosters.some(({ contacts }) => contacts.some(hasAll));
  return isFound ? hasAll : (contact) => wanted.some(isIn(contact));
}
