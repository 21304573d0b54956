import type { Digest } from '../core/message.ts';
import type { Contact } from '../core/roster.ts';
import type { RosterChange } from '../core/roster-change.ts';

/**
 * Binds a confirmation to exactly the change that was shown: who is on each roster before and after, whatever the
 * dates. Another change of the same ccTLD in between gives another digest.
 */
export function changeDigest(changes: readonly RosterChange[], digest: (text: string) => Digest): Digest {
  const shown = changes
    .toSorted((a, b) => a.tld.localeCompare(b.tld, 'en'))
    .map(({ tld, before, after }) => [tld, before.map(details), after.map(details)]);
  return digest(JSON.stringify(shown));
}

function details({ rank, name, email, secondaryEmail, phone }: Contact): readonly unknown[] {
  return [rank, name, email, secondaryEmail, phone];
}
