import { activeCcTlds, type CcTldTable, ccTlds, type Tld } from '../core/cctld.ts';
import type { IanaSource } from '../iana/source.ts';
import { type IanaDesk, type IanaSync, type SyncSettings, syncIana } from '../schedule/iana-sync.ts';
import type { Workplace } from './workplace.ts';

/** Whom a source is asked about: a server only about delegated ccTLDs; a file names whom it likes. */
export function ianaTlds(table: CcTldTable, source: IanaSource['kind']): readonly Tld[] {
  return (source === 'file' ? ccTlds(table) : activeCcTlds(table)).map(({ tld }) => tld);
}

function ianaDesk({ house, store, ianaSource, clock }: Workplace): IanaDesk {
  return { house, store, source: ianaSource, clock };
}

/** Takes over what the configured source says now. Where it cannot be read, the last good copy stays. */
export function refreshIana(
  place: Workplace,
  { tlds, ...more }: Partial<Pick<SyncSettings, 'tlds' | 'signal' | 'progress' | 'onTrouble'>> = {},
): Promise<IanaSync> {
  const everybody = ianaTlds(place.house.book.table, place.ianaSource.kind);
  const signal = new AbortController().signal;
  return syncIana(ianaDesk(place), { signal, ...more, tlds: tlds ?? everybody, everybody });
}
