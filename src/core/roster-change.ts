import type { Tld } from './cctld.ts';
import { oncePer } from './once-per.ts';
import { type AddressKey, sameAddress } from './email-address.ts';
import { samePersonByName } from './person-name.ts';
import { type Contact, keysOf, type Roster, sameDetails } from './roster.ts';

/** What one ccTLD's roster was judged on and what it becomes. */
export type RosterChange = {
  readonly tld: Tld;
  /** Revision of the roster that was judged; a commit on any other is stale. */
  readonly revision: number;
  readonly before: readonly Contact[];
  readonly after: readonly Contact[];
};

/** `frozenUntil` of the roster that was judged: a commit is stale where a dispute froze it since, or its freeze ended. */
export type JudgedChange = RosterChange & Pick<Roster, 'frozenUntil'>;

export type ContactDifference =
  | { readonly kind: 'added'; readonly after: Contact }
  | { readonly kind: 'removed'; readonly before: Contact }
  | { readonly kind: 'changed'; readonly before: Contact; readonly after: Contact }
  | { readonly kind: 'reconfirmed'; readonly after: Contact };

/** Of the roster that it makes. */
export function revisionMade({ revision }: Pick<RosterChange, 'revision'>): number {
  return revision + 1;
}

export function changeOf({ tld, revision, contacts, frozenUntil }: Roster, after: readonly Contact[]): JudgedChange {
  return { tld, revision, before: contacts, after, frozenUntil };
}

/**
 * Matches people by primary address first, then by unchanged name (a changed address), then by a name of which a part stayed, where the
 * entry is as old (both changed, as after a wedding); the rest came or went. Each letter about a change asks again.
 */
export const differences = oncePer(differencesBetween);

function differencesBetween(change: Pick<RosterChange, 'before' | 'after'>): readonly ContactDifference[] {
  const unmatched = new Set(change.before);
  const matches = new Map<Contact, Contact>();
  for (const same of [sameMailbox, sameName, sameEntry]) {
    for (const after of change.after) {
      if (matches.has(after)) continue;
      const before = [...unmatched].find((candidate) => same(candidate, after));
      if (before === undefined) continue;
      matches.set(after, before);
      unmatched.delete(before);
    }
  }
  const found: ContactDifference[] = [];
  for (const before of unmatched) found.push({ kind: 'removed', before });
  for (const after of change.after) {
    const before = matches.get(after);
    if (before === undefined) found.push({ kind: 'added', after });
    else if (!sameDetails(before, after)) found.push({ kind: 'changed', before, after });
    else if (before.confirmedAt !== after.confirmedAt) found.push({ kind: 'reconfirmed', after });
  }
  return found;
}

/** People whose primary address becomes another one. */
export function movedContacts(
  change: Pick<RosterChange, 'before' | 'after'>,
): readonly { readonly before: Contact; readonly after: Contact }[] {
  return differences(change).flatMap((difference) =>
    difference.kind === 'changed' && !sameAddress(difference.before.email, difference.after.email) ? [difference] : [],
  );
}

/** Addresses that are nobody's any more, neither primary nor secondary. Whatever knows something of addresses asks. */
export const departedAddresses = oncePer(
  ({ before, after }: Pick<RosterChange, 'before' | 'after'>): ReadonlySet<AddressKey> =>
    keysOf(before).difference(keysOf(after)),
);

/** False where only confirmation dates move. */
export function changesData(change: Pick<RosterChange, 'before' | 'after'>): boolean {
  return (
    change.before.length !== change.after.length ||
    change.before.some((contact, index) => {
      const after = change.after[index];
      return after === undefined || !sameDetails(contact, after);
    })
  );
}

function sameMailbox(a: Contact, b: Contact): boolean {
  return sameAddress(a.email, b.email);
}

function sameName(a: Contact, b: Contact): boolean {
  return a.name === b.name;
}

function sameEntry(a: Contact, b: Contact): boolean {
  return a.since === b.since && samePersonByName(a.name, b.name);
}
