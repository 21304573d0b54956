import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CcTldTable } from '../../src/core/cctld.ts';
import type { ReceivedMessage } from '../../src/core/message.ts';
import { smtpAnswer } from '../../src/core/smtp-answer.ts';
import { type DnsServer, startDnsServer } from '../../src/demo/dns-server.ts';
import { connectSmtp } from '../../src/demo/smtp-client.ts';
import { startSurroundings } from '../../src/demo/surroundings.ts';
import type { Decider, Found } from '../../src/intake/receive.ts';
import type { ReceptionSettings } from '../../src/reception/protocol.ts';
import { openReception, type Reception } from '../../src/reception/reception.ts';
import { DEFAULT_LISTENER_LIMITS, type ListenerEvent } from '../../src/smtp/listener-settings.ts';
import { type Clock, createClock } from '../../src/threads/clock.ts';
import { serving } from '../e2e/child-program.ts';
import { DOMAINS, IANA } from '../e2e/invented-people.ts';
import { within } from '../e2e/deadline.ts';
import { shippedRules } from '../rules/shipped-rules.ts';
import { deliveryReport } from '../support/delivery-report.ts';
import { address } from '../smtp/listening.ts';

const MAILBOX = address('tld-ops-admin@tld-ops.example');
const MAIL = ['From: anna@nic.example', 'Subject: HELP', '', 'HELP', ''].join('\r\n');

let table: CcTldTable;
let dns: DnsServer;
const opened: Reception[] = [];

beforeAll(async () => {
  ({ table } = await shippedRules());
  dns = await startDnsServer({});
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});
afterAll(() => dns.close());

function started(port = 0): { readonly desk: Reception; readonly clock: Clock; readonly settings: ReceptionSettings } {
  const clock = createClock();
  const made = openReception(clock);
  opened.push(made);
  const settings: ReceptionSettings = {
    listener: {
      listen: { host: '127.0.0.1', port },
      protocol: 'smtp',
      hostname: 'mx.tld-ops.example',
      mailbox: { admin: MAILBOX, aliases: [] },
      tls: null,
      trustedRelays: [],
      maxBytes: 64 * 1024,
      behindQueue: false,
      maxConnections: 20,
      limits: DEFAULT_LISTENER_LIMITS,
    },
    auth: {
      hostname: 'mx.tld-ops.example',
      ourAddresses: [MAILBOX],
      dns: { servers: [dns.address], timeoutMs: 15_000 },
      deadlineMs: 20_000,
      freshness: { pastMs: 1e9, aheadMs: 1e6 },
    },
    table,
  };
  return { desk: made, clock, settings };
}

const nobodys: Decider['takeBack'] = async () => null;

async function send(port: number, recipient: string, raw = MAIL): Promise<string> {
  const client = await connectSmtp(`127.0.0.1:${port}`);
  const reply = await client.send({ mailFrom: 'anna@nic.example', recipients: [recipient] }, Buffer.from(raw));
  await client.quit();
  return reply;
}

describe('the thread that receives', () => {
  it('hands over a mail with what it found, by the clock of the service, and says what was decided', async () => {
    const { desk, clock, settings } = started();
    const came: { readonly received: ReceivedMessage; readonly found: Found; readonly awaited: number }[] = [];
    const decide: Decider['decide'] = async (received, found) => {
      came.push({ received, found, awaited: desk.counts.awaited() });
      return smtpAnswer(250, '2.0.0', '2026-000001 info');
    };
    const events: ListenerEvent[] = [];
    const listener = await desk.listen(settings, { decide, takeBack: nobodys }, (event) => events.push(event));
    clock.ahead = 10 * 365 * 24 * 3_600_000;
    expect(await send(listener.address.port, MAILBOX)).toBe('250 2.0.0 2026-000001 info');
    const [{ received, found, awaited } = expect.fail('no mail came')] = came;
    expect(Buffer.from(received.raw).toString()).toBe(MAIL);
    expect(Date.parse(received.receivedAt) - Date.now()).toBeGreaterThan(9 * 365 * 24 * 3_600_000);
    expect(found).toMatchObject({
      what: 'examination',
      examination: {
        ok: true,
        message: { author: { address: 'anna@nic.example' } },
        request: { commands: [{ command: { word: 'HELP' } }] },
      },
    });
    expect([awaited, desk.counts.awaited()]).toEqual([1, 0]);
    expect(await send(listener.address.port, 'nobody@tld-ops.example')).toMatch(/^550 5\.1\.1/u);
    await expect.poll(() => events).toEqual([{ event: 'smtp-recipient-refused', ip: '127.0.0.1' }]);
    await expect.poll(() => desk.counts.connections()).toBe(0);
  });

  it('asks first whether a mail of ours came back, and examines it where none did', async () => {
    const { desk, settings } = started();
    const steps: string[] = [];
    const listener = await desk.listen(
      settings,
      {
        takeBack: async (_received, { secret }) => {
          steps.push(secret.slice(0, 2));
          return secret.startsWith('aa') ? smtpAnswer(250, '2.0.0', 'discarded') : null;
        },
        decide: async (_received, { what }) => {
          steps.push(what);
          return smtpAnswer(250, '2.0.0', '2026-000001 discarded');
        },
      },
      () => undefined,
    );
    const report = deliveryReport('ben@nic.example');
    for (const [digits, reply] of [
      ['aa', '250 2.0.0 discarded'],
      ['bb', '250 2.0.0 2026-000001 discarded'],
    ] as const) {
      const to = MAILBOX.replace('@', `+bounce-${digits.repeat(16)}@`);
      expect(await send(listener.address.port, to, report)).toBe(reply);
    }
    expect(steps).toEqual(['aa', 'bb', 'examination']);
    expect(desk.counts.awaited()).toBe(0);
  });

  it('says what was decided before it stops', async () => {
    const { desk, settings } = started();
    const answer = Promise.withResolvers<ReturnType<typeof smtpAnswer>>();
    const asked = Promise.withResolvers<void>();
    const listener = await desk.listen(
      settings,
      {
        takeBack: nobodys,
        decide: () => {
          asked.resolve();
          return answer.promise;
        },
      },
      () => undefined,
    );
    const heard = send(listener.address.port, MAILBOX).catch((error: unknown) => error);
    await asked.promise;
    const closed = listener.close();
    await pause(50);
    answer.resolve(smtpAnswer(250, '2.0.0', '2026-000001 applied'));
    expect(await heard).toBe('250 2.0.0 2026-000001 applied');
    await closed;
    await expect(send(listener.address.port, MAILBOX)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('tells why it cannot listen', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const bound = other.address();
    const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
    const { desk, settings } = started(port);
    const never: Decider['decide'] = () => expect.fail('a mail came');
    await expect(desk.listen(settings, { decide: never, takeBack: nobodys }, () => undefined)).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    other.close();
  });

  it('takes the whole program with it where it meets a bug, so that it is started again', async () => {
    const world = await startSurroundings({ iana: IANA, domains: DOMAINS });
    try {
      const preload = fileURLToPath(new URL('./failing-thread-preload.ts', import.meta.url));
      const program = await serving(world.settingsFile, { nodeOptions: ['--import', preload] });
      expect(await within(program.ended, 'the end of the program')).toBe(1);
      expect(program.stderr()).toContain('a bug of this test');
    } finally {
      await world.close();
    }
  });
});
