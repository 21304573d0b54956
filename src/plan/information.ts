import { isBouncing } from '../core/address-health.ts';
import type { Tld } from '../core/cctld.ts';
import type { Command } from '../core/command.ts';
import { addressKey } from '../core/email-address.ts';
import type { Limits } from '../core/limits.ts';
import { addressesOf, type Roster } from '../core/roster.ts';
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
  const rosters = [...world.rosters.values()].flatMap((roster) => {
    const region = world.table.get(roster.tld)?.region;
    const whole = everything || tlds.includes(roster.tld) || command.regions.some((wanted) => wanted === region);
    const found = whole ? roster : matching(roster, command.search);
    return found.contacts.length > 0 ? [found] : [];
  });
  return { kind: 'directory', rosters: rosters.toSorted((a, b) => (a.tld < b.tld ? -1 : 1)) };
}

function matching(roster: Roster, words: readonly string[]): Roster {
  const wanted = words.map(folded);
  const contacts = roster.contacts.filter(({ name, email, secondaryEmail }) => {
    const texts = [name, email, secondaryEmail ?? ''].map(folded);
    return wanted.some((word) => texts.some((text) => text.includes(word)));
  });
  return { ...roster, contacts };
}

/** `José` is found by `jose`, and the other way round. */
function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
