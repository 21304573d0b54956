import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClock } from '../../src/threads/clock.ts';
import { DAY, MINUTE } from '../../src/core/instant.ts';
import { type DemoWorld, startDemoWorld } from '../../src/demo/demo-world.ts';
import { eventually } from '../e2e/deadline.ts';
import { ADMIN_NL, ANNA, BEN, KIM, subscribe } from '../e2e/invented-people.ts';

const YEARS = 10 * 365 * DAY;

let world: DemoWorld;
const clock = createClock();

const record = {
  tld: 'nl',
  status: 'active',
  manager: 'A registry',
  admin: { name: 'Manager', email: ADMIN_NL },
} as const;

/** As of whatever time it is when it is looked at: nothing counts as later than that. */
const FRESH = { ...record, asOf: '2090-01-01T00:00:00Z' };

beforeEach(async () => {
  clock.ahead = 0;
  world = await startDemoWorld({
    iana: [record],
    domains: { 'nic.example': { dmarc: 'reject' } },
    clock,
  });
});

afterEach(() => world.close());

const outbox = () => world.service.workplace.store.outbox();
const tried = (attempts: number) =>
  eventually(async () => (await outbox()).every((entry) => entry.attempts >= attempts), `attempt ${attempts}`);
const isReady = async () => (await fetch(`http://${world.service.web}/ready`)).status;
const changed = (number: number) =>
  world.play({ from: 'anna.visser@nic.example', text: `UPDATE\nPhone: +31 6 1234000${number}` });

describe('a clock that was ten years ahead and is set right', () => {
  it('leaves no letter behind in that time', async () => {
    clock.ahead = YEARS;
    world.sink.mood('defer');
    expect(await world.play({ from: ADMIN_NL, text: 'HELP' })).toMatch(/ info$/u);
    await tried(1);
    clock.ahead = 0;
    world.sink.mood('take');
    // The schedule looks when it starts, and once a minute.
    await world.restart();
    expect((await world.sink.mail(() => true)).envelope.to).toEqual([ADMIN_NL]);
  });

  it('does not hold the changes of that time against those who write now', async () => {
    clock.ahead = YEARS;
    await world.publishIana([FRESH]);
    expect(await world.play({ from: ADMIN_NL, text: subscribe('nl', ANNA, BEN) })).toMatch(/ applied$/u);
    for (const number of [1, 2, 3, 4]) expect(await changed(number)).toMatch(/ applied$/u);
    expect(await changed(5)).toMatch(/ held$/u);
    clock.ahead = 0;
    await world.publishIana([record]);
    expect(await changed(6)).toMatch(/ applied$/u);
    expect((await world.service.workplace.store.verifyAudit()).brokenAt).toBeNull();
  });

  it('does not take what IANA said then for fresh', async () => {
    clock.ahead = YEARS;
    await world.publishIana([FRESH]);
    expect(await world.play({ from: ADMIN_NL, text: subscribe('nl', ANNA, BEN) })).toMatch(/ applied$/u);
    clock.ahead = 0;
    await world.publishIana([]);
    expect(await world.play({ from: ADMIN_NL, text: 'REMOVE .nl ben.bakker@nic.example' })).toMatch(/ held$/u);
    expect(await isReady()).toBe(503);
    await world.publishIana([record]);
    expect(await world.play({ from: ADMIN_NL, text: 'STATUS .nl' })).toMatch(/ info$/u);
    expect(await isReady()).toBe(200);
  });
});

describe('a clock that jumps ahead', () => {
  it('does not cost a letter its tries', async () => {
    world.sink.mood('defer');
    expect(await world.play({ from: ADMIN_NL, text: 'HELP' })).toMatch(/ info$/u);
    await tried(1);
    clock.ahead = 6 * DAY;
    await tried(2);
    world.sink.mood('take');
    clock.ahead += 5 * MINUTE;
    expect((await world.sink.mail(() => true)).envelope.to).toEqual([ADMIN_NL]);
    expect((await outbox()).map(({ to }) => to)).not.toContain(KIM);
  });

  it('for a day makes signed mail worth a confirmation, and no more than that', async () => {
    const raw = (await world.compose({ from: ADMIN_NL, text: subscribe('nl', ANNA, BEN) })).toString('utf8');
    clock.ahead = 4 * DAY;
    expect(await world.play({ from: ADMIN_NL, text: '', raw, signed: false })).toMatch(/ confirm$/u);
  });
});
