import { type CoverageRow, coverageTotal, percentLeft, percentOf } from './coverage.ts';
import type { Block } from './document.ts';
import { regionCode } from './region-names.ts';
import type { Count } from './statistics.ts';

/** The membership as TLD-OPS shows it at its meetings: all, ASCII with its regions, IDN with its regions. */
export function membershipTable(rows: readonly CoverageRow[]): Block {
  const kind = (name: string, wanted: CoverageRow['kind']): readonly (readonly string[])[] => {
    const own = rows.filter((row) => row.kind === wanted);
    return [
      countRow(name, coverageTotal(own)),
      ...own.filter(({ total }) => total > 0).map((row) => countRow(regionCode(row.region), row)),
    ];
  };
  return {
    kind: 'table',
    numbers: true,
    head: ['', 'Members', '%', 'Missing', '%', 'Total'],
    rows: [countRow('All', coverageTotal(rows)), ...kind('ASCII', 'ascii'), ...kind('IDN', 'idn')],
  };
}

/** `["AF","25","49%","26","51%","51"]`. */
export function countRow(name: string, { members, missing, total }: Count): readonly string[] {
  return [
    name,
    String(members),
    `${percentOf(members, total)}%`,
    String(missing),
    `${percentLeft(members, total)}%`,
    String(total),
  ];
}
