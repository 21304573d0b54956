import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';

export const FIXTURES = fileURLToPath(new URL('../../fixtures/mail', import.meta.url));

const moment = z.iso.datetime();
const label = z.string().regex(/^(?:[a-z]{2}|xn--[a-z0-9-]+)$/u);

/** How a mail reaches us. `headers`: what its provider signs; `added`: lines that somebody puts on top afterwards. */
const travel = {
  client: z.strictObject({ ip: z.string(), helo: z.string(), 'mail-from': z.string() }),
  recipients: z.array(z.string()).min(1).default(['tld-ops-admin@tld-ops.example']),
  sign: z
    .strictObject({ domain: z.string(), headers: z.enum(['gmail', 'microsoft365']), at: moment.optional() })
    .optional(),
  added: z.array(z.string()).default([]),
};

const ianaRecord = z.strictObject({
  admin: z.string(),
  name: z.string().default('Role account'),
  manager: z.string().default('Registry'),
  status: z.enum(['active', 'retired']).default('active'),
  'as-of': moment.optional(),
});

const iana = z.record(label, ianaRecord);

const step = z.union([
  z.strictObject({ at: moment, mail: z.string(), ...travel }),
  /** Cases that wait are looked at, as the schedule does every minute. */
  z.strictObject({ at: moment, clock: z.literal('waiting-cases') }),
  z.strictObject({ at: moment, iana }),
  z.strictObject({
    at: moment,
    review: z.strictObject({
      case: z.string(),
      decision: z.enum(['approve', 'refuse', 'ask-admin', 'discard']),
      reason: z.string().default(''),
    }),
  }),
]);

const contact = z.strictObject({
  name: z.string(),
  email: z.string(),
  secondary: z.string().optional(),
  phone: z.string(),
  since: moment.default('2025-03-01T00:00:00Z'),
  confirmed: moment.default('2026-03-01T00:00:00Z'),
});

const world = z.strictObject({
  /** When the message arrives. */
  now: moment,
  ...travel,
  iana: iana.default({}),
  rosters: z.record(label, z.array(contact)).default({}),
  /** Addresses on the roster that have not answered their welcome; all others have proved themselves. */
  unproved: z.array(z.string()).default([]),
  before: z.array(step).default([]),
  after: z.array(step).default([]),
});

const records = z.strictObject({
  A: z.array(z.string()).optional(),
  AAAA: z.array(z.string()).optional(),
  CNAME: z.array(z.string()).optional(),
  MX: z.array(z.string()).optional(),
  NS: z.array(z.string()).optional(),
  PTR: z.array(z.string()).optional(),
  TXT: z.array(z.string()).optional(),
});

const zone = z.record(z.string(), z.union([z.enum(['servfail', 'silent']), records]));

export type FixtureWorld = z.infer<typeof world>;
export type FixtureStep = z.infer<typeof step>;
export type FixtureTravel = Pick<FixtureWorld, 'client' | 'recipients' | 'sign' | 'added'>;
export type FixtureZone = z.infer<typeof zone>;

export type Fixture = {
  readonly name: string;
  readonly folder: string;
  readonly zone: FixtureZone;
  readonly world: FixtureWorld;
  /** Null: not written yet. */
  readonly plan: string | null;
  readonly reply: string | null;
};

/** Folders in the order of their numbers. */
export function fixtureNames(): readonly string[] {
  return readdirSync(FIXTURES)
    .filter((name) => /^\d{3}-/u.test(name))
    .toSorted();
}

/** Throws where a file cannot be read or says something that the loop does not know. */
export function readFixture(name: string): Fixture {
  const folder = join(FIXTURES, name);
  if (textOf(folder, 'readme.txt') === null) throw new Error(`${name}: readme.txt is missing`);
  return {
    name,
    folder,
    zone: zone.parse(parse(textOf(folder, 'dns.yaml') ?? '{}')),
    world: world.parse(parse(textOf(folder, 'world.yaml') ?? '')),
    plan: textOf(folder, 'plan.yaml'),
    reply: textOf(folder, 'reply.txt'),
  };
}

function textOf(folder: string, file: string): string | null {
  const path = join(folder, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}
