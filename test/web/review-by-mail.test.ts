import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/core/instant.ts';
import type { Reference } from '../../src/core/message.ts';
import { attendWaitingCases } from '../../src/schedule/waiting-cases.ts';
import { sendCaseDigest } from '../../src/schedule/case-digest.ts';
import { ADMIN_BR, ADMIN_NL, ANNA, BEN, CLARA, KIM, subscribe } from '../e2e/invented-people.ts';
import { type Inbox, inboxOf, quoted, type ReadMail, replyTo } from '../e2e/inbox.ts';
import { email, NL } from '../support/plans.ts';
import { thrown } from '../support/thrown.ts';
import { type DeskWorld, startDeskWorld } from './desk-world.ts';

const DORA = 'Name: Dora Initial\nEmail: dora@nic.example\nPhone: +31 6 55554444';
const LEE = 'lee@elsewhere.example';

let world: DeskWorld;
let inbox: Inbox;
let notice: ReadMail;
let ref: Reference;
beforeEach(async () => {
  world = await startDeskWorld();
  inbox = inboxOf(world.sink);
  seen = new Set();
  await world.addPerson(LEE, 'Lee', 'reviewer');
  await world.play({ from: ADMIN_NL, text: subscribe('nl', DORA) });
  ref = await world.held({
    from: 'colleague@unproved.example',
    cc: ADMIN_NL,
    signed: false,
    text: subscribe('nl', ANNA, BEN),
  });
  notice = await news();
});
afterEach(() => world.close());

let seen: Set<string>;

/** The next mail about the case to that address. */
async function news(to = KIM): Promise<ReadMail> {
  for (;;) {
    const mail = await inbox.next(to, 'notice');
    // Where the clock jumps, a mail may be sent a second time.
    const id = `${to} ${mail.headers.get('message-id') ?? ''}`;
    if (mail.ref !== ref || seen.has(id)) continue;
    seen.add(id);
    return mail;
  }
}

function answer(text: string, more: Partial<Parameters<DeskWorld['play']>[0]> = {}, to = notice): Promise<string> {
  return world.play({
    from: KIM,
    to: replyTo(to),
    subject: `Re: ${to.subject}`,
    text: `${text}\n\nOn that day TLD-OPS wrote:\n${quoted(to)}`,
    ...more,
  });
}

async function names(): Promise<readonly string[]> {
  const rosters = await world.service.workplace.store.rosters();
  return rosters.filter(({ tld }) => tld === NL).flatMap(({ contacts }) => contacts.map(({ name }) => name));
}

async function stateNow(): Promise<unknown> {
  return (await world.service.workplace.store.heldCases()).find((held) => held.ref === ref)?.state;
}

describe('the thread of a case', () => {
  test('begins with who asks what for which ccTLD and what is to be done, and stays together', async () => {
    expect(notice.subject).toBe(`[TLD-OPS ${ref}] .nl SUBSCRIBE from colleague@unproved.example: please decide`);
    expect(await answer('APPROVE')).toMatch(/ applied$/u);
    const told = await news();
    expect(told.subject).toBe(notice.subject);
    expect(told.headers.get('references')).toBe(notice.headers.get('references'));
    expect(told.text).toMatch(/^Approved by kim@tld-ops\.example\. It is done\./u);
    expect(await names()).toEqual(['Dora Initial', 'Anna Visser', 'Ben Bakker']);
  });

  test('a refusal takes its reason to the sender, and to the thread', async () => {
    expect(await answer('Refuse: please let the Admin\nContact send it.\n\nKim')).toMatch(/ info$/u);
    expect((await news()).text).toContain('The reason: please let the Admin\nContact send it.');
    expect([await stateNow(), await names()]).toEqual(['refused', ['Dora Initial']]);
  });

  test('ASK asks the Admin Contact, whose answer is told as well', async () => {
    expect(await answer('ASK')).toMatch(/ confirm$/u);
    expect((await news()).text).toContain('kim@tld-ops.example asked the Admin Contact');
    const asked = await inbox.next(ADMIN_NL, 'confirm');
    await world.play({ from: ADMIN_NL, to: replyTo(asked), text: 'CONFIRM' });
    expect((await news()).text).toContain(`Confirmed by ${ADMIN_NL}. It is done.`);
  });

  test('ASSIGN says who has it, and can be followed by a decision that answers the new mail', async () => {
    await answer('ASSIGN');
    const told = await news();
    expect(told.text).toContain('takes care of this case now');
    expect([...(await world.service.workplace.store.desk.assignees()).values()]).toContain(KIM);
    expect(await answer('DISCARD', {}, told)).toMatch(/ info$/u);
    expect((await news()).text).toContain('Discarded by kim@tld-ops.example.');
    expect(await stateNow()).toBe('discarded');
  });

  test('a second decision shows the first and changes nothing', async () => {
    await answer('REFUSE not now');
    await news();
    await answer('APPROVE');
    const told = await news();
    expect(told.text).toContain('somebody decided this case before');
    expect(told.text).toContain('Refused by kim@tld-ops.example. The reason: not now');
    expect([await stateNow(), await names()]).toEqual(['refused', ['Dora Initial']]);
  });

  test('a person of the desk decides with the same mail, and hears of it', async () => {
    expect(await answer('APPROVE', { from: LEE })).toMatch(/ applied$/u);
    expect((await news(LEE)).text).toContain(`Approved by ${LEE}.`);
    expect((await news()).text).toContain(`Approved by ${LEE}.`);
    const audit = await world.service.workplace.store.audit({});
    expect(audit.findLast(({ kind }) => kind === 'case-approved')).toMatchObject({ ref, actor: `secretariat:${LEE}` });
  });

  test('what was decided at the desk is told there, too', async () => {
    const max = await world.addPerson('max@tld-ops.example', 'Max', 'reviewer');
    const browser = await world.signedIn(max);
    const page = await browser.get(`/held/${ref}`);
    const form = { csrf: page.hidden('csrf'), digest: page.hidden('digest'), version: page.hidden('version') };
    await browser.post(`/held/${ref}/discard`, form);
    expect((await news()).text).toContain(`Discarded by ${max.email}.`);
  });
});

test('what takes two reviewers takes two people of the desk, by mail as well', async () => {
  ref = await world.held({
    from: 'colleague@unproved.example',
    cc: ADMIN_BR,
    signed: false,
    text: subscribe('br', CLARA),
  });
  notice = await news();
  await answer('APPROVE');
  expect((await news()).text).toContain('More than one reviewer has to approve this');
  expect(await answer('APPROVE', { from: LEE })).toMatch(/ info$/u);
  const first = await news();
  expect(first.text).toContain(`Approved by ${LEE}. Another reviewer has to approve it`);
  await world.addPerson('max@tld-ops.example', 'Max', 'reviewer');
  expect(await answer('APPROVE', { from: 'max@tld-ops.example' }, first)).toMatch(/ applied$/u);
  expect(await stateNow()).toBe('approved');
});

describe('somebody listed under `secretariat`', () => {
  test('whom the desk does not know decides by mail', async () => {
    expect(await answer('DISCARD')).toMatch(/ info$/u);
    expect(await stateNow()).toBe('discarded');
  });

  test('who is a reader decides nothing by mail', async () => {
    await world.addPerson(KIM, 'Kim', 'reader');
    for (const word of ['APPROVE', 'REFUSE no', 'ASK', 'DISCARD', 'ASSIGN']) {
      expect(await answer(word)).toMatch(/^550 5\.7\.1 /u);
    }
    expect([await stateNow(), await names()]).toEqual(['open', ['Dora Initial']]);
  });

  test('who was disabled decides nothing by mail any more', async () => {
    await world.addPerson(KIM, 'Kim', 'reviewer');
    const { store, clock } = world.service.workplace;
    await store.desk.disableUser(email(KIM), clock(), 'secretariat:test');
    expect(await answer('APPROVE')).toMatch(/^550 5\.7\.1 /u);
    expect([await stateNow(), await names()]).toEqual(['open', ['Dora Initial']]);
  });
});

describe('nothing is decided by', () => {
  test.each([
    ['a mail that is not signed', { signed: false }, /^550 5\.7\.\d+ /u],
    ['somebody who is no reviewer', { from: 'mallory@elsewhere.example' }, /^550 5\.7\.1 /u],
    ['the Admin Contact', { from: ADMIN_NL }, /^550 5\.7\.1 /u],
    ['a mail without the token', { to: 'tld-ops-admin@tld-ops.example' }, /^250 .* refused$/u],
  ])('%s', async (_, more, expected) => {
    expect(await answer('APPROVE', more)).toMatch(expected);
    expect([await stateNow(), await names()]).toEqual(['open', ['Dora Initial']]);
  });

  test.each([
    ['APPROVE? I am not sure', 'none of the words that we know'],
    ['Who is this?\nAPPROVE', 'none of the words that we know'],
    ['REFUSE', 'A refusal needs a reason'],
  ])('"%s"', async (text, expected) => {
    expect(await answer(text)).toMatch(/ info$/u);
    expect((await news()).text).toContain(expected);
    expect([await stateNow(), await names()]).toEqual(['open', ['Dora Initial']]);
  });

  test('an approval of a change that is another one by now; it is shown anew and can be approved then', async () => {
    await world.play({ from: ADMIN_NL, text: `CONTACTS .nl\n\n${DORA.replace('55554444', '55554445')}` });
    await answer('APPROVE');
    const anew = await news();
    expect(anew.text).toContain('it would no longer be the change that you saw');
    expect(await stateNow()).toBe('open');
    expect(await answer('APPROVE', {}, anew)).toMatch(/ applied$/u);
  });
});

describe('time', () => {
  test('reminds the Secretariat twice, then closes the case undone', async () => {
    const { house, store, clock } = world.service.workplace;
    const later = async (days: number): Promise<void> => {
      world.pass(days * DAY + HOUR);
      await attendWaitingCases(house, store, clock(), thrown);
    };
    await later(2);
    expect((await news()).text).toContain('This case has waited for your decision for 2 days.');
    await later(1);
    await later(2);
    const second = await news();
    expect(second.text).toContain('for 5 days.');
    await later(25);
    expect((await news()).text).toContain('Nobody decided this case within 30 days');
    expect([await stateNow(), await names()]).toEqual(['expired', ['Dora Initial']]);
  });

  test('brings one list a day of what waits, and none where nothing does', async () => {
    const { house, store, clock } = world.service.workplace;
    const digest = (): Promise<boolean> => sendCaseDigest(house, store, clock());
    const today = { name: 'case-digest', day: clock().slice(0, 10) } as const;
    expect([await store.wasDone(today), await digest()]).toEqual([false, false]);
    // At noon of the day after tomorrow, whatever the hour now.
    world.pass(Date.parse(`${today.day}T12:00:00.000Z`) + 2 * DAY - Date.parse(clock()));
    // The running program may have been the first.
    await digest();
    const now = { name: 'case-digest', day: clock().slice(0, 10) } as const;
    expect([await store.wasDone(now), await digest()]).toEqual([true, false]);
    let list = await inbox.next(KIM, 'notice');
    while (list.ref === ref) list = await inbox.next(KIM, 'notice');
    expect(list.subject).toMatch(/Waiting for your decision: 1$/u);
    expect(list.text.replaceAll('\n|', '')).toContain(
      `${ref}, .nl SUBSCRIBE from colleague@unproved.example, since ${today.day}`,
    );
  });
});
