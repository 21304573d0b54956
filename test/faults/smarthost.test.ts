import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createClock } from '../../src/threads/clock.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/instant.ts';
import { type DemoWorld, startDemoWorld } from '../../src/demo/demo-world.ts';
import { createDeliverer, type Deliverer } from '../../src/smtp/deliverer.ts';
import { eventually } from '../e2e/deadline.ts';
import { ADMIN_BR, ADMIN_NL, ianaRecord, KIM } from '../e2e/invented-people.ts';
import { address } from '../smtp/listening.ts';
import { queuedMail } from '../smtp/queued-mail.ts';
import { type Answer, type Moment, type ScriptedSmarthost, startScriptedSmarthost } from './scripted-smarthost.ts';

const never = new AbortController().signal;
const hangUp = (write: string): Answer => ({ write, next: 'hang up' });
const say = (write: string): Answer => ({ write, next: 'go on' });
const reset: Answer = { write: '', next: 'reset' };

let smarthost: ScriptedSmarthost;
let deliverer: Deliverer;

beforeAll(async () => {
  smarthost = await startScriptedSmarthost();
  deliverer = createDeliverer({
    smarthost: smarthost.url,
    hostname: 'mx.tld-ops.example',
    from: { name: 'TLD-OPS Administration', address: address('tld-ops-admin@tld-ops.example') },
    dkim: null,
    timeoutMs: 3000,
    connections: 1,
  });
});

afterAll(async () => {
  await deliverer.close();
  await smarthost.close();
});

const BROKEN: readonly (readonly [what: string, moment: Moment, answer: Answer])[] = [
  ['never greets', 'greeting', 'hang'],
  ['greets with half a line', 'greeting', hangUp('22')],
  ['greets with something else', 'greeting', say('HTTP/1.1 400 Bad Request\r\n')],
  ['is not in the mood', 'greeting', say('421 4.3.2 Not now\r\n')],
  ['hangs at EHLO', 'EHLO', 'hang'],
  ['ends in the middle of its answer to EHLO', 'EHLO', hangUp('250-smarthost.example\r\n250-SIZE')],
  ['hangs at MAIL', 'MAIL', 'hang'],
  ['does not want MAIL now', 'MAIL', say('451 4.3.0 Later\r\n')],
  ['resets at RCPT', 'RCPT', reset],
  ['greylists', 'RCPT', say('450 4.2.0 Greylisted, come again in 300 seconds\r\n')],
  ['has no answer to DATA', 'DATA', 'hang'],
  ['does not want DATA now', 'DATA', say('452 4.3.1 No space\r\n')],
  ['takes the mail, and hangs before its 250', 'dot', 'hang'],
  ['takes the mail, and hangs up before its 250', 'dot', hangUp('')],
  ['takes the mail, and resets before its 250', 'dot', reset],
  ['takes the mail, and says half of its 250', 'dot', hangUp('25')],
  ['takes the mail, and says the first of two lines only', 'dot', hangUp('250-2.0.0 Taken\r\n')],
  ['takes the mail, and puts it off', 'dot', say('451 4.3.0 Queue is full\r\n')],
];

describe('a smarthost that', () => {
  it.each(BROKEN)('%s leaves the mail waiting, and the next try succeeds', async (what, moment, answer) => {
    const id = `mail${BROKEN.findIndex(([other]) => other === what)}`;
    smarthost.script({ [moment]: answer });
    expect(await deliverer.deliver(queuedMail({ id }), never)).toMatchObject({ result: 'deferred' });
    smarthost.script({});
    expect(await deliverer.deliver(queuedMail({ id }), never)).toMatchObject({ result: 'delivered' });
    const ids = smarthost.received.filter((mail) => mail.includes(`Message-ID: <${id}@`));
    // Where it took the mail before, it has it twice, octet for octet: the receiver's server knows it by its Message-ID.
    expect(ids.length).toBe(moment === 'dot' ? 2 : 1);
    expect(new Set(ids).size).toBe(1);
  });

  it('says 250 and hangs up at once has taken the mail', async () => {
    smarthost.script({ dot: hangUp('250 2.0.0 Taken\r\n') });
    expect(await deliverer.deliver(queuedMail({ id: 'taken' }), never)).toMatchObject({ result: 'delivered' });
    smarthost.script({});
    expect(await deliverer.deliver(queuedMail({ id: 'next' }), never)).toMatchObject({ result: 'delivered' });
  });
});

describe('greylisting', () => {
  let world: DemoWorld;
  const clock = createClock();

  beforeEach(async () => {
    clock.ahead = 0;
    world = await startDemoWorld({
      iana: [ianaRecord('nl', ADMIN_NL), ianaRecord('br', ADMIN_BR)],
      domains: { 'nic.example': { dmarc: 'reject' }, 'registry.example': { dmarc: 'reject' } },
      clock,
    });
  });

  afterEach(() => world.close());

  const entryTo = (to: string) =>
    eventually(
      async () => (await world.service.workplace.store.outbox()).find((entry) => entry.to === to),
      `a mail to ${to}`,
    );

  it('of one receiver for days keeps nobody else waiting, and its mail arrives once', async () => {
    world.sink.mood('defer-recipient', ADMIN_NL);
    expect(await world.play({ from: ADMIN_NL, text: 'HELP' })).toMatch(/ info$/u);
    for (let attempts = 1; clock.ahead < 4 * DAY; attempts += 1) {
      await eventually(async () => (await entryTo(ADMIN_NL)).attempts >= attempts, `attempt ${attempts}`);
      clock.ahead += 4 * HOUR;
    }
    expect(await world.play({ from: ADMIN_BR, text: 'HELP' })).toMatch(/ info$/u);
    await world.sink.mail(({ envelope }) => envelope.to.includes(ADMIN_BR));
    await eventually(async () => (await entryTo(ADMIN_BR)).state === 'sent', 'it is ticked off');
    world.sink.mood('take');
    clock.ahead += 4 * HOUR;
    await world.sink.mail(({ envelope }) => envelope.to.includes(ADMIN_NL));
    await eventually(async () => (await entryTo(ADMIN_NL)).state === 'sent', 'it is ticked off');
    clock.ahead += DAY + MINUTE;
    expect(world.sink.mails.map(({ envelope }) => envelope.to[0])).toEqual([ADMIN_BR, ADMIN_NL]);
    expect((await world.service.workplace.store.outbox()).map(({ to }) => to)).not.toContain(KIM);
  });
});
