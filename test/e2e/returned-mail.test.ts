import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClock } from '../../src/threads/clock.ts';
import { DAY } from '../../src/core/instant.ts';
import { type DemoWorld, startDemoWorld } from '../../src/demo/demo-world.ts';
import { tldopsHere } from './child-program.ts';
import { type Inbox, inboxOf, type ReadMail, replyTo } from './inbox.ts';
import { ADMIN_NL, ianaRecord, KIM } from './invented-people.ts';
import { deliveryReport } from '../support/delivery-report.ts';

const ANNA = 'anna.visser@nic.example';
const ANNA_HOME = 'anna@home.example';
const BEN = 'ben.bakker@nic.example';
const ROSTER = [
  {
    tld: 'nl',
    contacts: [
      { rank: 1, name: 'Anna Visser', email: ANNA, secondaryEmail: ANNA_HOME, phone: '+31612345678' },
      { rank: 2, name: 'Ben Bakker', email: BEN, secondaryEmail: null, phone: '+31687654321' },
    ],
  },
];

let folder = '';
let world: DemoWorld;
let inbox: Inbox;
const clock = createClock();

beforeEach(async () => {
  clock.ahead = 0;
  folder = await mkdtemp(join(tmpdir(), 'tldops-returned-'));
  await writeFile(join(folder, 'roster.json'), JSON.stringify(ROSTER));
  world = await startDemoWorld({
    iana: [ianaRecord('nl', ADMIN_NL)],
    domains: {
      'nic.example': { dmarc: 'reject' },
      'home.example': { dmarc: 'reject' },
      'tld-ops.example': { dmarc: 'reject' },
    },
    clock,
    // Whatever day it is: no month begins within the days that pass here.
    moreSettings: `schedule: { monthly: "${((new Date().getUTCDate() + 20) % 28) + 1} 06:00", weekly: "mon 06:00" }`,
  });
  inbox = inboxOf(world.sink);
  await done('roster', 'import', join(folder, 'roster.json'), '--apply');
  // So that a week later there is nothing new to tell everybody.
  await done('notify', '--kind', 'weekly');
  for (const to of [ANNA, ANNA_HOME, BEN]) await inbox.next(to, 'notice');
});

afterEach(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (...args: readonly string[]) => tldopsHere([...args, '--config', world.settingsFile]);

async function done(...args: readonly string[]): Promise<void> {
  const { status, stderr } = await run(...args);
  if (status !== 0) throw new Error(stderr);
}

async function daysPass(days: number): Promise<void> {
  clock.ahead += days * DAY;
  await world.restart();
}

/** A mail of ours to her. */
async function written(to = ANNA): Promise<ReadMail> {
  await world.play({ from: to, text: 'STATUS .nl' });
  return inbox.next(to, 'info');
}

const notification = (status: string, action?: string): string => deliveryReport(ANNA, status, action);

/** From anywhere, unsigned and without a sender, as bounces come. */
function bounce(to: string, raw = notification('5.1.1'), mailFrom = ''): Promise<string> {
  return world.play({
    from: 'mx@elsewhere.example',
    mailFrom,
    to,
    text: '',
    raw,
    signed: false,
    clientIp: '127.0.0.9',
  });
}

/** The next mail to the Secretariat about the case. */
async function caseNews(ref: string, words = ''): Promise<ReadMail> {
  for (;;) {
    const mail = await inbox.next(KIM, 'notice');
    if (mail.ref === ref && mail.text.includes(words)) return mail;
  }
}

async function health(): Promise<unknown> {
  const shown = (await run('roster', 'show', 'nl', '--json')).json();
  return typeof shown === 'object' && shown !== null && 'health' in shown ? shown.health : null;
}

describe('a mail that comes back', () => {
  it('counts once, whoever brings it, where it comes to the envelope sender of that very mail', async () => {
    const mail = await written();
    expect(await bounce(mail.envelope.from)).toBe('250 2.0.0 discarded');
    expect(await bounce(mail.envelope.from)).toBe('250 2.0.0 discarded');
    expect(await health()).toMatchObject([{ address: ANNA, bounces: 1, status: '5.1.1', brokenSince: null }]);
    const other = await written();
    expect(other.envelope.from).not.toBe(mail.envelope.from);
    await bounce(other.envelope.from);
    expect(await health()).toMatchObject([{ address: ANNA, bounces: 2 }]);
    expect(inbox.untaken()).toEqual([]);
    expect((await written()).text).toContain(`mail to ${ANNA} comes back since`);
  });

  it('does not count with a guessed address, a reference or the id of the mail', async () => {
    const mail = await written();
    const plainFrom = notification('5.1.1').replace(' (Mail Delivery System)', '');
    const [id = ''] = /\d{4}-\d{6}-\d+/u.exec(mail.headers.get('message-id') ?? '') ?? [];
    for (const detail of [`bounce-${id}`, `bounce-${mail.ref}`, `bounce-${'0'.repeat(32)}`, 'bounce']) {
      expect(await bounce(`tld-ops-admin+${detail}@tld-ops.example`, plainFrom)).toBe('250 2.0.0 discarded');
    }
    expect(await bounce('tld-ops-admin@tld-ops.example', plainFrom)).toBe('250 2.0.0 discarded');
    expect(await health()).toBeNull();
  });

  it('does not count where it is a vacation reply, a success or a month old', async () => {
    const mail = await written();
    const vacation = [
      `From: ${ANNA}`,
      'Subject: I am away',
      'Auto-Submitted: auto-replied',
      '',
      'Away until 550 or 5.1.1.',
      '',
    ].join('\r\n');
    await bounce(mail.envelope.from, vacation);
    await bounce(mail.envelope.from, notification('2.0.0', 'delivered'));
    await bounce(mail.envelope.from, notification('5.1.1', 'relayed'));
    expect(await health()).toBeNull();
    clock.ahead += 31 * DAY;
    await bounce(mail.envelope.from);
    expect(await health()).toBeNull();
  });

  it('is only noted where the mailbox is full or the mail is late', async () => {
    const mail = await written();
    await bounce(mail.envelope.from, notification('4.4.1', 'delayed'));
    await bounce((await written()).envelope.from, notification('5.2.2'));
    expect(await health()).toMatchObject([{ bounces: 2, failingSince: null, status: '5.2.2' }]);
    await daysPass(3);
    await bounce(mail.envelope.from);
    expect(await health()).toMatchObject([{ bounces: 3, probedAt: null, status: '5.1.1' }]);
  });

  it('leads to a probe; where that comes back too, those who may know are asked, and the Secretariat is told', async () => {
    await bounce((await written()).envelope.from);
    await daysPass(0.9);
    expect(inbox.untaken()).toEqual([]);
    await daysPass(0.2);
    const probe = await inbox.next(ANNA, 'notice');
    expect(probe.subject).toContain('Does this address work?');
    await bounce(probe.envelope.from);
    await daysPass(0.1);
    const own = await inbox.next(ANNA_HOME, 'notice');
    const fellow = await inbox.next(BEN, 'notice');
    const admin = await inbox.next(ADMIN_NL, 'notice');
    let secretariat = await inbox.next(KIM, 'notice');
    // Where it is Monday, the list of what waits may come first.
    while (secretariat.subject.includes('Waiting')) secretariat = await inbox.next(KIM, 'notice');
    expect(own.text).toContain('UPDATE\nEmail:\n');
    expect(fellow.text).toContain(`| Anna Visser, ${ANNA}, .nl`);
    expect(fellow.text).not.toContain('CONTACTS .nl');
    expect(admin.text).toContain('CONTACTS .nl\nName: Anna Visser');
    expect(secretariat.text).toContain('hxxps:');
    for (const { text } of [own, fellow, admin]) expect(text).not.toContain('evil');
    const { ref } = secretariat;
    expect((await run('held', 'list', '--json')).json()).toMatchObject([
      { ref, state: 'open', kind: 'address', from: ANNA, tlds: ['nl'], commands: [], rules: [] },
    ]);
    expect((await run('held', 'show', ref)).stdout).toContain('550 no such user');
    expect(await run('held', 'discard', ref)).toMatchObject({ status: 1, stderr: expect.stringContaining('address') });
    await daysPass(3);
    expect(inbox.untaken().filter((mail) => !mail.startsWith(KIM))).toEqual([]);
    expect(await health()).toMatchObject([{ address: ANNA, brokenSince: expect.any(String) }]);

    // A question, and a word that does not fit, decide nothing.
    for (const text of ['Who is that?', 'DISCARD', 'REFUSE']) {
      expect(await world.play({ from: KIM, to: replyTo(secretariat), text })).toMatch(/ info$/u);
      expect((await caseNews(ref)).text).toContain('Your answer decided nothing.');
    }
    await world.play({ from: KIM, to: replyTo(secretariat), text: 'ASSIGN' });
    expect((await caseNews(ref)).text).toContain('takes care of this case');
    expect((await run('held', 'list', '--json')).json()).toMatchObject([{ ref, state: 'open', assignee: KIM }]);

    await world.play({
      from: ADMIN_NL,
      text: 'REPLACE .nl anna.visser@nic.example\nName: Anna Visser\nEmail: a.visser@nic.example\nPhone: +31 6 12345678',
    });
    expect(await health()).toBeNull();
    await daysPass(0.1);
    expect((await caseNews(ref, 'Closed by itself')).text).toContain('Nobody has to do anything.');
    expect((await run('held', 'list', '--json')).json()).toMatchObject([{ ref, state: 'expired' }]);
  });

  it('is a case that the Secretariat ends by an answer: the address is right', async () => {
    await bounce((await written()).envelope.from);
    await daysPass(1.1);
    await bounce((await inbox.next(ANNA, 'notice')).envelope.from);
    await daysPass(0.1);
    let told = await inbox.next(KIM, 'notice');
    while (!told.subject.includes('does not work')) told = await inbox.next(KIM, 'notice');
    expect(told.subject).toContain(ANNA);
    const word = { from: KIM, to: replyTo(told), text: 'REFUSE I phoned her; her server was down.' };
    expect(await world.play({ ...word, from: BEN })).not.toMatch(/ info$/u);
    expect(await health()).toMatchObject([{ address: ANNA }]);
    expect(await world.play(word)).toMatch(/ info$/u);
    expect((await caseNews(told.ref)).text).toContain('I phoned her');
    expect(await health()).toBeNull();
    expect((await run('held', 'list', '--json')).json()).toMatchObject([{ ref: told.ref, state: 'refused' }]);
    await world.play({ ...word, text: 'APPROVE' });
    expect((await caseNews(told.ref)).text).toContain('somebody decided this case before');
    expect((await run('audit', 'verify')).status).toBe(0);
  });

  it('is forgotten when the probe does not come back, or is answered', async () => {
    await bounce((await written()).envelope.from);
    await daysPass(1.1);
    const probe = await inbox.next(ANNA, 'notice');
    expect(await health()).toMatchObject([{ probedAt: expect.any(String) }]);
    expect(await world.play({ from: ANNA, to: replyTo(probe), text: 'OK' })).toMatch(/ info$/u);
    await inbox.next(ANNA, 'info');
    expect(await health()).toBeNull();
    await bounce((await written()).envelope.from);
    await daysPass(1.1);
    await inbox.next(ANNA, 'notice');
    await daysPass(7.1);
    expect(await health()).toBeNull();
    expect(inbox.untaken()).toEqual([]);
  });
});
