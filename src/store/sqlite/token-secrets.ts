import { hash } from 'node:crypto';
import type { Instant } from '../../core/instant.ts';
import { type Digest, parseDigest } from '../../core/message.ts';
import { BASE32, randomBase32 } from './random-octets.ts';
import { orderedHash, stepInHex, stepOf } from './time-order.ts';

const LETTERS_OF_TIME = 6;
const RANDOM_LETTERS = 26;
const OURS = new RegExp(`^[${BASE32}]{${LETTERS_OF_TIME + RANDOM_LETTERS}}$`, 'u');

/**
 * Of a letter that may be answered: 32 letters and digits that survive any mail client's folding of case. The first six tell when
 * it was made, to 64 ms in two years; behind them are 130 bits of a CSPRNG.
 */
export function newTokenSecret(at: Instant): { readonly secret: string; readonly hash: Digest } {
  const secret = inLetters(stepOf(at, 5 * LETTERS_OF_TIME)) + randomBase32(RANDOM_LETTERS);
  return { secret, hash: tokenHash(secret) };
}

/** As what a secret is stored. Those of earlier versions are 26 letters, and stored as their SHA-256. */
export function tokenHash(secret: string): Digest {
  const hashed = OURS.test(secret)
    ? orderedHash(secret, stepInHex(fromLetters(secret.slice(0, LETTERS_OF_TIME))))
    : hash('sha256', secret);
  const digest = parseDigest(hashed);
  if (digest === null) throw new Error('node:crypto made no SHA-256');
  return digest;
}

function inLetters(step: number): string {
  let letters = '';
  for (let rest = step, place = 0; place < LETTERS_OF_TIME; place += 1) {
    letters = BASE32.charAt(rest % BASE32.length) + letters;
    rest = Math.floor(rest / BASE32.length);
  }
  return letters;
}

function fromLetters(letters: string): number {
  return Array.from(letters).reduce((step, letter) => step * BASE32.length + BASE32.indexOf(letter), 0);
}
