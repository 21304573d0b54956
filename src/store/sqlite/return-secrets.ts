import { hash } from 'node:crypto';
import type { Instant } from '../../core/instant.ts';
import { randomHex } from './random-octets.ts';
import { orderedHash, STEP_DIGITS, stepInHex, stepOf } from './time-order.ts';

/**
 * Of the envelope sender of one mail, by which it is recognised when it comes back: 32 hexadecimal digits, of which the first eight
 * tell when it was made and 96 bits are random.
 */
export function newReturnSecret(at: Instant): { readonly secret: string; readonly hash: string } {
  const secret = stepInHex(stepOf(at, 4 * STEP_DIGITS)) + randomHex(12);
  return { secret, hash: ordered(secret) };
}

/** As what a secret may be stored; secrets of earlier versions are stored as their SHA-256. */
export function returnHashes(secret: string): { readonly hash: string; readonly unordered: string } {
  return { hash: ordered(secret), unordered: hash('sha256', secret) };
}

function ordered(secret: string): string {
  return orderedHash(secret, secret.slice(0, STEP_DIGITS));
}
