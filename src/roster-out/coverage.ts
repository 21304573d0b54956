import { type CcTld, type CcTldTable, type Region, type Tld, ccTlds } from '../core/cctld.ts';
import type { Roster } from '../core/roster.ts';

/** How many ccTLDs of one region have a contact. `members + missing = total`. */
export type CoverageRow = {
  readonly kind: 'ascii' | 'idn';
  readonly region: Region;
  readonly members: number;
  readonly missing: number;
  readonly total: number;
};

const REGIONS: readonly Region[] = ['AF', 'AP', 'EUR', 'LAC', 'NA'];

type Rosters = ReadonlyMap<Tld, Pick<Roster, 'contacts'>>;

/** One row for each kind and region, ASCII first, those without any ccTLD left out. Counts active ccTLDs only. */
export function coverage(table: CcTldTable, rosters: Rosters): readonly CoverageRow[] {
  const active = activeOnes(table);
  return (['ascii', 'idn'] as const).flatMap((kind) =>
    REGIONS.flatMap((region) => {
      const there = active.filter((ccTld) => ccTld.region === region && kindOf(ccTld) === kind);
      const members = there.filter(({ tld }) => isMember(rosters, tld)).length;
      return there.length === 0
        ? []
        : [{ kind, region, members, missing: there.length - members, total: there.length }];
    }),
  );
}

/** Active ccTLDs without a contact, in the order of the table. */
export function missingCcTlds(table: CcTldTable, rosters: Rosters): readonly Tld[] {
  return activeOnes(table)
    .filter(({ tld }) => !isMember(rosters, tld))
    .map(({ tld }) => tld);
}

/** Sum of rows, such as those of one kind. */
export function coverageTotal(rows: readonly CoverageRow[]): Pick<CoverageRow, 'members' | 'missing' | 'total'> {
  const sum = (count: (row: CoverageRow) => number): number => rows.reduce((total, row) => total + count(row), 0);
  return { members: sum((row) => row.members), missing: sum((row) => row.missing), total: sum((row) => row.total) };
}

/** Whole per cent; of nothing, 0. */
export function percentOf(part: number, total: number): number {
  return total === 0 ? 0 : Math.round((100 * part) / total);
}

function activeOnes(table: CcTldTable): readonly CcTld[] {
  return ccTlds(table).filter(({ status }) => status === 'active');
}

function kindOf({ tld }: CcTld): CoverageRow['kind'] {
  return tld.startsWith('xn--') ? 'idn' : 'ascii';
}

function isMember(rosters: Rosters, tld: Tld): boolean {
  return (rosters.get(tld)?.contacts.length ?? 0) > 0;
}
