import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect } from 'vitest';
import type { Roster } from '../../src/core/roster.ts';
import { startDemoWorld, type DemoWorld } from '../../src/demo/demo-world.ts';
import { connectSmtp } from '../../src/demo/smtp-client.ts';
import type { DnsZone } from '../../src/demo/dns-server.ts';
import type { OutboxEntry } from '../../src/store/port.ts';

// The running program and an attacker at its door. After every mail the invariants are looked at.

export const ADMIN = 'hostmaster@nic-nl.example';
/** Its domain publishes neither DMARC nor SPF: nothing proves its mail, nothing disproves it. */
export const BARE_ADMIN = 'director@bare.example';
export const MALLORY = 'mallory@evil.example';
export const ANNA = 'anna@nic-nl.example';
const KIM = 'kim@tld-ops.example';
const FRIEND = 'friend@friend.example';

/** Far more than anything takes here, on a machine however busy; what grows without bounds takes longer. */
const MOST_BLOCKED_MS = 10_000;

const TWO_CONTACTS = `SUBSCRIBE .nl
Name: Anna Croes
Email: ${ANNA}
Phone: +31 6 41414141

Name: Luis Tromp
Email: luis@nic-nl.example
Phone: +31 6 42424242`;

export type Siege = {
  readonly world: DemoWorld;
  /** Octets as they are, from an address of the loopback that no SPF record names unless told. */
  send(
    raw: Uint8Array | string,
    envelope?: { readonly mailFrom?: string; readonly to?: string; readonly ip?: string },
  ): Promise<string>;
  rosters(): Promise<readonly Pick<Roster, 'tld' | 'contacts'>[]>;
  outbox(): Promise<readonly OutboxEntry[]>;
  /** Plays the attack twice and looks at the invariants; what was queued by it, and the first reply. */
  withstands(
    attack: () => Promise<string>,
    again?: () => Promise<string>,
  ): Promise<{ readonly reply: string; readonly mails: readonly OutboxEntry[] }>;
  close(): Promise<void>;
};

export async function laySiege(zone: DnsZone = {}, dnsTimeout?: string): Promise<Siege> {
  const world = await startDemoWorld({
    iana: [
      { tld: 'nl', status: 'active', manager: 'A registry', admin: { name: 'Manager', email: ADMIN } },
      { tld: 'br', status: 'active', manager: 'Another', admin: { name: 'Director', email: BARE_ADMIN } },
    ],
    domains: {
      'nic-nl.example': { dmarc: 'reject' },
      'evil.nic-nl.example': { dmarc: 'none' },
      'evil.example': { dmarc: 'none' },
      'friend.example': { dmarc: 'reject' },
    },
    zone,
    ...(dnsTimeout === undefined ? {} : { dnsTimeout }),
  });
  const { store } = world.service.workplace;
  expect(await world.play({ from: ADMIN, text: TWO_CONTACTS })).toMatch(/^250 .* applied$/u);
  const rosters = async (): ReturnType<Siege['rosters']> =>
    (await store.rosters()).map(({ tld, contacts }) => ({ tld, contacts }));

  const siege: Siege = {
    world,
    async send(raw, { mailFrom = MALLORY, to = world.mailbox, ip = '127.0.0.2' } = {}) {
      const client = await connectSmtp(world.service.smtp, 'mx.evil.example', ip);
      const octets = typeof raw === 'string' ? Buffer.from(raw, 'utf8') : raw;
      const reply = await client.send({ mailFrom, recipients: [to] }, octets).catch((error: unknown) => String(error));
      await client.quit();
      return reply;
    },
    rosters,
    outbox: () => store.outbox(),
    async withstands(attack, again = attack) {
      const before = { rosters: await rosters(), outbox: (await store.outbox()).length, audit: await ownEntries() };
      const delay = monitorEventLoopDelay({ resolution: 10 });
      delay.enable();
      const reply = await attack();
      const mails = (await store.outbox()).slice(before.outbox);
      const entries = (await ownEntries()) - before.audit;
      await again();
      delay.disable();
      expect(await rosters(), 'the roster').toEqual(before.rosters);
      expect(entries, 'entries about the mail').toBe(/^(?:250|550 5\.[67])/u.test(reply) ? 1 : 0);
      const after = (await store.outbox()).slice(before.outbox);
      expect(
        after.length,
        `mail for the same octets again: ${after.map(({ to, kind }) => `${kind} to ${to}`).join()}`,
      ).toBe(mails.length);
      expect(delay.max / 1e6, 'milliseconds without a look at other clients').toBeLessThan(MOST_BLOCKED_MS);
      for (const mail of mails) harmless(mail);
      expect(await world.play({ from: FRIEND, text: 'HELP' }), 'the next good mail').toMatch(/^250 2\.0\.0 \S+ info$/u);
      expect((await store.verifyAudit()).brokenAt).toBeNull();
      return { reply, mails };
    },
    close: () => world.close(),
  };

  async function ownEntries(): Promise<number> {
    return (await store.audit({})).filter(({ kind }) => kind.startsWith('mail-') && kind !== 'mail-suppressed').length;
  }
  return siege;
}

const ON_FILE = [ADMIN, BARE_ADMIN, ANNA, 'luis@nic-nl.example', KIM];

function harmless(mail: OutboxEntry): void {
  const proved = /@(?:evil\.example|evil\.nic-nl\.example|friend\.example)$/u.test(mail.to);
  expect(proved || ON_FILE.includes(mail.to), `${mail.kind} to ${mail.to}`).toBe(true);
  if (!ON_FILE.includes(mail.to)) expect(`${mail.subject}\n${mail.text}`).not.toMatch(/Croes|Tromp|41414141|42424242/u);
  expect(mail.autoSubmitted).toMatch(/^auto-(?:replied|generated)$/u);
  expect(`${mail.subject}${mail.text}`).not.toMatch(
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200b]|<script|https?:\/\/evil/u,
  );
  expect(mail.subject).not.toContain('\n');
}

let written = 0;

/** A mail with CRLF line ends; the given header lines first, then what a mail needs and they lack. */
export function rawMail(headers: readonly string[], body: string): string {
  written += 1;
  const usual = [
    `To: tld-ops-admin@tld-ops.example`,
    'Subject: contacts',
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${written}.${process.pid}@evil.example>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
  ].filter(
    (line) => !headers.some((own) => own.toLowerCase().startsWith(line.slice(0, line.indexOf(':') + 1).toLowerCase())),
  );
  return [...headers, ...usual, '', ...body.split('\n'), ''].join('\r\n');
}
