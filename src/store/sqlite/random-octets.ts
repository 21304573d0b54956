import { randomFillSync } from 'node:crypto';

/** So many are drawn at a time: a draw costs about the same for sixteen octets as for thousands. */
const POOL = Buffer.allocUnsafe(4096);
let used = POOL.length;

/** Octets of the operating system's generator in hexadecimal, each given out once and then forgotten. At most 4096. */
export function randomHex(octets: number): string {
  if (used + octets > POOL.length) {
    randomFillSync(POOL);
    used = 0;
  }
  const drawn = POOL.subarray(used, used + octets);
  used += octets;
  const hex = drawn.toString('hex');
  drawn.fill(0);
  return hex;
}
