import type { Roster } from '../../core/roster.ts';
import type { Store } from '../../store/port.ts';

/** The documented JSON of a roster; `tld` is the A-label. */
export function rosterJson({ tld, revision, contacts, frozenUntil }: Roster): object {
  return {
    tld,
    revision,
    ...(frozenUntil === null ? {} : { frozenUntil }),
    contacts: contacts.map(({ rank, name, email, secondaryEmail, phone, since, confirmedAt }) => ({
      rank,
      name,
      email,
      secondaryEmail,
      phone,
      since,
      confirmedAt,
    })),
  };
}

/** In the order of the A-labels. */
export async function rostersWithContacts(store: Pick<Store, 'rosters'>): Promise<readonly Roster[]> {
  const rosters = (await store.rosters()).filter(({ contacts }) => contacts.length > 0);
  return rosters.toSorted((a, b) => (a.tld < b.tld ? -1 : 1));
}
