import { activeCcTlds, type CcTld, type CcTldTable, type Region, type Tld } from '../core/cctld.ts';
import type { Roster } from '../core/roster.ts';
import { REGIONS } from './contact-order.ts';

/** How many ccTLDs of one region have a contact. `members + missing = total`. */
export type CoverageRow = {
  readonly kind: 'ascii' | 'idn';
  readonly region: Region;
  readonly members: number;
  readonly missing: number;
  readonly total: number;
};

type Counts = Pick<CoverageRow, 'members' | 'missing' | 'total'>;

type Rosters = ReadonlyMap<Tld, Pick<Roster, 'contacts'>>;

/** One ccTLD as it counts. */
export type Place = Pick<CoverageRow, 'kind' | 'region'> & { readonly isMember: boolean };

/** One row for each kind and region, ASCII first, empty ones too. */
export function countedPlaces(places: readonly Place[]): readonly CoverageRow[] {
  return (['ascii', 'idn'] as const).flatMap((kind) =>
    REGIONS.map((region) => {
      const there = places.filter((place) => place.region === region && place.kind === kind);
      const members = there.filter(({ isMember: joined }) => joined).length;
      return { kind, region, members, missing: there.length - members, total: there.length };
    }),
  );
}

/** One row for each kind and region, empty ones too. Counts active ccTLDs only. */
export function fullCoverage(table: CcTldTable, rosters: Rosters): readonly CoverageRow[] {
  return countedPlaces(
    activeCcTlds(table).map((ccTld) => ({
      kind: kindOf(ccTld),
      region: ccTld.region,
      isMember: isMember(rosters, ccTld.tld),
    })),
  );
}

/** The same without the kinds and regions that have no ccTLD. */
export function coverage(table: CcTldTable, rosters: Rosters): readonly CoverageRow[] {
  return fullCoverage(table, rosters).filter(({ total }) => total > 0);
}

/** Active ccTLDs without a contact, in the order of the table. */
export function missingCcTlds(table: CcTldTable, rosters: Rosters): readonly Tld[] {
  return activeCcTlds(table)
    .filter(({ tld }) => !isMember(rosters, tld))
    .map(({ tld }) => tld);
}

/** Sum of rows, such as those of one kind. */
export function coverageTotal(rows: readonly Counts[]): Counts {
  const sum = (count: (row: Counts) => number): number => rows.reduce((total, row) => total + count(row), 0);
  return { members: sum((row) => row.members), missing: sum((row) => row.missing), total: sum((row) => row.total) };
}

/** Whole per cent, 0 and 100 for none and all only; of nothing, 0. */
export function percentOf(part: number, total: number): number {
  if (part === 0 || total === 0) return 0;
  return part === total ? 100 : Math.min(99, Math.max(1, Math.round((100 * part) / total)));
}

/** What {@link percentOf} leaves: together they are 100. */
export function percentLeft(part: number, total: number): number {
  return total === 0 ? 0 : 100 - percentOf(part, total);
}

function kindOf({ tld }: CcTld): CoverageRow['kind'] {
  return tld.startsWith('xn--') ? 'idn' : 'ascii';
}

export function isMember(rosters: Rosters, tld: Tld): boolean {
  return (rosters.get(tld)?.contacts.length ?? 0) > 0;
}
