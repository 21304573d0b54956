import { fileURLToPath } from 'node:url';
import { createTransport } from 'nodemailer';
import { afterEach, describe, expect, it } from 'vitest';
import { type DemoWorld, startDemoWorld } from '../../src/demo/demo-world.ts';
import { connectSmtp, type SmtpClient } from '../../src/demo/smtp-client.ts';
import { inboxOf } from './inbox.ts';
import { ADMIN_NL, ANNA, BEN, ianaRecord, subscribe } from './invented-people.ts';

const CERT = fileURLToPath(new URL('../../fixtures/smtp/loopback-cert.pem', import.meta.url));
const KEY = fileURLToPath(new URL('../../fixtures/smtp/loopback-key.pem', import.meta.url));

let world: DemoWorld | null = null;

afterEach(async () => {
  await world?.close();
  world = null;
});

async function worldWith(smtp: string): Promise<DemoWorld> {
  world = await startDemoWorld({
    iana: [ianaRecord('nl', ADMIN_NL)],
    domains: { 'nic.example': { dmarc: 'reject' } },
    zone: {
      'relayed.example': { TXT: ['v=spf1 ip4:192.0.2.7 -all'] },
      '_dmarc.relayed.example': { TXT: ['v=DMARC1; p=reject'] },
    },
    smtp,
  });
  return world;
}

/** One mail over LMTP, with the answer of its only recipient. */
async function overLmtp(place: DemoWorld, from: string, text: string, signed: boolean): Promise<string> {
  const client = await connectSmtp(place.service.smtp, 'front.tld-ops.example', undefined, 'LHLO');
  const raw = await place.compose({ from, text, signed });
  const reply = await client.send({ mailFrom: from, recipients: [place.mailbox] }, raw);
  await client.quit();
  return reply;
}

async function rosterSize({ service }: DemoWorld): Promise<number> {
  return (await service.workplace.store.rosters()).flatMap(({ contacts }) => contacts).length;
}

describe('behind a queue, with LMTP', () => {
  it('takes what it refuses with 250 and answers it to nobody; what is good works as ever', async () => {
    const place = await worldWith('protocol: lmtp, behind_queue: true, trusted_relays: ["127.0.0.1"]');
    const client = await connectSmtp(place.service.smtp, 'front.tld-ops.example', undefined, 'LHLO');
    // SPF of the domain names this address, so the forger comes from another one.
    await client.command('XFORWARD ADDR=192.0.2.66 HELO=evil.example');
    const forged = await place.compose({ from: ADMIN_NL, text: 'REMOVE .nl ALL', signed: false });
    expect(await client.send({ mailFrom: ADMIN_NL, recipients: [place.mailbox] }, forged)).toMatch(/^250 2\.0\.0 /u);
    const stranger = await place.compose({ from: 'x@unproved.example', text: 'WHO', signed: false });
    expect(await client.send({ mailFrom: 'x@unproved.example', recipients: [place.mailbox] }, stranger)).toMatch(
      /^250 2\.0\.0 /u,
    );
    const twoFrom = Buffer.from('From: a@nic.example\r\nFrom: b@nic.example\r\nSubject: x\r\n\r\nHELP\r\n');
    expect(await client.send({ mailFrom: 'a@nic.example', recipients: [place.mailbox] }, twoFrom)).toMatch(
      /^250 2\.0\.0 /u,
    );
    await client.quit();
    expect(await overLmtp(place, ADMIN_NL, subscribe('nl', ANNA, BEN), true)).toMatch(/^250 2\.0\.0 \S+ applied$/u);
    await inboxOf(place.sink).next(ADMIN_NL, 'applied');
    expect(await rosterSize(place)).toBe(2);
    const written = new Set(place.sink.mails.flatMap(({ envelope }) => envelope.to));
    expect(written).not.toContain('x@unproved.example');
    expect(place.sink.mails.filter(({ headers }) => headers.get('x-tldops-result') === 'refused')).toEqual([]);
    const audit = await place.service.workplace.store.audit({});
    expect(audit.filter(({ kind }) => kind === 'mail-refused')).toHaveLength(3);
  });

  it('throws away with 250 what is for nobody here, or too large; nothing is decided or answered, nothing relayed', async () => {
    const place = await worldWith('protocol: lmtp, behind_queue: true, max_bytes: 64 KiB');
    const client = await connectSmtp(place.service.smtp, 'front.tld-ops.example', undefined, 'LHLO');
    const raw = await place.compose({ from: ADMIN_NL, text: subscribe('nl', ANNA, BEN) });
    const toNobody = { mailFrom: ADMIN_NL, recipients: ['tld-ops-admim@tld-ops.example'] };
    expect(await client.send(toNobody, raw)).toMatch(/^250 2\.0\.0 discarded/u);
    const large = await place.compose({ from: ADMIN_NL, text: `HELP\n${'so much text\n'.repeat(10_000)}` });
    expect(await client.send({ mailFrom: ADMIN_NL, recipients: [place.mailbox] }, large)).toMatch(
      /^250 2\.0\.0 discarded/u,
    );
    await client.command(`MAIL FROM:<${ADMIN_NL}>`);
    expect(await client.command('RCPT TO:<someone@other.example>')).toMatch(/^550 5\.1\.1 /u);
    await client.quit();
    expect(await rosterSize(place)).toBe(0);
    expect(place.sink.mails).toEqual([]);
  });
});

describe('behind Postfix, before its queue', () => {
  async function help(client: SmtpClient, place: DemoWorld): Promise<string> {
    const raw = await place.compose({ from: 'boss@relayed.example', text: 'HELP', signed: false });
    return client.send({ mailFrom: 'boss@relayed.example', recipients: [place.mailbox] }, raw);
  }

  it('believes the address that a trusted relay forwards, for one transaction', async () => {
    const place = await worldWith('trusted_relays: ["127.0.0.1"]');
    const client = await connectSmtp(place.service.smtp);
    expect(await help(client, place)).toMatch(/^550 5\.7\.26 /u);
    expect(await client.command('XFORWARD ADDR=192.0.2.7 HELO=mx.relayed.example')).toMatch(/^250 /u);
    expect(await help(client, place)).toMatch(/^250 2\.0\.0 \S+ info$/u);
    await client.command('XFORWARD ADDR=192.0.2.8 HELO=mx.relayed.example');
    expect(await help(client, place)).toMatch(/^550 5\.7\.26 /u);
    await client.quit();
  });

  it('lets nobody else forward anything', async () => {
    const place = await worldWith('trusted_relays: ["192.0.2.1"]');
    const client = await connectSmtp(place.service.smtp);
    expect(await client.command('XFORWARD ADDR=192.0.2.7 HELO=mx.relayed.example')).toMatch(/^5/u);
    expect(await help(client, place)).toMatch(/^550 5\.7\.26 /u);
    await client.quit();
  });
});

describe('STARTTLS', () => {
  it('is offered with a certificate, and a mail that comes through it is handled like any other', async () => {
    const place = await worldWith(`tls: { cert: ${JSON.stringify(CERT)}, key: ${JSON.stringify(KEY)} }`);
    const [host = '', port = ''] = place.service.smtp.split(':');
    const transport = createTransport({
      host,
      port: Number(port),
      requireTLS: true,
      tls: { rejectUnauthorized: false },
    });
    const raw = await place.compose({ from: ADMIN_NL, text: subscribe('nl', ANNA, BEN) });
    const sent = await transport.sendMail({ envelope: { from: ADMIN_NL, to: place.mailbox }, raw });
    transport.close();
    expect(sent.response).toMatch(/^250 2\.0\.0 \S+ applied$/u);
    expect(await rosterSize(place)).toBe(2);
  });

  it('is not offered without one', async () => {
    const place = await worldWith('max_connections: 20');
    const client = await connectSmtp(place.service.smtp);
    expect(await client.command('EHLO again.example')).not.toContain('STARTTLS');
    expect(await client.command('STARTTLS')).toMatch(/^5/u);
    await client.quit();
  });
});
