import { percentOf } from '../../roster-out/coverage.ts';
import { regionName } from '../../roster-out/region-names.ts';
import type { Count } from '../../roster-out/statistics.ts';
import { type Bar, barChart } from '../bar-chart.ts';
import type { Markup } from '../page.ts';
import type { Membership } from '../services.ts';

export const CHARTS = ['coverage', 'growth', 'contacts', 'ccnso'] as const;
export type ChartName = (typeof CHARTS)[number];

export function chart(name: ChartName, { figures, months }: Membership): Markup {
  const { at, totals, regions, contactsPerTld, ccnso } = figures;
  switch (name) {
    case 'coverage':
      return barChart('ccTLDs that can be reached', at, [
        covered('All ccTLDs', totals.all),
        covered('ASCII', totals.ascii),
        covered('IDN', totals.idn),
        ...regions.map((region) => covered(regionName(region.region), region)),
      ]);
    case 'growth':
      return barChart(
        'Members at the end of each month',
        at,
        months.map((month) => {
          const day = month.at.slice(0, month.at === at ? 10 : 7);
          return { name: day, part: month.members, whole: totals.all.total, words: String(month.members) };
        }),
      );
    case 'contacts':
      return barChart(
        'Contacts of a ccTLD',
        at,
        contactsPerTld.map((ccTlds, count) => ({
          name: count === 0 ? 'No contact' : `${count} contact${count === 1 ? '' : 's'}`,
          part: ccTlds,
          whole: totals.all.total,
          words: `${ccTlds} ccTLDs`,
        })),
      );
    case 'ccnso':
      return barChart('ccNSO members and others', at, [
        covered('ccNSO members', ccnso.member),
        covered('Others', ccnso.nonMember),
        ...(ccnso.unknown.total === 0 ? [] : [covered('Not known', ccnso.unknown)]),
      ]);
  }
}

function covered(name: string, { members, total }: Count): Bar {
  return { name, part: members, whole: total, words: `${members} of ${total}, ${percentOf(members, total)} %` };
}
