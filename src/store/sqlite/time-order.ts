import { hash } from 'node:crypto';
import { epochMs, type Instant } from '../../core/instant.ts';

/** Of a number of {@link stepOf} in hexadecimal: it begins anew after nine years. */
export const STEP_DIGITS = 8;
const STEP_MS = 64;

/** The moment as a number, so many milliseconds at a time, with so many bits. */
export function stepOf(at: Instant, bits: number): number {
  return Math.floor(epochMs(at) / STEP_MS) % 2 ** bits;
}

export function stepInHex(step: number): string {
  return step.toString(16).padStart(STEP_DIGITS, '0');
}

/**
 * SHA-256 of a secret, but first its step: hashes without an order would each change another page of an index, those of one
 * moment change one. 64 hexadecimal digits.
 */
export function orderedHash(secret: string, step: string): string {
  return step + hash('sha256', secret).slice(STEP_DIGITS);
}
