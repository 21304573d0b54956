import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { epochMs, type Instant, SECOND } from '../../core/instant.ts';

// RFC 6238 with what every authenticator understands: SHA-1, six digits, 30 seconds.
const STEP = 30 * SECOND;
const DIGITS = 6;
const SECRET_OCTETS = 20;
/** RFC 6238 §5.2: clocks may differ, and people type slowly. */
const STEPS_EITHER_WAY = 1;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const ISSUER = 'TLD-OPS';

/** 160 random bits in base32. */
export function newTotpSecret(): string {
  let bits = 0n;
  for (const octet of randomBytes(SECRET_OCTETS)) bits = (bits << 8n) | BigInt(octet);
  let secret = '';
  for (let place = 0; place < (SECRET_OCTETS * 8) / 5; place += 1) {
    secret = (BASE32[Number(bits & 31n)] ?? '') + secret;
    bits >>= 5n;
  }
  return secret;
}

/** What an authenticator reads from a QR code or a link. */
export function otpauthUri(email: string, secret: string): string {
  const label = `${ISSUER}:${encodeURIComponent(email)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=${ISSUER}&algorithm=SHA1&digits=${DIGITS}&period=${STEP / SECOND}`;
}

export function stepAt(at: Instant): number {
  return Math.floor(epochMs(at) / STEP);
}

/** The code of one step. RFC 4226 §5.3. */
export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', octetsOf(secret)).update(counter).digest();
  const offset = (hash.at(-1) ?? 0) & 0x0f;
  const number = (hash.readUInt32BE(offset) & 0x7fffffff) % 10 ** DIGITS;
  return String(number).padStart(DIGITS, '0');
}

/** The step whose code this is, at that moment; null for none. Looks at all of them, whichever fits. */
export function stepOfCode(secret: string, written: string, at: Instant): number | null {
  const code = Buffer.from(written.replace(/[\s-]/gu, '').padEnd(DIGITS, '?').slice(0, 16));
  let found: number | null = null;
  for (let away = -STEPS_EITHER_WAY; away <= STEPS_EITHER_WAY; away += 1) {
    const step = stepAt(at) + away;
    const expected = Buffer.from(totpCode(secret, step));
    if (code.length === expected.length && timingSafeEqual(code, expected)) found = step;
  }
  return found;
}

function octetsOf(secret: string): Buffer {
  const octets: number[] = [];
  let bits = 0;
  let value = 0;
  for (const character of secret) {
    value = (value << 5) | BASE32.indexOf(character);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    octets.push((value >> bits) & 0xff);
    value &= (1 << bits) - 1;
  }
  return Buffer.from(octets);
}
