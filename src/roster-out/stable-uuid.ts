const OFFSET = 0x6c62272e07bb014262b821756295c58dn;
const PRIME = 0x0000000001000000000000000000013bn;
const ALL_BITS = (1n << 128n) - 1n;

/** The same text has the same UUID everywhere and always: version 8 (RFC 9562 §5.8) of its 128 bits of FNV-1a. */
export function stableUuid(text: string): string {
  let hash = OFFSET;
  for (const octet of new TextEncoder().encode(text)) hash = ((hash ^ BigInt(octet)) * PRIME) & ALL_BITS;
  const digits = hash.toString(16).padStart(32, '0');
  const variant = ((Number.parseInt(digits.charAt(16), 16) & 3) | 8).toString(16);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `8${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20),
  ].join('-');
}
