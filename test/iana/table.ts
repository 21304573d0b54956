import { type CcTldTable, type Region, ccTldTable, parseTld } from '../../src/core/cctld.ts';

/** A small ccTLD table: `['nl', 'nl', 'EUR']`. */
export function tableOf(...rows: readonly (readonly [tld: string, ulabel: string, region: Region])[]): CcTldTable {
  return ccTldTable(
    rows.map(([label, ulabel, region]) => {
      const tld = parseTld(label);
      if (tld === null) throw new Error(label);
      return { tld, ulabel, name: ulabel, iso: null, region, status: 'active' as const };
    }),
  );
}
