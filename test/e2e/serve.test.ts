import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readdirSync, readFileSync } from 'node:fs';
import { authenticate } from 'mailauth';
import { startSurroundings, type Surroundings } from '../../src/demo/surroundings.ts';
import { type Serving, serving, tldops } from './child-program.ts';
import { ADMIN_NL, ANNA, BEN, DOMAINS, IANA, subscribe } from './invented-people.ts';
import { type Inbox, inboxOf, refIn } from './inbox.ts';
import { connectSmtp } from '../../src/demo/smtp-client.ts';
import { Resolver } from 'node:dns/promises';

let world: Surroundings;
let program: Serving;
let inbox: Inbox;

beforeAll(async () => {
  world = await startSurroundings({ iana: IANA, domains: DOMAINS });
  inbox = inboxOf(world.sink);
  program = await serving(world.settingsFile);
});

afterAll(async () => {
  await program.end('SIGKILL').catch(() => null);
  await world.close();
});

const cli = (...args: readonly string[]): ReturnType<typeof tldops> =>
  tldops([...args, '--config', world.settingsFile]);

describe('tldops serve', () => {
  it('says on its first line that names it ready where it really listens', () => {
    expect(program.ready).toMatchObject({ event: 'ready' });
    for (const address of [program.smtp, program.web]) {
      expect(address).toMatch(/^127\.0\.0\.1:[1-9]\d*$/u);
    }
  });

  it('takes a signed SUBSCRIBE, and another process sees the roster while it serves', async () => {
    const messageId = '<first-request@nic.example>';
    const raw = [
      `From: Registry Manager <${ADMIN_NL}>`,
      `To: ${world.mailbox}`,
      'Subject: our contacts',
      `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
      `Message-ID: ${messageId}`,
      'References: <older@nic.example>',
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      '',
      ...subscribe('nl', ANNA, BEN).split('\n'),
      '',
    ].join('\r\n');
    const reply = await world.playTo(program.smtp, { from: ADMIN_NL, text: '', raw });
    expect(reply).toMatch(/^250 2\.0\.0 \d{4}-\d{6} applied$/u);

    const shown = await cli('roster', 'show', 'nl', '--json');
    expect(shown).toMatchObject({ status: 0, stderr: '' });
    const moment = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u);
    expect(shown.json()).toEqual({
      tld: 'nl',
      revision: 1,
      contacts: [
        {
          rank: 1,
          name: 'Anna Visser',
          email: 'anna.visser@nic.example',
          secondaryEmail: null,
          phone: '+31612345678',
          since: moment,
          confirmedAt: moment,
        },
        {
          rank: 2,
          name: 'Ben Bakker',
          email: 'ben.bakker@nic.example',
          secondaryEmail: null,
          phone: '+31687654321',
          since: moment,
          confirmedAt: moment,
        },
      ],
    });

    const answer = await inbox.next(ADMIN_NL, 'applied');
    expect(answer.subject).toBe(`[TLD-OPS ${refIn(reply)}] .nl SUBSCRIBE applied: our contacts`);
    expect(answer.headers.get('from')).toBe(`"TLD-OPS Administration" <${world.mailbox}>`);
    expect(answer.headers.get('to')).toContain(ADMIN_NL);
    expect(answer.headers.get('auto-submitted')).toBe('auto-replied');
    expect(answer.headers.get('in-reply-to')).toBe(messageId);
    expect(answer.headers.get('references')).toBe(`<older@nic.example> ${messageId}`);
    expect(answer.headers.get('message-id')).toMatch(/^<[^<>\s]+@tld-ops\.example>$/u);
    expect(answer.headers.get('x-tldops-ref')).toBe(refIn(reply));
    expect(answer.headers.get('x-tldops-result')).toBe('applied');
    expect(answer.headers.get('x-tldops-rules')).toContain('admin-signed');
    expect(answer.headers.has('reply-to')).toBe(false);
    expect(answer.envelope.to).toEqual([ADMIN_NL]);
    expect(answer.envelope.from).toMatch(/^tld-ops-admin\+[^@]+@tld-ops\.example$/u);
    const longest = Math.max(
      ...answer.text
        .split('\n')
        .filter((line) => !line.includes('https://'))
        .map((line) => line.length),
    );
    expect(longest).toBeLessThanOrEqual(72);
  });

  it.skipIf(process.platform !== 'linux')('gives its threads names that the system shows', () => {
    const tasks = `/proc/${program.pid}/task`;
    const names = readdirSync(tasks).map((task) => readFileSync(`${tasks}/${task}/comm`, 'utf8').trim());
    expect(names).toEqual(expect.arrayContaining(['proof', 'reading', 'delivery']));
  });

  it('signs what it sends, and signs From, To, Subject and Date once more than they occur', async () => {
    const [mail] = world.sink.mails;
    if (mail === undefined) throw new Error('nothing was sent');
    const [host = '', port = ''] = world.dns.address.split(':');
    const resolver = new Resolver();
    resolver.setServers([`${host}:${port}`]);
    const found = await authenticate(mail.raw, {
      ip: '127.0.0.1',
      helo: 'mx.tld-ops.example',
      sender: mail.envelope.from,
      resolver: async (name, type) => {
        if (type !== 'TXT') return [];
        return resolver.resolveTxt(name);
      },
    });
    const results = found.dkim.results.map(({ status, signingDomain }) => [status.result, signingDomain]);
    expect(results).toEqual([['pass', 'tld-ops.example']]);
    const signed = (mail.headers.get('dkim-signature') ?? '').replaceAll(/\s/gu, '');
    const names = (/;h=([^;]+)/u.exec(signed)?.[1] ?? '').toLowerCase().split(':');
    for (const name of ['from', 'to', 'subject', 'date']) expect(names.filter((one) => one === name)).toHaveLength(2);
  });

  it('welcomes the new contacts with a mail that is automatic and has no request to follow', async () => {
    const welcome = await inbox.next('anna.visser@nic.example', 'notice');
    expect(welcome.headers.get('auto-submitted')).toBe('auto-generated');
    expect(welcome.headers.has('in-reply-to')).toBe(false);
    await inbox.next('ben.bakker@nic.example', 'notice');
    expect(inbox.untaken()).toEqual([]);
  });

  it('shows its health, readiness, metrics and the public page without personal data', async () => {
    const page = async (path: string): Promise<{ status: number; type: string; text: string; policy: string }> => {
      const response = await fetch(`http://${program.web}${path}`);
      return {
        status: response.status,
        type: response.headers.get('content-type') ?? '',
        policy: response.headers.get('content-security-policy') ?? '',
        text: await response.text(),
      };
    };
    expect(await page('/health')).toMatchObject({ status: 200 });
    expect(await page('/ready')).toMatchObject({ status: 200 });
    const metrics = await page('/metrics');
    expect(metrics.type).toContain('text/plain');
    expect(metrics.text).toContain('tldops_mails_total{verdict="applied"} 1');
    const home = await page('/');
    expect(home).toMatchObject({ status: 200 });
    expect(home.type).toContain('text/html');
    expect(home.policy).toContain("default-src 'none'");
    for (const told of [home.text, metrics.text]) {
      for (const personal of ['Anna', 'visser', 'nic.example', '31612345678']) expect(told).not.toContain(personal);
    }
  });

  it('keeps names, addresses and bodies out of its log, whose every line is JSON', () => {
    const log = program.lines().map((line) => JSON.stringify(line));
    expect(log.length).toBeGreaterThan(2);
    for (const line of log) {
      for (const personal of ['Anna', 'anna.visser@', 'hostmaster@', '31612345678'])
        expect(line).not.toContain(personal);
    }
    expect(program.stderr()).toBe('');
  });

  it('on SIGTERM says 421 to those who wait, ends with 0 within ten seconds, and comes up again with everything', async () => {
    const idle = await connectSmtp(program.smtp);
    const began = Date.now();
    const status = await program.end('SIGTERM');
    expect(status).toBe(0);
    expect(Date.now() - began).toBeLessThan(10_000);
    expect(await idle.command('NOOP')).toMatch(/^421 4\.3\.2 /u);
    await idle.quit();
    expect(program.lines().at(-1)).toMatchObject({ event: 'stopped' });

    program = await serving(world.settingsFile);
    const shown = await cli('roster', 'show', '.NL', '--json');
    expect(shown.json()).toMatchObject({ revision: 1 });
    expect(await program.end('SIGINT')).toBe(0);
    const verified = await cli('audit', 'verify', '--json');
    expect(verified).toMatchObject({ status: 0 });
    expect(verified.json()).toMatchObject({ ok: true, brokenAt: null });
  });
});
