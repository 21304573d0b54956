import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type DemoWorld, startDemoWorld } from '../../src/demo/demo-world.ts';
import { connectSmtp } from '../../src/demo/smtp-client.ts';
import { inboxOf } from '../e2e/inbox.ts';
import { ADMIN_NL, ANNA, BEN, ianaRecord, subscribe } from '../e2e/invented-people.ts';
import { freePort, type Postfix, startPostfix, WHY_NO_POSTFIX } from './postfix.ts';

// SPF of relayed.example names this client.
const RIGHT = '127.0.0.7';
const WRONG = '127.0.0.8';
const BOSS = 'boss@relayed.example';
const PATIENCE = { timeout: 40_000, interval: 100 };

describe.skipIf(WHY_NO_POSTFIX !== null)('behind the queue of a real Postfix, with LMTP', () => {
  let world: DemoWorld;
  let postfix: Postfix;

  beforeAll(async () => {
    world = await startDemoWorld({
      iana: [ianaRecord('nl', ADMIN_NL)],
      domains: { 'nic.example': { dmarc: 'reject' } },
      zone: {
        'relayed.example': { TXT: [`v=spf1 ip4:${RIGHT} -all`] },
        '_dmarc.relayed.example': { TXT: ['v=DMARC1; p=reject'] },
      },
      smtp: 'protocol: lmtp, behind_queue: true, trusted_relays: ["127.0.0.1"]',
    });
    postfix = await startPostfix({
      smtp: await freePort(),
      submission: await freePort(),
      tldops: world.service.smtp,
      relay: world.sink.url.replace('smtp://', ''),
      place: 'behind-queue',
    });
  });

  afterAll(async () => {
    await postfix.stop();
    await world.close();
  });

  test('a signed mail is applied and answered, with the client as Postfix saw it', async () => {
    expect(await world.playTo(postfix.smtp, { from: ADMIN_NL, text: subscribe('nl', ANNA, BEN) })).toMatch(/^250 /u);
    await inboxOf(world.sink).next(ADMIN_NL, 'applied');
    expect(await world.playTo(postfix.smtp, { from: BOSS, text: 'HELP', signed: false, clientIp: RIGHT })).toMatch(
      /^250 /u,
    );
    await inboxOf(world.sink).next(BOSS, 'info');
  });

  test('a forged mail is taken by Postfix, refused by us, and nobody is written to, not by Postfix either', async () => {
    const { store } = world.service.workplace;
    const before = world.sink.mails.length;
    await world.playTo(postfix.smtp, { from: BOSS, text: 'WHO', signed: false, clientIp: WRONG });
    await vi.waitFor(async () => {
      expect((await store.audit({})).filter(({ kind }) => kind === 'mail-refused')).toHaveLength(1);
    }, PATIENCE);
    await vi.waitFor(
      async () => expect(await postfix.log()).toMatch(/status=sent \(250 2\.0\.0 taken and refused/u),
      PATIENCE,
    );
    expect(world.sink.mails.length).toBe(before);
    expect(await postfix.log()).not.toMatch(/sender non-delivery notification|status=bounced/u);
  });

  test('an unknown mailbox and a mail that is too large are refused by Postfix while the sender is on the line', async () => {
    const nobody = { from: ADMIN_NL, text: 'HELP', to: 'nobody@tld-ops.example' };
    expect(await world.playTo(postfix.smtp, nobody)).toMatch(/^550 5\.1\.1 /u);
    const client = await connectSmtp(postfix.smtp);
    expect(await client.command(`MAIL FROM:<${ADMIN_NL}> SIZE=10485761`)).toMatch(/^552 5\.3\.4 /u);
    await client.quit();
  });

  // The last line is the table that stands in for a recipient_delimiter.
  const documented = readFileSync(new URL('../../docs/postfix/behind-queue.master.cf', import.meta.url), 'utf8');
  const lines = [...documented.matchAll(/^# {3}(.*)$/gmu)].map(([, line = '']) => line);
  const names = lines.slice(
    lines.findIndex((line) => line.startsWith('relay_recipient_maps')),
    -1,
  );
  const [table = ''] = lines.slice(-1);
  test.each([
    ['by the lines that are documented', names.join('\n')],
    [
      'without a recipient_delimiter',
      names
        .filter((line) => !line.startsWith('recipient_delimiter'))
        .join('\n')
        .replace('\nmessage', () => `\n${table}\nrecipient_delimiter =\nmessage`),
    ],
  ])('the names of this domain are known to Postfix, and other domains keep their mail, %s', async (_how, instead) => {
    const shared = await startPostfix({
      smtp: await freePort(),
      submission: await freePort(),
      tldops: world.service.smtp,
      relay: world.sink.url.replace('smtp://', ''),
      place: 'behind-queue',
      instead: `relay_domains = tld-ops.example, other.example\n${instead}`,
    });
    try {
      const client = await connectSmtp(shared.smtp);
      await client.command(`MAIL FROM:<${ADMIN_NL}>`);
      for (const [to, reply] of [
        ['tld-ops-admin@tld-ops.example', /^250 /u],
        ['tld-ops-admin+2026-000001@tld-ops.example', /^250 /u],
        ['abuse@tld-ops.example', /^250 /u],
        ['nobody@tld-ops.example', /^550 5\.1\.1 /u],
        ['anybody@other.example', /^250 /u],
        ['anybody@third.example', /^554 5\.7\.1 /u],
      ] as const)
        expect(await client.command(`RCPT TO:<${to}>`), to).toMatch(reply);
      await client.quit();
      const before = world.sink.mails.length;
      await world.playTo(shared.smtp, { from: ADMIN_NL, text: 'to another domain', to: 'anybody@other.example' });
      await vi.waitFor(() => {
        expect(world.sink.mails.slice(before).map(({ envelope }) => envelope.to)).toEqual([['anybody@other.example']]);
      }, PATIENCE);
    } finally {
      await shared.stop();
    }
  });

  test('where Postfix is not told so, both are taken and thrown away, and nobody is written to', async () => {
    const careless = await startPostfix({
      smtp: await freePort(),
      submission: await freePort(),
      tldops: world.service.smtp,
      relay: world.sink.url.replace('smtp://', ''),
      place: 'behind-queue',
      instead: 'relay_recipient_maps =\nmessage_size_limit = 20000000',
    });
    try {
      const before = world.sink.mails.length;
      const nobody = { from: ADMIN_NL, text: 'HELP', to: 'nobody@tld-ops.example' };
      expect(await world.playTo(careless.smtp, nobody)).toMatch(/^250 /u);
      // Names that smtp-server does not read, from a sender that it does not read, either.
      const odd = ['"a b"', '"a>b"', 'a:b', 'a..b', '@other.example:c'];
      for (const name of odd) {
        const mail = { ...nobody, from: 'a..b@nic.example', to: `${name}@tld-ops.example` };
        expect(await world.playTo(careless.smtp, mail), name).toMatch(/^250 /u);
      }
      const large = { from: ADMIN_NL, text: `HELP\n${'so much text\n'.repeat(900_000)}` };
      expect(await world.playTo(careless.smtp, large)).toMatch(/^250 /u);
      await vi.waitFor(async () => {
        const log = await careless.log();
        expect([...log.matchAll(/status=sent \(250 2\.0\.0 discarded: there is no such mailbox here/gu)]).toHaveLength(
          odd.length + 1,
        );
        expect(log).toContain('status=sent (250 2.0.0 discarded: larger than 10485760 octets');
      }, PATIENCE);
      expect(await careless.log()).not.toMatch(/sender non-delivery notification|status=bounced/u);
      expect(world.sink.mails.length).toBe(before);
    } finally {
      await careless.stop();
    }
  });
});
