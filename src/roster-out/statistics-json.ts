import { type CoverageRow, percentLeft, percentOf } from './coverage.ts';
import { regionCode } from './region-names.ts';
import type { Count, Statistics } from './statistics.ts';

type Share = Count & { readonly percent: number; readonly missingPercent: number };

/** The documented JSON of the statistics. */
export type StatisticsJson = Omit<Statistics, 'rows' | 'totals' | 'regions' | 'contactsPerTld' | 'ccnso'> & {
  readonly rows: readonly (Share & { readonly kind: CoverageRow['kind']; readonly region: string })[];
  readonly totals: { readonly all: Share; readonly ascii: Share; readonly idn: Share };
  readonly regions: readonly (Share & { readonly region: string })[];
  readonly contactsPerTld: { readonly [Number in '0' | '1' | '2' | '3']: number };
  readonly ccnso: { readonly member: Share; readonly nonMember: Share; readonly unknown: Share };
};

/** With whole per cents, and regions as TLD-OPS abbreviates them. */
export function statisticsJson(figures: Statistics): StatisticsJson {
  const { rows, totals, regions, contactsPerTld, ccnso } = figures;
  const [none, one, two, three] = contactsPerTld;
  return {
    ...figures,
    rows: rows.map(({ kind, region, ...count }) => ({ kind, region: regionCode(region), ...share(count) })),
    totals: { all: share(totals.all), ascii: share(totals.ascii), idn: share(totals.idn) },
    regions: regions.map(({ region, ...count }) => ({ region: regionCode(region), ...share(count) })),
    contactsPerTld: { '0': none, '1': one, '2': two, '3': three },
    ccnso: { member: share(ccnso.member), nonMember: share(ccnso.nonMember), unknown: share(ccnso.unknown) },
  };
}

function share(count: Count): Share {
  const { members, missing, total } = count;
  return { members, missing, total, percent: percentOf(members, total), missingPercent: percentLeft(members, total) };
}
