import type { Brand } from './brand.ts';

/**
 * `local@domain`: dot-atom local part in the case its owner wrote it, domain in lower case, U-labels as A-labels
 * (RFC 5890). A dotless domain (`n@ai`) is valid. Two of them name the same mailbox when their {@link addressKey} is
 * equal. ASCII throughout, but for the author of a mail ({@link parseAuthorAddress}).
 */
export type EmailAddress = Brand<string, 'EmailAddress'>;

/** An address folded for comparison; never written to. */
export type AddressKey = Brand<string, 'AddressKey'>;

export type AddressFault = 'empty' | 'no-at-sign' | 'bad-local-part' | 'utf8-local-part' | 'bad-domain' | 'too-long';

export type AddressReading =
  | { readonly ok: true; readonly address: EmailAddress }
  | { readonly ok: false; readonly fault: AddressFault };

// RFC 5322 §3.2.3 atext, dot-atom only: a quoted local part reaches nobody's inbox and confuses every parser.
const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/u;
const DOMAIN = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/u;
const FORBIDDEN_IN_DOMAIN = /[\p{Cc}\p{Zs}\p{Cf}%:/?#@[\]\\<>"(),;^`{|}~]/u;

// The letters, marks and digits of RFC 6532 §3.2; its other characters, spaces and symbols among them, deceive the eye.
const AUTHOR_LOCAL_PART = /^(?:[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+\.)*[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+$/u;

/** Reads one bare address (no display name, no angle brackets). RFC 5321 §4.5.3.1: 64 + 1 + 255, 254 in all. */
export function parseEmailAddress(text: string): AddressReading {
  return parseAddress(text, LOCAL_PART);
}

/**
 * The same for an author, whose local part may hold letters outside ASCII in NFC (RFC 6532 §3.1). Such an address is on
 * no roster, is nobody's at IANA, and is never written to: {@link isAscii}.
 */
export function parseAuthorAddress(text: string): AddressReading {
  return parseAddress(text, text === text.normalize('NFC') ? AUTHOR_LOCAL_PART : LOCAL_PART);
}

export function isAscii(address: EmailAddress): boolean {
  return /^[\x00-\x7f]*$/u.test(address);
}

function parseAddress(text: string, localPart: RegExp): AddressReading {
  if (text === '') return { ok: false, fault: 'empty' };
  const at = text.lastIndexOf('@');
  if (at < 0) return { ok: false, fault: 'no-at-sign' };
  const local = text.slice(0, at);
  const domain = asciiDomain(text.slice(at + 1));
  if (!localPart.test(local)) {
    return { ok: false, fault: /[^\x00-\x7f]/u.test(local) ? 'utf8-local-part' : 'bad-local-part' };
  }
  if (domain === null) return { ok: false, fault: 'bad-domain' };
  if (local.length > 64 || local.length + 1 + domain.length > 254) return { ok: false, fault: 'too-long' };
  return { ok: true, address: `${local}@${domain}` as EmailAddress };
}

/** Lower-case A-label form of a domain, or null where it is none (fake A-labels and IP literals included). */
export function asciiDomain(domain: string): string | null {
  if (domain.length > 255 || FORBIDDEN_IN_DOMAIN.test(domain)) return null;
  const lower = domain.toLowerCase();
  const needsIdna = /[^\x00-\x7f]/u.test(lower) || /(?:^|\.)xn--/u.test(lower);
  const ascii = needsIdna ? hostOf(lower) : lower;
  return ascii !== undefined && DOMAIN.test(ascii) && !/(?:^|\.)[0-9]+$/u.test(ascii) ? ascii : null;
}

// WHATWG URL applies UTS #46; it is a global, not a node: module. It lets a name of ASCII pass unread, whatever its A-labels
// say, so a label in front is not ASCII.
const READ = { written: 'я.', ascii: 'xn--41a.' } as const;

function hostOf(domain: string): string | undefined {
  return URL.parse(`http://${READ.written}${domain}/`)?.hostname.slice(READ.ascii.length);
}

export function addressKey(address: EmailAddress): AddressKey {
  return address.toLowerCase() as AddressKey;
}

export function sameAddress(a: EmailAddress, b: EmailAddress): boolean {
  // Addresses are ASCII, so folding leaves their length alone; most pairs are told apart by it.
  return a.length === b.length && addressKey(a) === addressKey(b);
}

/** Each mailbox once, as it was first written. */
export function withoutRepeatedAddresses(addresses: readonly EmailAddress[]): readonly EmailAddress[] {
  const found = new Map<AddressKey, EmailAddress>();
  for (const address of addresses) if (!found.has(addressKey(address))) found.set(addressKey(address), address);
  return [...found.values()];
}

export function domainOf(address: EmailAddress): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

export function localPartOf(address: EmailAddress): string {
  return address.slice(0, address.lastIndexOf('@'));
}
