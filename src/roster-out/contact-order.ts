import { type CcTld, type CcTldTable, type Region, findCcTld } from '../core/cctld.ts';
import type { Contact, Roster } from '../core/roster.ts';

/** In the order in which the regions are always named. */
export const REGIONS: readonly Region[] = ['AF', 'AP', 'EUR', 'LAC', 'NA'];

/** One contact of one ccTLD, with what the table knows of the ccTLD. */
export type Entry = { readonly cctld: CcTld; readonly contact: Contact };

/** Every contact, by region, then by ccTLD (ASCII labels first, then U-labels by code point), then by rank. */
export function contactsInOrder(table: CcTldTable, rosters: Iterable<Roster>): readonly Entry[] {
  return [...rosters]
    .flatMap(({ tld, contacts }) => {
      const cctld = findCcTld(table, tld);
      return cctld === null ? [] : [{ cctld, contacts, place: placeOf(cctld) }];
    })
    .toSorted((one, other) => compare(one.place, other.place))
    .flatMap(({ cctld, contacts }) =>
      contacts.toSorted((one, other) => one.rank - other.rank).map((contact) => ({ cctld, contact })),
    );
}

function placeOf({ region, ulabel }: CcTld): string {
  return `${REGIONS.indexOf(region)} ${ulabel}`;
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
