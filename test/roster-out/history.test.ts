import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Region } from '../../src/core/cctld.ts';
import { type CoverageRow, countedPlaces, coverageTotal, type Place } from '../../src/roster-out/coverage.ts';
import { countRow, membershipTable } from '../../src/roster-out/membership-table.ts';
import { regionCode } from '../../src/roster-out/region-names.ts';
import { shippedRules } from '../rules/shipped-rules.ts';

type Published = {
  readonly kind: string;
  readonly region: string;
  readonly members: number;
  readonly missing: number;
  readonly total: number;
  /** As one would print it. */
  readonly cells: readonly string[];
};

const REGIONS: readonly Region[] = ['AF', 'AP', 'EUR', 'LAC', 'NA'];

function lines(file: string): readonly (readonly string[])[] {
  const text = readFileSync(new URL(`../../fixtures/history/${file}`, import.meta.url), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
}

function table(day: string): readonly Published[] {
  return lines(`${day}-table.csv`).map(([kind = '', region = '', ...numbers]) => {
    const [members = '', membersPercent = '', missing = '', missingPercent = '', total = ''] = numbers;
    return {
      kind,
      region,
      members: Number(members),
      missing: Number(missing),
      total: Number(total),
      cells: [members, `${membersPercent || '0'}%`, missing, `${missingPercent || '0'}%`, total],
    };
  });
}

function regionOf(code: string): Region {
  const found = REGIONS.find((region) => regionCode(region) === code);
  if (found === undefined) throw new Error(`${code}: no region`);
  return found;
}

const missingOf = (day: string): readonly { readonly region: Region; readonly tld: string }[] =>
  lines(`${day}-missing.csv`).map(([region = '', tld = '']) => ({ region: regionOf(region), tld }));

/** Each missing ccTLD as it is listed, and members up to the total of its region: the rest is counted. */
function places(day: string): readonly Place[] {
  const missing = missingOf(day);
  return table(day)
    .filter(({ kind, region }) => kind === 'ascii' && region !== 'all')
    .flatMap((published): readonly Place[] => {
      const region = regionOf(published.region);
      const listed = missing.filter((one) => one.region === region).length;
      return Array.from({ length: published.total }, (_, index) => ({
        kind: 'ascii',
        region,
        isMember: index >= listed,
      }));
    });
}

/** No list of the IDN ccTLDs was published; members are what the total leaves. */
function idnPlaces(day: string): readonly Place[] {
  return table(day)
    .filter(({ kind, region }) => kind === 'idn' && region !== 'all')
    .flatMap(({ region, missing, total }) =>
      Array.from({ length: total }, (_, index) => ({
        kind: 'idn' as const,
        region: regionOf(region),
        isMember: index >= missing,
      })),
    );
}

function rowsOf(published: readonly Published[], kind: string): readonly Published[] {
  return published.filter((row) => row.kind === kind);
}

describe('June 17, 2015', () => {
  const rows = countedPlaces([...places('2015-06-17'), ...idnPlaces('2015-06-17')]);

  test.each([
    ['Table 1, ASCII', 'ascii'],
    ['Table 2, IDN', 'idn'],
  ] as const)('%s comes out as it was published', (_, kind) => {
    const own = rows.filter((row) => row.kind === kind);
    for (const { region, cells } of rowsOf(table('2015-06-17'), kind)) {
      const counted =
        region === 'all' ? coverageTotal(own) : own.find((row: CoverageRow) => row.region === regionOf(region));
      expect(countRow(region, counted ?? { members: -1, missing: -1, total: -1 })).toEqual([region, ...cells]);
    }
  });

  test('the subscribers in all are those of the summary', () => {
    expect(coverageTotal(rows)).toEqual({ members: 134 + 20, missing: 112 + 25, total: 246 + 45 });
  });
});

describe('October 24, 2017', () => {
  const published = table('2017-10-24');
  const ascii = countedPlaces(places('2017-10-24'));

  test('the ASCII part comes out as it was published', () => {
    const printed = membershipTable(ascii);
    const rows = printed.kind === 'table' ? printed.rows.slice(1, -1) : [];
    const expected = rowsOf(published, 'ascii').map(({ region, cells }) => [
      region === 'all' ? 'ASCII' : region,
      ...cells,
    ]);
    expect(rows).toEqual(expected);
  });

  test('so do IDN, and all together', () => {
    const [idn] = rowsOf(published, 'idn');
    const [all] = rowsOf(published, 'all');
    const count = {
      members: (idn?.total ?? 0) - (idn?.missing ?? 0),
      missing: idn?.missing ?? 0,
      total: idn?.total ?? 0,
    };
    expect(countRow('IDN', count)).toEqual(['IDN', '29', '63%', '17', '37%', '46']);
    const sum = coverageTotal([...ascii, count]);
    expect(countRow('All', sum)).toEqual(['All', ...(all?.cells ?? [])]);
  });
});

describe('what the readme says of the sources', () => {
  const labels = (day: string): ReadonlySet<string> => new Set(missingOf(day).map(({ tld }) => tld));
  const [then, later] = [labels('2015-06-17'), labels('2017-10-24')];

  test('.tc is missing in two regions, in both years', () => {
    for (const [day, entries] of [
      ['2015-06-17', 112],
      ['2017-10-24', 82],
    ] as const) {
      const listed = missingOf(day);
      expect([listed.length, labels(day).size]).toEqual([entries, entries - 1]);
      expect(listed.filter(({ tld }) => tld === 'tc').map(({ region }) => region)).toEqual(['AP', 'LAC']);
    }
  });

  test('thirty ccTLDs left the list between the two, none came', () => {
    expect(then.difference(later).size).toBe(30);
    expect(later.difference(then).size).toBe(0);
  });

  test('the authors counted some ccTLDs in other regions than ICANN', async () => {
    const { table: cctlds } = await shippedRules();
    const elsewhere = missingOf('2015-06-17')
      .map(({ region, tld }) => ({ tld, authors: region, icann: cctlds.get(tld)?.region }))
      .filter(({ authors, icann }) => authors !== icann)
      .map(({ tld, authors, icann }) => `.${tld} ${authors} ${icann ?? '?'}`);
    expect(elsewhere.toSorted()).toEqual([
      '.ac AF EUR',
      '.ai LAC EUR',
      '.as AP NA',
      '.dj AP AF',
      '.gf LAC EUR',
      '.gl NA EUR',
      '.gp LAC EUR',
      '.gs LAC EUR',
      '.gu AP NA',
      '.io AP EUR',
      '.ky LAC EUR',
      '.ma AP AF',
      '.mp AP NA',
      '.mq LAC EUR',
      '.ms LAC EUR',
      '.nc AP EUR',
      '.pf AP EUR',
      '.tc AP EUR',
      '.tc LAC EUR',
    ]);
  });
});
