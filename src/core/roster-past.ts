import type { Tld } from './cctld.ts';
import type { Instant } from './instant.ts';
import type { Contact, Roster } from './roster.ts';

/** One change of a roster's data, as it is kept for good. A re-confirmation is none. */
export type PastChange = {
  readonly tld: Tld;
  /** The revision that it led to. */
  readonly revision: number;
  readonly at: Instant;
  readonly imported: boolean;
  readonly before: readonly Contact[];
  readonly after: readonly Contact[];
};

/**
 * Who stood on each roster at that moment. Dates of confirmation are those that were known when the roster last changed:
 * what was only re-confirmed since then left no trace of its own.
 */
export function rostersAt(history: readonly PastChange[], at: Instant): ReadonlyMap<Tld, Pick<Roster, 'contacts'>> {
  const found = new Map<Tld, Pick<Roster, 'contacts'>>();
  for (const version of history.toSorted(byRevision)) {
    if (version.at <= at) found.set(version.tld, { contacts: version.after });
  }
  return found;
}

/** The contacts that a roster had at that revision; none where it is 0 or unknown. */
export function contactsAtRevision(history: readonly PastChange[], tld: Tld, revision: number): readonly Contact[] {
  return history.find((version) => version.tld === tld && version.revision === revision)?.after ?? [];
}

function byRevision(one: PastChange, other: PastChange): number {
  return one.revision - other.revision;
}
