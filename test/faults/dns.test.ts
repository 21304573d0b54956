import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClock } from '../../src/threads/clock.ts';
import { HOUR, MINUTE } from '../../src/core/instant.ts';
import { type DemoWorld, startDemoWorld } from '../../src/demo/demo-world.ts';
import { ianaRecord } from '../e2e/invented-people.ts';

/** One for each test: what the DNS said once is remembered for a minute. */
const REGISTRIES = ['nl', 'br', 'fi', 'se', 'at', 'no'] as const;
type Tld = (typeof REGISTRIES)[number];
const adminOf = (tld: Tld): string => `admin@nic-${tld}.example`;
const list = (tld: Tld): string =>
  `SUBSCRIBE .${tld}\nName: Anna Visser\nEmail: anna@nic-${tld}.example\nPhone: +31 6 12345678`;

let world: DemoWorld;
const clock = createClock();

beforeAll(async () => {
  world = await startDemoWorld({
    iana: REGISTRIES.map((tld) => ianaRecord(tld, adminOf(tld))),
    domains: Object.fromEntries(REGISTRIES.map((tld) => [`nic-${tld}.example`, { dmarc: 'reject' }])),
    clock,
    dnsTimeout: '2s',
  });
});

afterAll(() => world.close());

/** A server that keeps its mail and sends the same octets again. */
async function sender(tld: Tld): Promise<() => Promise<string>> {
  const [from, text] = [adminOf(tld), list(tld)];
  const raw = (await world.compose({ from, text })).toString('utf8');
  return () => world.play({ from, text: '', raw, signed: false });
}

const failing = (tld: Tld, node: 'servfail' | 'silent') => ({
  ...world.dns.zone(),
  ...Object.fromEntries(['', '_dmarc.', 's1._domainkey.'].map((prefix) => [`${prefix}nic-${tld}.example`, node])),
});

describe('DNS in trouble', () => {
  it.each([
    ['servfail', 'nl'],
    ['silent', 'br'],
  ] as const)('(%s) puts a mail off; it is taken once when the DNS is back', async (node, tld) => {
    const whole = world.dns.zone();
    const send = await sender(tld);
    world.dns.serve(failing(tld, node));
    expect(await send()).toMatch(/^451 4\.4\.3 /u);
    clock.ahead += 20 * MINUTE;
    expect(await send()).toMatch(/^451 4\.4\.3 /u);
    // Whose names can be asked for is taken meanwhile.
    expect(await world.play({ from: adminOf('no'), text: 'HELP' })).toMatch(/ info$/u);
    world.dns.serve(whole);
    expect(await send()).toMatch(/ applied$/u);
    const rosters = await world.service.workplace.store.rosters();
    expect(rosters.filter((roster) => roster.tld === tld).map(({ revision }) => revision)).toEqual([1]);
  });

  it('for more than four hours gives the mail of an Admin Contact to the Secretariat', async () => {
    const whole = world.dns.zone();
    const send = await sender('fi');
    world.dns.serve(failing('fi', 'servfail'));
    expect(await send()).toMatch(/^451 4\.4\.3 /u);
    clock.ahead += 4 * HOUR + MINUTE;
    expect(await send()).toMatch(/ held$/u);
    expect(await send()).toMatch(/ duplicate$/u);
    world.dns.serve(whole);
  });

  it('that is slow, but in time, puts nothing off', async () => {
    world.dns.delay(100);
    expect(await world.play({ from: adminOf('se'), text: list('se') })).toMatch(/ applied$/u);
    world.dns.delay(0);
  });

  it('that is too slow puts mail off until it is quicker', async () => {
    const send = await sender('at');
    world.dns.delay(10_000);
    expect(await send()).toMatch(/^451 4\.4\.3 /u);
    world.dns.delay(0);
    expect(await send()).toMatch(/ applied$/u);
  });
});
