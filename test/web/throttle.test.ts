import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { instantOf, MINUTE } from '../../src/core/instant.ts';
import { createSessions } from '../../src/web/sign-in/sessions.ts';
import { createSignIn, type SignIn, type SignInOutcome } from '../../src/web/sign-in/sign-in.ts';
import { type DeskWorld, PASSWORD, type Person, startDeskWorld } from './desk-world.ts';

let world: DeskWorld;
let kim: Person;
let signIn: SignIn;
let ahead: number;
beforeEach(async () => {
  world = await startDeskWorld();
  ahead = 0;
  kim = await world.addPerson('kim@tld-ops.example', 'Kim', 'reviewer');
  const { store, clock } = world.service.workplace;
  const later = () => instantOf(Date.parse(clock()) + ahead);
  signIn = createSignIn(store.desk, createSessions(store.desk, later), later);
});
afterEach(() => world.close());

const guess = (from: string, email = kim.email, browser: string | null = null): Promise<SignInOutcome> =>
  signIn({ email, password: 'a guess', code: '000000', browser }, from);

/** With the right password and a new code. */
const rightly = (from: string, browser: string | null = null): Promise<SignInOutcome> =>
  signIn({ email: kim.email, password: PASSWORD, code: kim.code(), browser }, from);

async function markOf(outcome: Promise<SignInOutcome>): Promise<string> {
  const signedIn = await outcome;
  if (!signedIn.ok) throw new Error(signedIn.why);
  return signedIn.browser;
}

const REFUSED = { ok: false, why: 'too-often' };

/** Five wrong tries from each of four networks. */
async function attack(): Promise<void> {
  for (const network of ['192.0.2.1', '198.51.100.1', '2001:db8:1::1', '2001:db8:2::1']) {
    for (let tries = 0; tries < 5; tries += 1) expect(await guess(network)).toEqual({ ok: false, why: 'wrong' });
  }
}

describe('guessing', () => {
  test('stops after five tries from one network, and after twenty from all of them', async () => {
    for (let tries = 0; tries < 5; tries += 1) await guess('192.0.2.1');
    expect([await guess('192.0.2.1'), await rightly('192.0.2.1')]).toEqual([REFUSED, REFUSED]);
    expect(await guess('198.51.100.1')).toEqual({ ok: false, why: 'wrong' });
    ahead += 16 * MINUTE;
    await attack();
    expect(await guess('203.0.113.9')).toEqual(REFUSED);
    ahead += 16 * MINUTE;
    expect(await guess('203.0.113.9')).toEqual({ ok: false, why: 'wrong' });
  });

  test('does not go on from another address of the same /64', async () => {
    for (let tries = 0; tries < 5; tries += 1) await guess(`2001:db8:7:7::${tries}`);
    expect(await guess('2001:db8:7:7:ffff::1')).toEqual(REFUSED);
    expect(await guess('2001:db8:7:8::1')).toEqual({ ok: false, why: 'wrong' });
  });

  test('locks out no browser with which the person signed in before, whatever network it is in now', async () => {
    const browser = await markOf(rightly('203.0.113.1'));
    await attack();
    expect(await rightly('203.0.113.2')).toEqual(REFUSED);
    expect((await rightly('192.0.2.1', browser)).ok).toBe(true);
  });

  test('has five tries with a stolen mark of a browser, and none with that of somebody else or a made-up one', async () => {
    const browser = await markOf(rightly('203.0.113.1'));
    for (let tries = 0; tries < 5; tries += 1) await guess('203.0.113.3', kim.email, browser);
    expect(await guess('203.0.113.4', kim.email, browser)).toEqual(REFUSED);
    const max = await world.addPerson('max@tld-ops.example', 'Max', 'reviewer');
    await attack();
    const [day = '', name = ''] = browser.split('.');
    for (const mark of [`${day}.${name}.${'A'.repeat(43)}`, `${Number(day) + 1}${browser.slice(day.length)}`, 'x']) {
      expect(await guess('203.0.113.5', kim.email, mark)).toEqual(REFUSED);
    }
    for (let tries = 0; tries < 5; tries += 1) await guess('203.0.113.6', max.email, browser);
    expect(await guess('203.0.113.6', max.email, browser)).toEqual(REFUSED);
  });

  test('counts a browser that nobody used for half a year as a stranger', async () => {
    const browser = await markOf(rightly('203.0.113.1'));
    ahead += 182 * 24 * 60 * MINUTE;
    await attack();
    expect(await guess('203.0.113.5', kim.email, browser)).toEqual(REFUSED);
  });
});

test('a flood of tries for other people neither makes us forget the tries for one nor keeps a known browser waiting', async () => {
  const browser = await markOf(rightly('203.0.113.1'));
  for (let tries = 0; tries < 5; tries += 1) await guess('192.0.2.1');
  const flood = Array.from({ length: 10_100 }, (_, n) => guess(`2001:db8:${n}::1`, `nobody${n}@elsewhere.example`));
  expect((await rightly('203.0.113.1', browser)).ok).toBe(true);
  const outcomes = await Promise.all(flood);
  expect(outcomes.filter((outcome) => !outcome.ok && outcome.why === 'busy').length).toBeGreaterThan(10_000);
  expect(await guess('192.0.2.1')).toEqual(REFUSED);
});
