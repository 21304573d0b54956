import type { Settings } from '../config/settings.ts';
import type { CcTldTable } from '../core/cctld.ts';
import type { Instant } from '../core/instant.ts';
import { ianaFileSource } from '../iana/file-source.ts';
import { isLoopback } from '../iana/loopback.ts';
import { politeSource } from '../iana/polite-source.ts';
import { rdapAsker } from '../iana/rdap-asker.ts';
import type { IanaSource } from '../iana/source.ts';
import { whoisAsker } from '../iana/whois-asker.ts';

/** The source of the settings. RDAP has whois behind it for what it cannot answer. */
export function configuredSource({ iana }: Settings, table: CcTldTable, now: () => Instant): IanaSource {
  const { source, file, rdap, whois } = iana;
  if (source === 'file' && file !== null) return ianaFileSource({ file, table, now });
  if (source === 'whois') return politeSource([whoisAsker(whois)], now);
  // A mirror on this machine is not second-guessed by a server elsewhere.
  const sameWorld = isLoopback(new URL(rdap).hostname) === isLoopback(whois.host);
  return politeSource(sameWorld ? [rdapAsker(rdap), whoisAsker(whois)] : [rdapAsker(rdap)], now);
}
