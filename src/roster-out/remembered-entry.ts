import type { CcTld } from '../core/cctld.ts';
import type { Contact } from '../core/roster.ts';
import type { Entry } from './contact-order.ts';

/**
 * Remembers what a pure function made of an entry for as long as its contact stands unchanged in memory: between two
 * printings of a list of a thousand, few contacts are others.
 */
export function rememberedEntry<T>(make: (entry: Entry) => T): (entry: Entry) => T {
  const known = new WeakMap<Contact, { readonly cctld: CcTld; readonly made: T }>();
  return (entry) => {
    const before = known.get(entry.contact);
    if (before?.cctld === entry.cctld) return before.made;
    const made = make(entry);
    known.set(entry.contact, { cctld: entry.cctld, made });
    return made;
  };
}
