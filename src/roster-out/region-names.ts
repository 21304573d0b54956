import type { Region } from '../core/cctld.ts';

/** As TLD-OPS abbreviates the regions in its figures and takes them in WHO: Europe is EU there, EUR at ICANN. */
export function regionCode(region: Region): 'AF' | 'AP' | 'EU' | 'LAC' | 'NA' {
  return region === 'EUR' ? 'EU' : region;
}

const NAMES: { readonly [R in Region]: string } = {
  AF: 'Africa',
  AP: 'Asia-Pacific',
  EUR: 'Europe',
  LAC: 'Latin America and Caribbean',
  NA: 'North America',
};

export function regionName(region: Region): string {
  return NAMES[region];
}
