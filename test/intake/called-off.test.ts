import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { instantOf } from '../../src/core/instant.ts';
import { parseDigest, type ReceivedMessage } from '../../src/core/message.ts';
import { createUndecided } from '../../src/core/undecided.ts';
import { type DemoWorld, startDemoWorld } from '../../src/demo/demo-world.ts';
import { createDecider } from '../../src/intake/decider.ts';
import { receive } from '../../src/intake/receive.ts';
import { ADMIN_NL, DOMAINS, IANA } from '../e2e/invented-people.ts';

let world: DemoWorld;
beforeAll(async () => {
  world = await startDemoWorld({ iana: IANA, domains: DOMAINS });
});
afterAll(() => world.close());

async function message(): Promise<ReceivedMessage> {
  const raw = await world.compose({
    from: ADMIN_NL,
    text: 'SUBSCRIBE .nl\nName: Anna Visser\nEmail: anna@nic.example\nPhone: +31 6 12345678',
  });
  const sha256 = parseDigest(createHash('sha256').update(raw).digest('hex'));
  if (sha256 === null) throw new Error('no digest');
  return {
    raw,
    sha256,
    receivedAt: instantOf(Date.now()),
    client: { ip: '127.0.0.1', helo: 'mx.nic.example' },
    mailFrom: ADMIN_NL,
    recipients: [{ mailbox: 'admin', detail: null }],
  };
}

it('a mail that is called off while the DNS is silent ends at once and leaves no trace; it can come again', async () => {
  const { intake, store } = world.service.workplace;
  const whole = world.dns.zone();
  const silent = Object.keys(whole).filter((name) => name.endsWith('nic.example'));
  world.dns.serve({ ...whole, ...Object.fromEntries(silent.map((name) => [name, 'silent'])) });
  const mail = await message();
  const nextBefore = await store.nextReference(mail.receivedAt);
  const undecided = createUndecided();
  const answer = receive(intake.examiners, createDecider(intake), mail, undecided);
  const asked = world.dns.questions.length;
  await expect.poll(() => world.dns.questions.length, { timeout: 10_000 }).toBeGreaterThan(asked);

  const calledOffAt = performance.now();
  expect(undecided.callOff()).toBe(true);
  expect(await answer).toMatchObject({ code: 421, enhanced: '4.3.2' });
  // One question alone would last for fifteen seconds.
  expect(performance.now() - calledOffAt).toBeLessThan(5000);
  expect(await store.rosters()).toEqual([]);
  const asUsual = { from: null, tokenHashes: [], deferralKey: null };
  expect((await store.world(asUsual, mail.receivedAt)).deferredSince).toBeNull();

  world.dns.serve(whole);
  const again = await receive(intake.examiners, createDecider(intake), mail);
  expect(again).toMatchObject({ code: 250 });
  expect(again.text).toMatch(/ applied$/u);
  expect(Number(again.text.slice(5, 11))).toBeLessThanOrEqual(Number(nextBefore.slice(5)) + 1);
});

it('a mail that is proved and read is decided, whoever wants its place then', async () => {
  const { intake } = world.service.workplace;
  const undecided = createUndecided();
  const calledOff: boolean[] = [];
  const store = {
    ...intake.store,
    commit: (plan: Parameters<typeof intake.store.commit>[0]) => {
      calledOff.push(undecided.callOff());
      return intake.store.commit(plan);
    },
  };
  const decider = createDecider({ ...intake, store });
  expect(await receive(intake.examiners, decider, await message(), undecided)).toMatchObject({ code: 250 });
  expect(calledOff).toEqual([false]);
});
