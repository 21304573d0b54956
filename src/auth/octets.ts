const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
const lenientUtf8 = new TextDecoder('utf-8');

/** Octets of a text that was read as Latin-1. Throws nothing: higher characters lose their high bits, and none occur. */
export function octetsOf(latin1: string): Uint8Array {
  return Buffer.from(latin1, 'latin1');
}

// Most fields are: what is ASCII is the same in UTF-8.
const ONLY_ASCII = /^[\x00-\x7f]*$/u;

/** A field value read as Latin-1, read again as UTF-8 (RFC 6532); null where it is not UTF-8. */
export function utf8Of(latin1: string): string | null {
  if (ONLY_ASCII.test(latin1)) return latin1;
  try {
    return strictUtf8.decode(octetsOf(latin1));
  } catch {
    return null;
  }
}

/** As {@link utf8Of}, with U+FFFD for what is not UTF-8: for words that are only shown. */
export function lossyUtf8Of(latin1: string): string {
  return ONLY_ASCII.test(latin1) ? latin1 : lenientUtf8.decode(octetsOf(latin1));
}
