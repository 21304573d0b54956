import { registrableDomain } from '../core/registrable-domain.ts';

/** Lower case, without the root's dot. */
export function canonicalDomain(domain: string): string {
  return domain.toLowerCase().replace(/\.$/u, '');
}

/**
 * RFC 7489 §3.1: `strict` is equality; otherwise both stand within one registrable domain of the Public Suffix List.
 * A public suffix, hence a dotless domain such as `ai`, is within none and aligns with itself only. Deliberately not
 * the tree walk of RFC 9989 §4.10.2, by which every registrant of a TLD aligns with its registry where `_dmarc.<tld>`
 * exists.
 */
export function isAligned(fromDomain: string, domain: string, strict: boolean): boolean {
  const from = canonicalDomain(fromDomain);
  const other = canonicalDomain(domain);
  if (from === other) return from !== '';
  if (strict) return false;
  const registrable = registrableDomain(from);
  return registrable !== null && registrable === registrableDomain(other);
}
