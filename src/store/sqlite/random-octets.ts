import { randomFillSync } from 'node:crypto';

/** So many are drawn at a time: a draw costs about the same for sixteen octets as for thousands. */
const POOL = Buffer.allocUnsafe(4096);
let used = POOL.length;

/** Octets of the operating system's generator in hexadecimal, each given out once and then forgotten. At most 4096. */
export function randomHex(octets: number): string {
  return drawn(octets, (part) => part.toString('hex'));
}

/** In the order of their values. */
export const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** So many letters and digits that look the same in either case, of five bits each, as {@link randomHex} draws them. */
export function randomBase32(letters: number): string {
  return drawn(letters, (octets) => {
    let text = '';
    for (const octet of octets) text += BASE32.charAt(octet % BASE32.length);
    return text;
  });
}

function drawn(octets: number, write: (part: Buffer) => string): string {
  if (used + octets > POOL.length) {
    randomFillSync(POOL);
    used = 0;
  }
  const part = POOL.subarray(used, used + octets);
  used += octets;
  const text = write(part);
  part.fill(0);
  return text;
}
