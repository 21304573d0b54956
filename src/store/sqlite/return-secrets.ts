import { hash } from 'node:crypto';
import { epochMs, type Instant } from '../../core/instant.ts';
import { randomHex } from './random-octets.ts';

/** Hexadecimal digits of a secret that tell when it was made: in milliseconds, so many at a time. They begin anew after nine years. */
const TIME = 8;
const STEP_MS = 64;

/**
 * Of the envelope sender of one mail, by which it is recognised when it comes back: 32 hexadecimal digits, of which 96 bits are
 * random. What is stored of it begins with the time as well: hashes without an order would each change another page of the index.
 */
export function newReturnSecret(at: Instant): { readonly secret: string; readonly hash: string } {
  const step = Math.floor(epochMs(at) / STEP_MS);
  const secret = step.toString(16).padStart(TIME, '0').slice(-TIME) + randomHex(12);
  return { secret, hash: ordered(secret) };
}

/** As what a secret may be stored; secrets of earlier versions are stored as their SHA-256. */
export function returnHashes(secret: string): { readonly hash: string; readonly unordered: string } {
  return { hash: ordered(secret), unordered: hash('sha256', secret) };
}

function ordered(secret: string): string {
  return secret.slice(0, TIME) + hash('sha256', secret).slice(TIME);
}
