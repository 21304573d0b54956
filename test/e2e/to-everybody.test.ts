import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DemoWorld, startDemoWorld } from '../../src/demo/demo-world.ts';
import { tldopsHere } from './child-program.ts';
import { type Inbox, inboxOf, quoted, type ReadMail, replyTo } from './inbox.ts';
import { ADMIN_NL, ianaRecord } from './invented-people.ts';

const ANA = 'ana.silva@registro.example';
const ANA_HOME = 'ana@home.example';
const ROSTER = [
  {
    tld: 'br',
    contacts: [
      { rank: 1, name: 'Ana Silva', email: ANA, secondaryEmail: ANA_HOME, phone: '+551155093500' },
      { rank: 2, name: '=cmd|"x"', email: 'bo@registro.example', secondaryEmail: null, phone: '+551155093501' },
    ],
  },
  {
    tld: 'xn--p1ai',
    contacts: [
      { rank: 1, name: 'Иван Петров', email: 'ivan@cctld.example', secondaryEmail: null, phone: '+74951234567' },
    ],
  },
];

let folder = '';
let world: DemoWorld;
let inbox: Inbox;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tldops-everybody-'));
  await writeFile(join(folder, 'roster.json'), JSON.stringify(ROSTER));
  world = await startDemoWorld({
    iana: [ianaRecord('nl', ADMIN_NL)],
    domains: { 'registro.example': { dmarc: 'reject' } },
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

async function filesOf(mail: ReadMail): Promise<ReadonlyMap<string, string>> {
  const { attachments } = await simpleParser(mail.raw);
  return new Map(
    attachments.map(({ filename, content }) => [(filename ?? '').replace(/\d{4}-\d\d-\d\d/u, 'DAY'), String(content)]),
  );
}

describe('the list', () => {
  it('arrives at every proved address, one mail each, and not a second time', async () => {
    const dry = await run('notify', '--kind', 'monthly', '--dry-run', '--json');
    expect(dry.json()).toMatchObject({
      recipients: 4,
      dryRun: true,
      alreadySent: false,
      mail: { attachments: [{}, {}, {}, {}] },
    });
    expect(inbox.untaken()).toEqual([]);
    expect((await run('notify', '--kind', 'monthly', '--json')).json()).toMatchObject({
      outcome: 'sent',
      recipients: 4,
    });
    const mail = await inbox.next(ANA_HOME, 'notice');
    for (const other of [ANA, 'bo@registro.example', 'ivan@cctld.example']) await inbox.next(other, 'notice');
    expect(mail.envelope.from).toMatch(/^tld-ops-admin\+bounce-[0-9a-f]{32}@/u);
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail.headers.has('reply-to')).toBe(false);
    expect(mail.text).toContain('"Иван Петров, #1, .рф, +7 495 123 45 67" ivan@cctld.example');
    expect(await run('notify', '--kind', 'monthly')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('--again'),
    });
    expect((await run('notify', '--kind', 'weekly', '--json')).json()).toMatchObject({
      outcome: 'unchanged',
      mail: null,
    });
    expect(inbox.untaken()).toEqual([]);
  });

  it('is answered to WHO with files that can be used at once', async () => {
    expect(await world.play({ from: ANA, text: 'WHO' })).toMatch(/ info$/u);
    const mail = await inbox.next(ANA, 'info');
    expect((await run('audit', mail.ref, '--json')).json()).toMatchObject([
      { kind: 'mail-accepted', actor: ANA, details: { commands: ['WHO'], queries: ['WHO'] } },
    ]);
    expect(mail.text).toContain('"Ana Silva, #1, .br, ');
    const files = await filesOf(mail);
    expect([...files.keys()]).toEqual([
      'tld-ops-contacts-DAY.html',
      'tld-ops-contacts-DAY.vcf',
      'tld-ops-contacts-DAY.csv',
      'tld-ops-contacts-DAY-outlook.vcf',
    ]);
    expect(files.get('tld-ops-contacts-DAY.csv')).toContain(`"'=cmd|""x""",bo@registro.example`);
    expect(files.get('tld-ops-contacts-DAY.html')).toContain('<td>=cmd|&quot;x&quot;');
    expect(files.get('tld-ops-contacts-DAY.vcf')?.split('\r\n').slice(0, 2)).toEqual(['BEGIN:VCARD', 'VERSION:4.0']);
    expect(files.get('tld-ops-contacts-DAY-outlook.vcf')).toContain('VERSION:3.0\r\n');
  });
});

describe('the figures', () => {
  it('are those of the documented JSON', async () => {
    const figures = (await run('stats', '--json')).json();
    expect(figures).toMatchObject({
      at: expect.stringMatching(/Z$/u),
      rows: expect.arrayContaining([
        expect.objectContaining({ kind: 'ascii', region: 'LAC', members: 1 }),
        expect.objectContaining({ kind: 'idn', region: 'EU', members: 1 }),
      ]),
      missing: expect.arrayContaining(['nl']),
      contacts: 3,
    });
    expect((await run('stats', '--at', '2020-01-01', '--json')).json()).toMatchObject({
      totals: { all: { members: 0 } },
    });
    expect((await run('report', '--since', '2020-01-01')).stdout).toContain(
      'Joined: Brazil (.br), Russian Federation (.рф)',
    );
    expect(await run('stats', '--at', 'tomorrow')).toMatchObject({ status: 2 });
    expect(await run('stats', '--at', '2090-01-01')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--at 2090-01-01 is yet to come'),
    });
    expect(await run('report', '--since', '2090-01-01')).toMatchObject({ status: 2 });
    const today = new Date().toISOString().slice(0, 10);
    expect((await run('stats', '--at', today, '--json')).json()).toMatchObject({ contacts: 3 });
    expect(await run('audit', '2020-000001')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('There is no 2020-000001'),
    });
    expect(await run('audit', 'de')).toMatchObject({ status: 0, stdout: 'Nothing is on record.\n' });
  });
});

describe('an invitation', () => {
  it('goes to the Admin Contact once', async () => {
    expect((await run('invite', '--dry-run', '--json')).json()).toMatchObject({ invited: [{ tlds: ['nl'] }] });
    expect((await run('invite', 'nl', '--json')).json()).toMatchObject({
      invited: [{ tlds: ['nl'], mail: { to: ADMIN_NL } }],
    });
    const mail = await inbox.next(ADMIN_NL, 'notice');
    expect(mail.text).toContain('SUBSCRIBE .nl\nName:\n');
    expect((await run('invite', 'nl', '--json')).json()).toMatchObject({
      invited: [],
      skipped: [{ why: 'invited-lately' }],
    });
    expect((await run('invite', '--list', '--json')).json()).toMatchObject([{ tld: 'nl', result: 'open', times: 1 }]);
  });

  it('is declined by a word in an answer, by whoever got it, until a person takes that back', async () => {
    await run('invite', 'nl');
    const mail = await inbox.next(ADMIN_NL, 'notice');
    expect(mail.headers.get('list-unsubscribe')).toBe(`<mailto:${replyTo(mail)}?subject=NO%20THANKS>`);
    const assistant = 'assistant@plain.example';
    const text = `No thanks.\n\n${quoted(mail)}`;
    expect(await world.play({ from: assistant, to: replyTo(mail), subject: `Re: ${mail.subject}`, text })).toMatch(
      / info$/u,
    );
    const answer = await inbox.next(ADMIN_NL, 'info');
    expect(answer.text).toMatch(/^We will not invite \.nl again\.\n/u);
    expect((await run('invite', '--list', '--json')).json()).toMatchObject([
      { tld: 'nl', result: 'declined', declinedBy: ADMIN_NL },
    ]);
    expect((await run('invite', 'nl', '--json')).json()).toMatchObject({ invited: [], skipped: [{ why: 'declined' }] });
    expect((await run('audit', 'nl', '--json')).json()).toContainEqual(
      expect.objectContaining({ kind: 'invitations-declined', actor: assistant, details: { invited: ADMIN_NL } }),
    );
    expect(await run('invite', '--reopen', 'nl')).toMatchObject({ status: 0 });
    expect((await run('invite', '--list', '--json')).json()).toMatchObject([{ tld: 'nl', result: 'open' }]);
  });

  it('is declined by nobody else', async () => {
    await run('invite', 'nl');
    await inbox.next(ADMIN_NL, 'notice');
    expect(await world.play({ from: 'eve@registro.example', text: 'NO THANKS' })).toMatch(/ refused$/u);
    expect(await world.play({ from: ADMIN_NL, signed: false, text: 'NO THANKS' })).toMatch(/ held$/u);
    expect((await run('invite', '--list', '--json')).json()).toMatchObject([{ tld: 'nl', result: 'open' }]);
  });
});
