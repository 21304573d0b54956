import { percentOf } from './coverage.ts';
import { csv } from './csv.ts';
import { regionCode } from './region-names.ts';
import type { Statistics } from './statistics.ts';

/** The membership as a table (RFC 4180): a row for each kind and region, without sums, so that it can be summed. */
export function statisticsCsv({ at, rows }: Statistics): string {
  return csv([
    ['date', 'kind', 'region', 'members', 'missing', 'total', 'percent'],
    ...rows.map(({ kind, region, members, missing, total }) => [
      at.slice(0, 10),
      kind,
      regionCode(region),
      ...[members, missing, total, percentOf(members, total)].map(String),
    ]),
  ]);
}
