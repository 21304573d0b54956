import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** OWASP's parameters for scrypt with 32 MiB; stored with each hash, so that they can grow later. */
const COST = { N: 2 ** 15, r: 8, p: 3 } as const;
const SALT_OCTETS = 16;
const HASH_OCTETS = 32;
const MEMORY = 64 * 1024 * 1024;

/** NIST SP 800-63B-4 §3.1.1.2 with a second factor; longer than the most, hashing it would be work for nothing. */
export const SHORTEST_PASSWORD = 8;
const LONGEST_PASSWORD = 1000;

type Cost = { readonly N: number; readonly r: number; readonly p: number };
type Parsed = { readonly cost: Cost; readonly salt: Buffer; readonly hash: Buffer };

export function isGoodLength(password: string): boolean {
  const { length } = [...normal(password)];
  return length >= SHORTEST_PASSWORD && length <= LONGEST_PASSWORD;
}

/** `scrypt$N$r$p$salt$hash`, salt and hash in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_OCTETS);
  const hash = await derived(password, salt, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** A hash that no password has, so that an address that nobody has takes as long as one that somebody has. */
export const NOBODYS_HASH = [
  'scrypt',
  COST.N,
  COST.r,
  COST.p,
  randomBytes(SALT_OCTETS).toString('base64url'),
  randomBytes(HASH_OCTETS).toString('base64url'),
].join('$');

/** Takes the same time for a right and for a wrong password. */
export async function isPassword(password: string, stored: string): Promise<boolean> {
  const parsed = parse(stored);
  if (parsed === null) throw new Error('a stored password hash cannot be read');
  const given = [...password].length > LONGEST_PASSWORD ? '' : password;
  return timingSafeEqual(await derived(given, parsed.salt, parsed.cost), parsed.hash);
}

function parse(stored: string): Parsed | null {
  const [kind, N, r, p, salt, hash] = stored.split('$');
  if (kind !== 'scrypt' || salt === undefined || hash === undefined) return null;
  const parsed = { salt: Buffer.from(salt, 'base64url'), hash: Buffer.from(hash, 'base64url') };
  return parsed.hash.length === HASH_OCTETS ? { cost: { N: Number(N), r: Number(r), p: Number(p) }, ...parsed } : null;
}

function derived(password: string, salt: Buffer, { N, r, p }: Cost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(normal(password), salt, HASH_OCTETS, { N, r, p, maxmem: MEMORY }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

/** Two keyboards may write the same letter in two ways (NIST SP 800-63B-4 §3.1.1.2). */
function normal(password: string): string {
  return password.normalize('NFKC');
}
