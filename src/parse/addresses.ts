import type { CcTldTable } from '../core/cctld.ts';
import {
  addressKey,
  domainOf,
  type EmailAddress,
  parseEmailAddress,
  withoutRepeatedAddresses,
} from '../core/email-address.ts';
import { findCcTld } from '../core/cctld.ts';
import { trimmedValue, withoutLinks } from './decoration.ts';
import { halfWidth, withoutLigatures } from './plain-line.ts';

export type AddressValue =
  | { readonly kind: 'none' }
  /** `repaired`: the characters were not all in order; what was meant has to be confirmed. */
  | { readonly kind: 'address'; readonly address: EmailAddress; readonly repaired: boolean }
  /** Two, and nothing else but a word between them. */
  | { readonly kind: 'two-addresses'; readonly addresses: readonly [EmailAddress, EmailAddress] }
  | { readonly kind: 'fault'; readonly code: 'email-malformed' | 'utf8-address' | 'several-addresses' };

const EDGE = /^[\s"'“”„‘’«»<>()[\]{}.,;:|]+|[\s"'“”„‘’«»<>()[\]{}.,;:|!]+$/gu;

// `john@nic.nl and john@oarc.net (private)`, but not a link that shows one address and leads to another.
const BETWEEN =
  /^(?!\s*<>\s*$)(?:[\s<>[\]()"“”'‘’,;|./&+-]|(?<!\p{L})(?:and|or|und|oder|et|ou|y|e|i|и|和|または|private|work|office|home|personal|backup|secondary|primary|also)(?!\p{L}))*$/iu;

/** One address with nothing but decoration around it; null where it is none. A dotless domain must be a ccTLD. */
export function bareAddress(table: CcTldTable, written: string): EmailAddress | null {
  const reading = parseEmailAddress(halfWidth(written).replace(EDGE, ''));
  if (!reading.ok) return null;
  const domain = domainOf(reading.address);
  return domain.includes('.') || findCcTld(table, domain) !== null ? reading.address : null;
}

/** Reads what stands behind `Email:`. */
export function readAddressValue(table: CcTldTable, written: string): AddressValue {
  const value = halfWidth(withoutLinks(written));
  if (!/[\p{L}\p{N}]/u.test(value)) return { kind: 'none' };
  const words = value.split(/[\s,;<>[\]()|"“”]|\/(?=[^@]*@)/u).filter((word) => word.includes('@'));
  const addresses = words.map((word) => bareAddress(table, word));
  const found = new Map(addresses.flatMap((address) => (address === null ? [] : [[addressKey(address), address]])));
  const [first, second] = found.values();
  if (addresses.includes(null) || first === undefined) return repaired(table, value);
  if (second !== undefined)
    return found.size === 2 && BETWEEN.test(withoutWords(value, words))
      ? { kind: 'two-addresses', addresses: [first, second] }
      : { kind: 'fault', code: 'several-addresses' };
  // A display name belongs to its bracketed address; a remark does not, so somebody has to look at it.
  if (/<[^<>@]*@[^<>]*>/u.test(value)) return { kind: 'address', address: first, repaired: false };
  const beside = withoutWords(value, words).replace(/[<>[\]"“”'‘’,;|.:\s]/gu, '');
  if (beside === '' || beside === '()') return { kind: 'address', address: first, repaired: false };
  if (/^\([^()]*\)$/u.test(beside)) return { kind: 'address', address: first, repaired: true };
  return repaired(table, value);
}

function withoutWords(value: string, words: readonly string[]): string {
  return words.reduce((left, word) => left.replace(word, ''), value);
}

function repaired(table: CcTldTable, value: string): AddressValue {
  const joined = trimmedValue(withoutLigatures(value))
    .replace(/\s*[([{<]\s*at\s*[)\]}>]\s*|\sat\s/giu, '@')
    .replace(/\s*[([{<]\s*dot\s*[)\]}>]\s*|\sdot\s/giu, '.')
    .replace(/\s*([@.])\s*/gu, '$1');
  const address = bareAddress(table, joined);
  if (address !== null) return { kind: 'address', address, repaired: true };
  const reading = parseEmailAddress(value.replace(EDGE, ''));
  const utf8 = !reading.ok && reading.fault === 'utf8-local-part' && !/\s/u.test(value.trim());
  return { kind: 'fault', code: utf8 ? 'utf8-address' : 'email-malformed' };
}

/** A line of nothing but addresses; null where it holds anything else. */
export function onlyAddresses(table: CcTldTable, text: string): readonly EmailAddress[] | null {
  const line = halfWidth(withoutLinks(text));
  if (!line.includes('@')) return null;
  const words = line.split(/[\s,;&|]/u).filter((word) => /[\p{L}\p{N}]/u.test(word) && word.toLowerCase() !== 'and');
  const found: EmailAddress[] = [];
  for (const word of words) {
    const address = word.includes('@') ? bareAddress(table, word) : null;
    if (address === null) return null;
    found.push(address);
  }
  return withoutRepeatedAddresses(found);
}
