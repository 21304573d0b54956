import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClock } from '../../src/threads/clock.ts';
import { DAY } from '../../src/core/instant.ts';
import { type DemoWorld, startDemoWorld } from '../../src/demo/demo-world.ts';
import { tldopsHere } from './child-program.ts';
import { type Inbox, inboxOf, quoted, replyTo } from './inbox.ts';
import { ADMIN_BR, ADMIN_NL, ianaRecord } from './invented-people.ts';

const ANNA = 'anna.visser@nic.example';
const BEN = 'ben.bakker@nic.example';
const person = (rank: number, name: string, email: string) => ({
  rank,
  name,
  email,
  secondaryEmail: null,
  phone: '+31612345678',
});
const ROSTER = [
  { tld: 'nl', contacts: [person(1, 'Anna Visser', ANNA), person(2, 'Ben Bakker', BEN)] },
  { tld: 'br', contacts: [person(1, 'Anna Visser', ANNA)] },
];

let folder = '';
let world: DemoWorld;
let inbox: Inbox;
const clock = createClock();

beforeEach(async () => {
  clock.ahead = 0;
  folder = await mkdtemp(join(tmpdir(), 'tldops-still-right-'));
  await writeFile(join(folder, 'roster.json'), JSON.stringify(ROSTER));
  world = await startDemoWorld({
    iana: [ianaRecord('nl', ADMIN_NL), ianaRecord('br', ADMIN_BR)],
    domains: { 'nic.example': { dmarc: 'reject' }, 'registry.example': { dmarc: 'reject' } },
    clock,
    // No list in between.
    moreSettings: 'schedule: { monthly: "1 00:00", weekly: "mon 00:00" }',
  });
  inbox = inboxOf(world.sink);
  const { status, stderr } = await run('roster', 'import', join(folder, 'roster.json'), '--apply');
  if (status !== 0) throw new Error(stderr);
});

afterEach(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (...args: readonly string[]) => tldopsHere([...args, '--config', world.settingsFile]);

async function daysPass(days: number): Promise<void> {
  clock.ahead += days * DAY;
  await world.restart();
}

/** Questions that were written, by receiver; the monthly list is another matter. */
async function questions(): Promise<readonly string[]> {
  const written = await world.service.workplace.store.outbox();
  return written
    .filter(({ kind }) => kind === 'question')
    .map(({ to, subject }) => `${to}: ${subject.replace(/^\[.*?\] /u, '')}`);
}

async function question(to: string) {
  for (;;) {
    const mail = await inbox.next(to, 'notice');
    if (/still right\?/u.test(mail.subject)) return mail;
  }
}

async function ageOf(email: string): Promise<readonly number[]> {
  const rosters = await world.service.workplace.store.rosters();
  const entries = rosters.flatMap(({ contacts }) => contacts.filter((contact) => contact.email === email));
  return entries.map(({ confirmedAt }) => Math.round((Date.now() + clock.ahead - Date.parse(confirmedAt)) / DAY));
}

const MINE = 'Is your entry on the TLD-OPS list still right? (.br and .nl)';

describe('every six months', () => {
  it('each person is asked once, in one mail for all ccTLDs, and OK confirms the entries', async () => {
    await daysPass(182);
    expect(await questions()).toEqual([]);
    await daysPass(1.1);
    await daysPass(0.1);
    expect(await questions()).toEqual([
      `${ANNA}: ${MINE}`,
      `${BEN}: Is your entry on the TLD-OPS list still right? (.nl)`,
    ]);
    const mail = await question(ANNA);
    expect(mail.text).toContain(`| "Anna Visser, #1, .nl, +31 6 12345678" ${ANNA}`);
    expect(mail.text).not.toContain('Ben Bakker');
    expect(await world.play({ from: ANNA, to: replyTo(mail), text: `OK\n\n${quoted(mail)}` })).toMatch(/ info$/u);
    expect((await inbox.next(ANNA, 'info')).text).toContain('noted as still right');
    expect(await ageOf(ANNA)).toEqual([0, 0]);
    expect(await ageOf(BEN)).toEqual([183]);
    await world.play({ from: BEN, text: 'STATUS .nl' });
    expect((await inbox.next(BEN, 'info')).text).toContain('please confirm it again');
    await daysPass(14.1);
    expect((await questions()).slice(2)).toEqual([
      `${BEN}: Please answer: is your entry on the TLD-OPS list still right? (.nl)`,
    ]);
  });

  it('is asked again three times, then the others, then the Admin Contact; a reader without a sender address answers, too', async () => {
    await daysPass(183.1);
    const mail = await question(ANNA);
    await world.play({ from: BEN, to: replyTo(await question(BEN)), text: 'OK' });
    for (let round = 0; round < 3; round += 1) await daysPass(14.1);
    expect((await questions()).slice(2)).toHaveLength(3);
    await daysPass(14.1);
    expect((await questions()).slice(5)).toEqual([`${BEN}: .nl: is this security contact still right?`]);
    await daysPass(14.1);
    await daysPass(14.1);
    expect((await questions()).slice(6).toSorted()).toEqual([
      `${ADMIN_BR}: .br: is this security contact still right?`,
      `${ADMIN_NL}: .nl: is this security contact still right?`,
    ]);
    expect(
      await world.play({ from: 'assistant@elsewhere.example', to: replyTo(mail), text: 'OK', signed: false }),
    ).toMatch(/ info$/u);
    expect(await ageOf(ANNA)).toEqual([0, 0]);
    await daysPass(60);
    expect((await questions()).slice(8)).toEqual([]);
  });

  it('who was not asked yet, and who did not answer, is seen as stale', async () => {
    const confirmedAt = new Date(Date.now() - 200 * DAY).toISOString();
    const contacts = [person(1, 'Clara Souza', 'clara.souza@registry.example')];
    const roster = [{ tld: 'br', contacts: contacts.map((one) => ({ ...one, confirmedAt })) }];
    await writeFile(join(folder, 'old.json'), JSON.stringify(roster));
    await run('roster', 'import', join(folder, 'old.json'), '--apply');
    expect((await run('roster', 'show', 'br')).stdout).toContain('stale: not confirmed for too long');
    expect((await run('roster', 'show', 'br', '--json')).json()).toMatchObject({
      stale: ['clara.souza@registry.example'],
    });
    expect((await run('roster', 'show', 'nl', '--json')).json()).not.toHaveProperty('stale');
    expect((await run('stats', '--format', 'json')).json()).toMatchObject({
      stale: { contacts: 1, tlds: ['br'] },
      bouncing: { contacts: 0 },
    });
    await daysPass(0.1);
    const mail = await question('clara.souza@registry.example');
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
  });

  it.each([
    ['a signed UPDATE that changes nothing', ANNA, 'UPDATE\nPhone: +31 6 12345678'],
    ['OK in a new mail', ANNA, 'OK'],
  ])('%s confirms as well', async (_what, from, text) => {
    await daysPass(183.1);
    await question(ANNA);
    expect(await world.play({ from, text })).toMatch(/^250 /u);
    expect(await ageOf(ANNA)).toEqual([0, 0]);
    await daysPass(14.1);
    expect((await questions()).filter((one) => one.startsWith(ANNA))).toHaveLength(1);
  });

  it('nobody confirms for somebody else', async () => {
    await daysPass(183.1);
    const mail = await question(BEN);
    await world.play({ from: ANNA, to: replyTo(mail), text: 'OK' });
    expect(await ageOf(ANNA)).toEqual([183, 183]);
    await world.play({ from: ANNA, text: 'OK', signed: false, clientIp: '127.0.0.9' });
    expect(await ageOf(ANNA)).toEqual([183, 183]);
  });
});
