import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { newTokenSecret, tokenHash } from '../../src/store/sqlite/token-secrets.ts';
import { later, NOON } from '../support/plans.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

it('is 32 letters and digits, of which the last 26 nobody foretells', () => {
  const secrets = Array.from({ length: 100 }, () => newTokenSecret(NOON).secret);
  expect(secrets.filter((secret) => !/^[a-z2-7]{32}$/u.test(secret))).toEqual([]);
  expect(new Set(secrets.map((secret) => secret.slice(0, 6))).size).toBe(1);
  for (let place = 6; place < 32; place += 1) {
    expect(new Set(secrets.map((secret) => secret[place])).size, `letter ${place}`).toBeGreaterThan(10);
  }
});

it('is stored as its time and a hash of all of it, so that those of one moment stand together', () => {
  const { secret, hash } = newTokenSecret(NOON);
  const step = (Math.floor(Date.parse(NOON) / 64) % 2 ** 30).toString(16).padStart(8, '0');
  expect(hash).toBe(step + sha256(secret).slice(8));
  expect(tokenHash(secret)).toBe(hash);
  const moments = [0, 64, 64 * 31, 64 * 32, 64 * 2000, 64 * 70_000].map((ms) => newTokenSecret(later(ms)).hash);
  expect(moments.toSorted()).toEqual(moments);
});

it('is another one with another letter anywhere', () => {
  const { secret, hash } = newTokenSecret(NOON);
  for (let place = 0; place < 32; place += 1) {
    const other = secret[place] === 'a' ? 'b' : 'a';
    expect(tokenHash(secret.slice(0, place) + other + secret.slice(place + 1))).not.toBe(hash);
  }
});

it.each(['abcdefghijklmnopqrstuvwxyz', 'secret', `${'a'.repeat(31)}1`, 'a'.repeat(33)])(
  'is stored as its SHA-256 where it is not of this version: %s',
  (secret) => {
    expect(tokenHash(secret)).toBe(sha256(secret));
  },
);
