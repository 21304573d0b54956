import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../src/core/instant.ts';
import { type DemoWorld, startDemoWorld } from '../../src/demo/demo-world.ts';
import { ADMIN_BR, ADMIN_NL, ANNA, BEN, ianaRecord, subscribe } from '../e2e/invented-people.ts';

let world: DemoWorld;
let ahead = 0;

beforeEach(async () => {
  ahead = 0;
  world = await startDemoWorld({
    iana: [ianaRecord('nl', ADMIN_NL), ianaRecord('br', ADMIN_BR)],
    domains: { 'nic.example': { dmarc: 'reject' }, 'registry.example': { dmarc: 'reject' } },
    now: () => new Date(Date.now() + ahead),
  });
});

afterEach(() => world.close());

/** A server that keeps its mail and sends the same octets again. */
async function sender(from: string, text: string): Promise<() => Promise<string>> {
  const raw = (await world.compose({ from, text })).toString('utf8');
  return () => world.play({ from, text: '', raw, signed: false });
}

const zoneOf = (node: 'servfail' | 'silent') =>
  Object.fromEntries(['nic.example', '_dmarc.nic.example', 's1._domainkey.nic.example'].map((name) => [name, node]));

describe('DNS in trouble', () => {
  it.each(['servfail', 'silent'] as const)(
    '(%s) puts a mail off; it is taken once when the DNS is back',
    async (node) => {
      const whole = world.dns.zone();
      const send = await sender(ADMIN_NL, subscribe('nl', ANNA, BEN));
      world.dns.serve({ ...whole, ...zoneOf(node) });
      expect(await send()).toMatch(/^451 4\.4\.3 /u);
      ahead += 20 * MINUTE;
      expect(await send()).toMatch(/^451 4\.4\.3 /u);
      // Whose names can be asked for is taken meanwhile.
      expect(await world.play({ from: ADMIN_BR, text: 'HELP' })).toMatch(/ info$/u);
      world.dns.serve(whole);
      expect(await send()).toMatch(/ applied$/u);
      expect((await world.service.workplace.store.rosters()).map(({ revision }) => revision)).toEqual([1]);
    },
  );

  it('for more than four hours gives the mail of an Admin Contact to the Secretariat', async () => {
    const send = await sender(ADMIN_NL, subscribe('nl', ANNA, BEN));
    world.dns.serve({ ...world.dns.zone(), ...zoneOf('servfail') });
    expect(await send()).toMatch(/^451 4\.4\.3 /u);
    ahead += 4 * HOUR + MINUTE;
    expect(await send()).toMatch(/ held$/u);
    expect(await send()).toMatch(/ duplicate$/u);
  });

  it('that is slow, but in time, puts nothing off', async () => {
    world.dns.delay(100);
    expect(await world.play({ from: ADMIN_NL, text: subscribe('nl', ANNA, BEN) })).toMatch(/ applied$/u);
  });

  it('that is too slow puts mail off until it is quicker', async () => {
    const send = await sender(ADMIN_NL, subscribe('nl', ANNA, BEN));
    world.dns.delay(10_000);
    expect(await send()).toMatch(/^451 4\.4\.3 /u);
    world.dns.delay(0);
    expect(await send()).toMatch(/ applied$/u);
  });
});
