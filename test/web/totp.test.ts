import { expect, test } from 'vitest';
import { instantOf } from '../../src/core/instant.ts';
import { newTotpSecret, otpauthUri, stepAt, stepOfCode, totpCode } from '../../src/web/sign-in/totp.ts';

/** The secret of RFC 6238, Appendix B, in base32. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

// The last six of the eight digits in the table of RFC 6238, Appendix B (SHA-1).
test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('at %i seconds the code is that of RFC 6238', (seconds, code) => {
  const at = instantOf(seconds * 1000);
  expect(totpCode(SECRET, stepAt(at))).toBe(code);
  expect(stepOfCode(SECRET, ` ${code.slice(0, 3)} ${code.slice(3)}`, at)).toBe(stepAt(at));
});

test.each(['', '28708', '2870822', 'abcdef', '２８７０８２'])('%j is no code', (written) => {
  expect(stepOfCode(SECRET, written, instantOf(59_000))).toBeNull();
});

test('secrets have 160 bits and differ', () => {
  const secrets = Array.from({ length: 50 }, newTotpSecret);
  expect(new Set(secrets).size).toBe(50);
  for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/u);
});

test('an authenticator understands the link', () => {
  const uri = new URL(otpauthUri('kim+desk@tld-ops.example', SECRET));
  expect([uri.protocol, uri.host]).toEqual(['otpauth:', 'totp']);
  expect(decodeURIComponent(uri.pathname)).toBe('/TLD-OPS:kim+desk@tld-ops.example');
  expect(uri.searchParams.get('secret')).toBe(SECRET);
});
