import { activeCcTlds, type CcTld, type CcTldTable, type Region, type Tld } from '../core/cctld.ts';
import type { EmailAddress } from '../core/email-address.ts';
import type { Roster } from '../core/roster.ts';
import { REGIONS } from './contact-order.ts';
import { coverage, type CoverageRow, isMember } from './coverage.ts';

/** A ccTLD as everybody may know it. */
export type PublicCcTld = Pick<CcTld, 'tld' | 'ulabel' | 'name'>;

/** What the public may know: ccTLDs and numbers, of people nothing. */
export type PublicCoverage = {
  /** `YYYY-MM-DD`, in UTC. */
  readonly day: string;
  readonly rows: readonly CoverageRow[];
  /** Regions that have a ccTLD; each of these in the order of the table. */
  readonly regions: readonly {
    readonly region: Region;
    readonly joined: readonly PublicCcTld[];
    readonly missing: readonly PublicCcTld[];
  }[];
  /** Where one writes to join. */
  readonly mailbox: EmailAddress;
};

export function publicCoverage(
  table: CcTldTable,
  rosters: ReadonlyMap<Tld, Pick<Roster, 'contacts'>>,
  about: Pick<PublicCoverage, 'day' | 'mailbox'>,
): PublicCoverage {
  const publicly = ({ tld, ulabel, name }: CcTld): PublicCcTld => ({ tld, ulabel, name });
  const active = activeCcTlds(table);
  const regions = REGIONS.map((region) => {
    const there = active.filter((ccTld) => ccTld.region === region);
    return {
      region,
      joined: there.filter(({ tld }) => isMember(rosters, tld)).map(publicly),
      missing: there.filter(({ tld }) => !isMember(rosters, tld)).map(publicly),
    };
  });
  return {
    ...about,
    rows: coverage(table, rosters),
    regions: regions.filter(({ joined, missing }) => joined.length + missing.length > 0),
  };
}
