import { getDomain } from 'tldts';

// Private suffixes (github.io) count: two customers of one host are no more one organisation than two registrants.
const SUFFIX_LIST = { extractHostname: false, validateHostname: false, allowPrivateDomains: true } as const;

/**
 * The domain that its owner registered: one label below the public suffix; null for a suffix itself.
 * @param domain lower case, without the root's dot
 */
export function registrableDomain(domain: string): string | null {
  return getDomain(domain, SUFFIX_LIST);
}
