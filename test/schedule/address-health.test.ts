import { beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { DAY, HOUR, type Instant, MINUTE, plus } from '../../src/core/instant.ts';
import type { QueuedMail } from '../../src/core/outgoing.ts';
import type { House } from '../../src/plan/house.ts';
import { bounceOfDelivery } from '../../src/plan/returned-mail.ts';
import { planAddressWorks, unreachableAddresses } from '../../src/plan/unreachable.ts';
import { attendAddressHealth } from '../../src/schedule/address-health.ts';
import { sendCaseDigest } from '../../src/schedule/case-digest.ts';
import { recordGivenUp } from '../../src/schedule/given-up.ts';
import { attendStillRight } from '../../src/schedule/still-right.ts';
import { decideAddressCase } from '../../src/review/address-case.ts';
import type { Store } from '../../src/store/port.ts';
import { rawConnection, storeAt, temporaryFile } from '../store/temporary-store.ts';
import { shippedHouse } from '../support/house.ts';
import { thrown } from '../support/thrown.ts';
import {
  BR,
  changed,
  changePlan,
  contact,
  email,
  firstContacts,
  JANE,
  jane,
  JOHN,
  john,
  NL,
  NOON,
  observation,
  outgoing,
  plan,
  ref,
  SECRETARIAT,
} from '../support/plans.ts';
import { observed } from '../../src/core/iana-step.ts';

let house: House;
let file = '';
let store: Store;
let now: Instant = NOON;

beforeAll(async () => {
  house = await shippedHouse();
});

beforeEach(async () => {
  file = temporaryFile();
  store = storeAt(file);
  now = NOON;
  const steps = [observed(null, observation(), { now, configured: 'file', established: false })];
  await store.observeIana({ steps, plan: null, round: 'rdap', at: now });
  await store.commit(changePlan(1, firstContacts(NL, john(), jane()), { provedAddresses: [JOHN, JANE] }));
  await store.commit(changePlan(2, firstContacts(BR, john())));
});

/** A mail that the smarthost refuses. */
async function refused(number: number, reason = '550 5.1.1 no such user', to = JOHN): Promise<void> {
  await store.commit(
    plan({ ref: ref(number), at: now, outgoing: [outgoing({ ref: ref(number), to, kind: 'welcome' })] }),
  );
  await endAll(reason, (mail) => mail.ref === ref(number));
}

async function endAll(reason: string, wanted: (mail: QueuedMail) => boolean = () => true): Promise<number> {
  let ended = 0;
  for (const mail of (await store.outboxWaiting()).filter(wanted)) {
    await recordGivenUp(house, store, mail, { result: 'rejected', reason }, now);
    await store.markUnsent(mail.id, now, reason, null);
    ended += 1;
  }
  return ended;
}

/** Until the Secretariat has the case. */
async function unreached(number = 10): Promise<void> {
  await refused(number);
  now = plus(now, DAY);
  await attendAddressHealth(house, store, now, thrown);
  await endAll('550 5.1.1 still not');
  now = plus(now, HOUR);
  await attendAddressHealth(house, store, now, thrown);
  await sendAll();
}

async function sendAll(): Promise<readonly string[]> {
  const mails = await store.outboxWaiting();
  for (const { id } of mails) await store.markSent(id, now, '250');
  return mails.map(({ to, kind }) => `${kind} ${to}`);
}

async function health() {
  const world = await store.world({ from: null, tokenHashes: [], deferralKey: null }, now);
  return [...world.addressHealth.values()];
}

describe('what the smarthost says', () => {
  test.each([
    ['550 5.1.1 <john@nic.nl>: Recipient address rejected', 'hard', '5.1.1'],
    ['550 5.2.1 disabled', 'hard', '5.2.1'],
    ['552 5.2.2 mailbox full', 'soft', '5.2.2'],
    ['550 no such user', 'hard', '5.0.0'],
    ['554 5.7.1 relay access denied', 'soft', '5.7.1'],
    ['550 5.7.1 we do not like your address', 'soft', '5.7.1'],
    ['554 transaction failed', 'soft', '5.0.0'],
    ['the message is too large', 'soft', '5.0.0'],
  ])('%s is %s', (reason, severity, status) => {
    expect(bounceOfDelivery({ result: 'rejected', reason })).toEqual({ severity, status, reason });
  });

  it('says no more than that the time was over where it took the mail for five days', () => {
    expect(bounceOfDelivery({ result: 'deferred', reason: '450 4.1.1 later' })).toMatchObject({ severity: 'soft' });
  });

  it('counts for the address, and once, however often it is told', async () => {
    await refused(10);
    const [mail] = await store.outbox();
    if (mail === undefined) throw new Error('no mail');
    await recordGivenUp(house, store, mail, { result: 'rejected', reason: '550 5.1.1 again' }, now);
    expect(await health()).toMatchObject([{ address: JOHN, bounces: 1, failingSince: NOON, status: '5.1.1' }]);
    expect(await store.verifyAudit()).toMatchObject({ brokenAt: null });
  });

  it('is nothing to remember of an address that is not on file', async () => {
    await refused(10, undefined, email('somebody@elsewhere.example'));
    expect(await health()).toEqual([]);
  });
});

describe('an address from which mail came back', () => {
  it('is probed by one of two processes, and asked about by one', async () => {
    const other = storeAt(file);
    const both = async (): Promise<readonly number[]> =>
      (await Promise.all([store, other].map((one) => attendAddressHealth(house, one, now, thrown)))).toSorted(
        (a, b) => a - b,
      );
    await refused(10);
    await sendAll();
    expect(await both()).toEqual([0, 0]);
    now = plus(now, DAY);
    expect(await both()).toEqual([0, 1]);
    expect(await endAll('550 5.1.1 still not')).toBe(1);
    await sendAll();
    now = plus(now, HOUR);
    expect((await both()).reduce((all, written) => all + written)).toBe(3);
    expect(await sendAll()).toEqual(['question admin@nic.nl', `question ${JANE}`, `secretariat ${SECRETARIAT}`]);
    expect(await store.addressCases()).toMatchObject([{ state: 'open', version: 1, address: JOHN, tlds: [BR, NL] }]);
    now = plus(now, 100 * DAY);
    expect(await health()).toHaveLength(1);
    await both();
    expect(await health()).toEqual([]);
    expect(await sendAll()).toEqual([`secretariat ${SECRETARIAT}`]);
    expect(await store.addressCases()).toMatchObject([{ state: 'expired', version: 2, closedAt: now }]);
  });

  it('is asked about with others whose probes come back within the hour: one mail to each who may know', async () => {
    const ana = email('ana@nic.nl');
    const [nl] = (await store.rosters()).filter(({ tld }) => tld === NL);
    if (nl === undefined) throw new Error('no roster');
    const third = contact({ name: 'Ana Silva', email: ana, rank: 3 });
    await store.commit(changePlan(3, changed(nl, ...nl.contacts, third), { provedAddresses: [ana] }));
    await refused(10);
    await refused(11, undefined, ana);
    await sendAll();
    now = plus(now, DAY);
    await attendAddressHealth(house, store, now, thrown);
    await endAll('550 5.1.1 still not', ({ to }) => to === JOHN);
    now = plus(now, 20 * MINUTE);
    expect(await attendAddressHealth(house, store, now, thrown)).toBe(0);
    await endAll('550 5.1.1 still not', ({ to }) => to === ana);
    now = plus(now, 39 * MINUTE);
    expect(await attendAddressHealth(house, store, now, thrown)).toBe(0);
    now = plus(now, MINUTE);
    await attendAddressHealth(house, store, now, thrown);
    const questions = (await store.outboxWaiting()).filter(({ kind }) => kind === 'question');
    expect(questions.map(({ to }) => to)).toEqual(['admin@nic.nl', JANE]);
    for (const { text } of questions) {
      expect(text).toContain(`| John Doe, ${JOHN}, `);
      expect(text).toContain(`| Ana Silva, ${ana}, `);
    }
    // Each is decided by itself.
    expect((await store.addressCases()).map(({ address }) => address).toSorted()).toEqual([ana, JOHN]);
  });

  it('is no case again once it was seen, until it worked and failed anew', async () => {
    await unreached();
    const [first] = await store.addressCases();
    if (first === undefined) throw new Error('no case');
    const desk = { house, store, clock: () => now };
    expect(await decideAddressCase(desk, first.ref, { word: 'approve' }, 'secretariat:kim', 2)).toMatchObject({
      fault: 'decided-meanwhile',
    });
    expect(await decideAddressCase(desk, first.ref, { word: 'approve' }, 'secretariat:kim')).toEqual({ ok: true });
    expect(await decideAddressCase(desk, first.ref, { word: 'approve' }, 'secretariat:lee')).toMatchObject({
      fault: 'already-decided',
    });
    await sendAll();
    now = plus(now, 8 * DAY);
    await attendAddressHealth(house, store, now, thrown);
    expect(await sendCaseDigest(house, store, now)).toBe(false);
    expect(await health()).toHaveLength(1);
    expect(await store.addressCases()).toMatchObject([{ ref: first.ref, state: 'approved' }]);

    const world = await store.world({ from: null, tokenHashes: [], deferralKey: null }, now);
    const works = planAddressWorks(world, ref(60), JOHN, 'test');
    if (works === null) throw new Error('nothing to end');
    await store.commit(works);
    await unreached(61);
    expect(await store.addressCases()).toMatchObject([{ state: 'approved' }, { state: 'open', address: JOHN }]);
  });

  it('uses up no reference on days on which nothing waits, be they Mondays', async () => {
    const number = async (): Promise<number> => Number((await store.nextReference(now)).slice(5));
    const before = await number();
    for (let day = 0; day < 8; day += 1) {
      now = plus(now, DAY);
      expect(await sendCaseDigest(house, store, now)).toBe(false);
    }
    expect(await number()).toBe(before + 1);
  });

  it('waits for the Secretariat, which hears of it every Monday, until a person ends it', async () => {
    await unreached();
    const [held] = await store.addressCases();
    const days: string[] = [];
    for (let day = 0; day < 9; day += 1) {
      now = plus(now, DAY);
      if (await sendCaseDigest(house, store, now)) days.push(now.slice(0, 10));
      if (await sendCaseDigest(house, store, now)) days.push('twice');
    }
    expect(days).toEqual(['2026-03-16']);
    const [mail] = await store.outboxWaiting();
    expect(mail?.to).toBe(SECRETARIAT);
    expect(mail?.text).toContain(`| ${held?.ref ?? ''}, ${JOHN}, .br and .nl, since 2026-03-12\n`);
    const world = await store.world({ from: null, tokenHashes: [], deferralKey: null }, now);
    expect(unreachableAddresses(world)).toMatchObject([
      { address: JOHN, people: [{ name: 'John Doe', tlds: [BR, NL] }] },
    ]);
    expect(planAddressWorks(world, ref(50), JANE, 'test')).toBeNull();
    const ended = planAddressWorks(world, ref(50), JOHN, 'test');
    if (ended === null) throw new Error('nothing to end');
    expect(await store.commit(ended)).toEqual({ outcome: 'committed' });
    // Somebody else ends it at the same moment.
    expect(await store.commit({ ...ended, ref: ref(51) })).toMatchObject({ outcome: 'stale' });
    expect(await health()).toEqual([]);
  });

  it('is given to the Secretariat as a case after an upgrade, where others were asked about it before', async () => {
    await unreached();
    await store.close();
    const raw = rawConnection(file);
    // As up to schema version 9: nobody knew of cases about addresses.
    raw.exec('delete from address_case');
    raw.close();
    store = storeAt(file);
    expect(await store.addressCases()).toEqual([]);
    expect(await attendAddressHealth(house, store, now, thrown)).toBe(1);
    expect(await attendAddressHealth(house, store, now, thrown)).toBe(0);
    expect(await store.addressCases()).toMatchObject([{ state: 'open', address: JOHN }]);
  });

  it('begins anew when the person changes it', async () => {
    await refused(10);
    const rosters = await store.rosters();
    for (const [index, roster] of rosters.entries()) {
      expect(await health()).toHaveLength(1);
      const after = roster.contacts.map((one) => (one.email === JOHN ? { ...one, email: email('j@nic.nl') } : one));
      await store.commit(changePlan(20 + index, changed(roster, ...after)));
    }
    expect(await health()).toEqual([]);
  });

  it('is left to the next round where too much mail leaves already', async () => {
    await refused(10);
    now = plus(now, DAY);
    const many = Array.from({ length: house.book.limits.mailsPerHour / 2 }, () => outgoing({ ref: ref(11) }));
    await store.commit(plan({ ref: ref(11), at: now, outgoing: many }));
    expect(await attendAddressHealth(house, store, now, thrown)).toBe(0);
    now = plus(now, HOUR);
    expect(await attendAddressHealth(house, store, now, thrown)).toBe(1);
  });
});

describe('letters to many that are given up', () => {
  it('are told of in one mail, an hour after the first, and once', async () => {
    const letters = [JOHN, JANE].map((to) =>
      outgoing({ ref: ref(30), to, kind: 'notification', subject: 'The list', notBefore: now }),
    );
    await store.commit(plan({ ref: ref(30), outgoing: letters }));
    await endAll('554 5.7.1 spam https://evil.example/');
    expect(await attendAddressHealth(house, store, now, thrown)).toBe(0);
    now = plus(now, HOUR);
    const other = storeAt(file);
    await Promise.all([store, other].map((one) => attendAddressHealth(house, one, now, thrown)));
    const [digest, ...more] = await store.outboxWaiting();
    expect(more).toEqual([]);
    expect(digest).toMatchObject({ to: SECRETARIAT, kind: 'secretariat' });
    expect(digest?.text).toContain(`| ${JOHN}: 554 5.7.1 spam hxxps`);
    expect(digest?.text).toContain(`| ${JANE}: `);
    expect(await attendAddressHealth(house, store, plus(now, DAY), thrown)).toBe(0);
  });
});

describe('the question whether an entry is still right', () => {
  it('is asked by one of two processes, one letter for each person, as many in a round as may leave', async () => {
    now = plus(now, 184 * DAY);
    const other = storeAt(file);
    await Promise.all([store, other].map((one) => attendStillRight(house, one, now, 1)));
    expect(await sendAll()).toEqual([`question ${JOHN}`]);
    expect(await attendStillRight(house, store, now, 10)).toBe(1);
    expect(await sendAll()).toEqual([`question ${JANE}`]);
    expect(await attendStillRight(house, store, now, 10)).toBe(0);
  });

  it('goes to the second address where mail to the first comes back, and tells an unproved one no phone number', async () => {
    const home = email('ana@home.example');
    const ana = email('ana@registro.br');
    const [, br] = await store.rosters();
    if (br === undefined) throw new Error('no roster');
    const roster = { ...br, tld: BR, revision: 1, contacts: [john()] };
    await store.commit(
      changePlan(40, changed(roster, contact({ name: 'Ana Silva', email: ana, secondaryEmail: home }))),
    );
    now = plus(now, 184 * DAY);
    await refused(41, undefined, ana);
    await attendStillRight(house, store, now, 10);
    const letter = (await store.outboxWaiting()).find(({ to }) => to === home);
    expect(letter?.text).toContain('Dear Ana Silva');
    expect(letter?.text).not.toContain('+31 6 12345678"');
  });
});
