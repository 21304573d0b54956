import { getDomain, getPublicSuffix } from 'tldts';

// Private suffixes (github.io) count: two customers of one host are no more one organisation than two registrants.
const SUFFIX_LIST = { extractHostname: false, validateHostname: false, allowPrivateDomains: true } as const;

/**
 * The domain that its owner registered: one label below the public suffix; null for a suffix itself.
 * @param domain lower case, without the root's dot
 */
export function registrableDomain(domain: string): string | null {
  return getDomain(domain, SUFFIX_LIST);
}

/**
 * The nearest name above a domain at which the public registers (`nl`, `co.uk`); null for the root alone.
 * @param domain lower case, without the root's dot
 */
export function publicSuffix(domain: string): string | null {
  return getPublicSuffix(domain, SUFFIX_LIST);
}
