import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Service, startService } from '../../src/cli/service.ts';
import { loadSettings } from '../../src/config/settings-loader.ts';
import { connectSmtp } from '../../src/demo/smtp-client.ts';
import { startSurroundings, type Surroundings } from '../../src/demo/surroundings.ts';
import type { LogEvent } from '../../src/ops/events.ts';
import { type Inbox, inboxOf } from '../e2e/inbox.ts';
import { ADMIN_NL, ANNA, BEN, ianaRecord, subscribe } from '../e2e/invented-people.ts';
import { freePort, type Postfix, startPostfix, WHY_NO_POSTFIX } from './postfix.ts';

if (WHY_NO_POSTFIX !== null) {
  process.stdout.write(`SKIPPED: ${WHY_NO_POSTFIX}, so tldops was not tried behind a real one\n`);
}

// SPF of relayed.example names this client, and neither Postfix nor any other.
const RIGHT = '127.0.0.7';
const WRONG = '127.0.0.8';
const BOSS = 'boss@relayed.example';
const PATIENCE = { timeout: 20_000, interval: 100 };

describe.skipIf(WHY_NO_POSTFIX !== null)('behind a real Postfix, before its queue', () => {
  let world: Surroundings;
  let service: Service;
  let postfix: Postfix;
  let inbox: Inbox;
  const events: LogEvent[] = [];

  beforeAll(async () => {
    world = await startSurroundings({
      iana: [ianaRecord('nl', ADMIN_NL)],
      domains: { 'nic.example': { dmarc: 'reject' } },
      zone: {
        'relayed.example': { TXT: [`v=spf1 ip4:${RIGHT} -all`] },
        '_dmarc.relayed.example': { TXT: ['v=DMARC1; p=reject'] },
        'dark.example': 'servfail',
        '_dmarc.dark.example': 'servfail',
      },
      smtp: 'trusted_relays: ["127.0.0.1"]',
    });
    inbox = inboxOf(world.sink);
    const [smtp, submission] = [await freePort(), await freePort()];
    const relay = world.sink.url.replace('smtp://', '');
    const text = await readFile(world.settingsFile, 'utf8');
    await writeFile(world.settingsFile, text.replace(relay, `127.0.0.1:${submission}`));
    const loaded = loadSettings(world.settingsFile, {});
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
    service = await startService(loaded.settings, (event) => events.push(event));
    postfix = await startPostfix({ smtp, submission, tldops: service.smtp, relay, place: 'before-queue' });
  });

  afterAll(async () => {
    await postfix.stop();
    await service.stop();
    await world.close();
  });

  function help(clientIp: string, from = BOSS): Promise<string> {
    return world.playTo(postfix.smtp, { from, text: 'HELP', signed: false, clientIp });
  }

  test('a signed mail goes through octet for octet, is applied in the session, and its answer leaves through Postfix', async () => {
    const reply = await world.playTo(postfix.smtp, { from: ADMIN_NL, text: subscribe('nl', ANNA, BEN) });
    expect(reply).toMatch(/^250 2\.0\.0 \d{4}-\d{6} applied$/u);
    const answer = await inbox.next(ADMIN_NL, 'applied');
    expect(answer.text).toContain('Anna Visser');
    expect(answer.raw.toString('latin1')).toContain('by mx.tld-ops.example (Postfix)');
    expect(answer.envelope.from).toMatch(/\+bounce-[0-9a-f]{32}@tld-ops\.example$/u);
  });

  test('the client that is judged is the one that Postfix talks to', async () => {
    expect(await help(RIGHT)).toMatch(/^250 2\.0\.0 \S+ info$/u);
    await inbox.next(BOSS, 'info');
  });

  test('a refusal comes back inside the session of the client, with the sentence of the rule', async () => {
    expect(await help(WRONG)).toMatch(/^550 5\.7\.2[0-9] \S+ /u);
  });

  test('where the DNS does not answer, the client hears 451 and keeps the mail', async () => {
    expect(await help(RIGHT, 'who@dark.example')).toMatch(/^451 4\.4\.3 /u);
  });

  test('a mailbox that is none of ours is refused to the client, and nothing is relayed', async () => {
    const client = await connectSmtp(postfix.smtp, 'mx.relayed.example', RIGHT);
    await client.command(`MAIL FROM:<${BOSS}>`);
    expect(await client.command('RCPT TO:<someone@tld-ops.example>')).toMatch(/^550 5\.1\.1 /u);
    expect(await client.command('RCPT TO:<victim@elsewhere.example>')).toMatch(/^[45]54 /u);
    await client.quit();
  });

  test('two mails of one session are each judged by themselves', async () => {
    const client = await connectSmtp(postfix.smtp, 'mx.relayed.example', RIGHT);
    const raw = (from: string) => world.compose({ from, text: 'HELP', signed: false });
    expect(await client.send({ mailFrom: BOSS, recipients: [world.mailbox] }, await raw(BOSS))).toMatch(/^250 /u);
    const eve = 'eve@nic.example';
    expect(await client.send({ mailFrom: eve, recipients: [world.mailbox] }, await raw(eve))).toMatch(/^550 5\.7\./u);
    await client.quit();
  });

  test('while tldops is stopped the client hears 4xx, and afterwards all goes on', async () => {
    // The port is kept for the second start.
    const { settings } = service.workplace;
    const port = Number(service.smtp.split(':')[1]);
    await service.stop();
    expect(await help(RIGHT)).toMatch(/^4\d\d /u);
    const same = { ...settings, smtp: { ...settings.smtp, listen: { host: '127.0.0.1', port } } };
    service = await startService(same, (event) => events.push(event));
    expect(await help(RIGHT)).toMatch(/^250 2\.0\.0 \S+ info$/u);
  });

  test('a letter that the world refuses comes back from Postfix, and is counted for its address', async () => {
    world.sink.mood('reject-recipient');
    expect(await help(RIGHT)).toMatch(/^250 2\.0\.0 \S+ info$/u);
    await vi.waitFor(() => {
      expect(events).toContainEqual(expect.objectContaining({ event: 'mail-returned', severity: 'hard' }));
    }, PATIENCE);
    world.sink.mood('take');
  });
});
