import { afterEach, beforeEach, expect, test } from 'vitest';
import { DAY } from '../../src/core/instant.ts';
import { parseReference, type Reference } from '../../src/core/message.ts';
import { attendFrozenRosters } from '../../src/schedule/frozen-rosters.ts';
import { attendWaitingCases } from '../../src/schedule/waiting-cases.ts';
import { ADMIN_NL, ANNA, BEN, KIM, subscribe } from '../e2e/invented-people.ts';
import { type Inbox, inboxOf, refIn, replyTo } from '../e2e/inbox.ts';
import { NL } from '../support/plans.ts';
import { thrown } from '../support/thrown.ts';
import { type DeskWorld, startDeskWorld } from './desk-world.ts';
import type { Seen, Visitor } from './visitor.ts';

const DORA = 'Name: Dora Initial\nEmail: dora@nic.example\nPhone: +31 6 55554444';
const ANNAS = 'anna.visser@nic.example';

let world: DeskWorld;
let inbox: Inbox;
let browser: Visitor;
let ref: Reference;
beforeEach(async () => {
  world = await startDeskWorld();
  inbox = inboxOf(world.sink);
  browser = await world.signedIn(await world.addPerson('lee@tld-ops.example', 'Lee', 'reviewer'));
  await world.play({ from: ADMIN_NL, text: subscribe('nl', DORA, ANNA) });
  await world.play({ from: ADMIN_NL, text: `REPLACE .nl dora@nic.example\n${BEN}` });
  ref = await dispute();
});
afterEach(() => world.close());

/** Anna answers the notice of the last change. */
async function dispute(): Promise<Reference> {
  for (;;) {
    const notice = await inbox.next(ANNAS, 'notice');
    if (!/changed/u.test(notice.subject) || replyTo(notice) === '') continue;
    const reply = await world.play({ from: ANNAS, to: replyTo(notice), text: 'DISPUTE\n\nNobody asked us.' });
    const found = parseReference(refIn(reply));
    if (found === null) throw new Error(reply);
    return found;
  }
}

async function act(action: string, more: Record<string, string> = {}, page?: Seen): Promise<Seen> {
  const shown = page ?? (await browser.get(`/held/${ref}`));
  const hidden = { csrf: shown.hidden('csrf'), digest: shown.hidden('digest'), version: shown.hidden('version') };
  return browser.post(`/held/${ref}/${action}`, { ...hidden, ...more });
}

/** What the form of an action holds. */
function fieldsOf(page: Seen, action: string): Record<string, string> {
  const form = new RegExp(`action="/held/[0-9-]+/${action}">([\\s\\S]*?)</form>`, 'u').exec(page.text)?.[1] ?? '';
  return Object.fromEntries(
    [...form.matchAll(/name="([^"]+)" value="([^"]*)"/gu)].map(([, name, value]) => [name, value]),
  );
}

async function roster(): Promise<{ readonly names: readonly string[]; readonly frozen: boolean }> {
  const { store, clock } = world.service.workplace;
  const found = (await store.rosters()).find(({ tld }) => tld === NL);
  return {
    names: found?.contacts.map(({ name }) => name) ?? [],
    frozen: found !== undefined && found.frozenUntil !== null && found.frozenUntil > clock(),
  };
}

test('the page shows the disputed change, who made it, who disagrees, and what happened before', async () => {
  const { text } = await browser.get(`/held/${ref}`);
  expect(text).toContain('anna.visser@nic.example</span> disagrees with this change');
  expect(text).toMatch(/aria-label="\.nl before">[\s\S]*Dora Initial[\s\S]*aria-label="\.nl after">[\s\S]*Ben Bakker/u);
  expect(text).toContain(`roster changed</strong> <span class="quiet">by</span> <bdi>${ADMIN_NL}</bdi>`);
  expect(text).toContain('What happened to <bdi>.nl</bdi> of late');
  expect((await roster()).frozen).toBe(true);
});

test('the roster can be put back as it was, which everybody hears and which decides the dispute', async () => {
  const page = await browser.get(`/held/${ref}`);
  expect((await browser.post(`/held/${ref}/restore`, fieldsOf(page, 'restore'))).status).toBe(303);
  expect(await roster()).toEqual({ names: ['Dora Initial', 'Anna Visser'], frozen: false });
  const audit = await world.service.workplace.store.audit({ ref });
  expect(audit.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['case-restored', 'roster-changed']));
  expect((await browser.get(`/held/${ref}`)).text).toContain('put back as it was before the disputed change');
  const again = await browser.post(`/held/${ref}/restore`, fieldsOf(page, 'restore'));
  expect([again.status, (await roster()).names]).toEqual([409, ['Dora Initial', 'Anna Visser']]);
});

test('a roster that changed again since is not put back; the page says so', async () => {
  const page = await browser.get(`/held/${ref}`);
  const other = await world.held({ from: ADMIN_NL, text: 'REMOVE .nl anna.visser@nic.example' });
  const case2 = await browser.get(`/held/${other}`);
  await browser.post(`/held/${other}/approve`, fieldsOf(case2, 'approve'));
  expect((await roster()).names).toEqual(['Ben Bakker']);
  const seen = await browser.post(`/held/${ref}/restore`, fieldsOf(page, 'restore'));
  expect([seen.status, seen.text.includes('The roster changed again since')]).toEqual([409, true]);
  expect((await roster()).names).toEqual(['Ben Bakker']);
});

test('deciding one of two disputes does not thaw the other', async () => {
  const reply = await world.play({ from: ADMIN_NL, text: 'DISPUTE .nl' });
  const second = parseReference(refIn(reply));
  expect(reply).toMatch(/ held$/u);
  await act('discard');
  expect((await roster()).frozen).toBe(true);
  if (second !== null) ref = second;
  await act('discard');
  expect((await roster()).frozen).toBe(false);
});

test('a freeze ends after seven days, unless a reviewer keeps it until the case is decided', async () => {
  expect((await act('keep-frozen')).status).toBe(303);
  const { house, store, clock } = world.service.workplace;
  world.pass(8 * DAY);
  expect((await roster()).frozen).toBe(true);
  world.pass(23 * DAY);
  await attendWaitingCases(house, store, clock(), thrown);
  expect(await roster()).toEqual({ names: ['Ben Bakker', 'Anna Visser'], frozen: false });
  expect((await store.heldCase(ref))?.state).toBe('expired');
});

test('without that it ends by itself, the case stays, and everybody concerned hears of it, once', async () => {
  const { house, store, clock } = world.service.workplace;
  expect(await attendFrozenRosters(house, store, clock(), thrown)).toBe(0);
  world.pass(8 * DAY);
  expect((await roster()).frozen).toBe(false);
  // The running program may have been the first.
  for (let rounds = 0; rounds < 3; rounds += 1) await attendFrozenRosters(house, store, clock(), thrown);
  expect((await store.heldCase(ref))?.state).toBe('open');
  const told = (await store.outbox()).filter(({ text }) =>
    text.replaceAll(/\s+/gu, ' ').includes('From now on it can be changed again'),
  );
  const about = (to: string): readonly string[] => told.filter((mail) => mail.to === to).map(({ text }) => text);
  expect(told.map(({ to }) => to).toSorted()).toEqual([ADMIN_NL, ANNAS, 'ben.bakker@nic.example', KIM].toSorted());
  expect(about(ANNAS).join('\n')).toMatch(/^You disagreed with a change/u);
  expect(about(ADMIN_NL).join('\n')).toMatch(/^Somebody disagreed with a change/u);
  expect(about(KIM).join('\n')).toMatch(/^The list of \.nl is no longer frozen/u);
  const ends = (await store.audit({ tld: NL })).filter(({ kind }) => kind === 'freeze-ended');
  expect(ends).toHaveLength(1);
});

test('a freeze that ended with a decision is not announced as if nobody had decided', async () => {
  await act('discard');
  const { house, store, clock } = world.service.workplace;
  world.pass(8 * DAY);
  expect(await attendFrozenRosters(house, store, clock(), thrown)).toBe(0);
});

test('a reader puts nothing back and keeps nothing frozen', async () => {
  const reader = await world.signedIn(await world.addPerson('max@tld-ops.example', 'Max', 'reader'));
  const page = await browser.get(`/held/${ref}`);
  for (const action of ['restore', 'keep-frozen', 'correct', 'approve-corrected']) {
    const csrf = (await reader.get('/held')).hidden('csrf');
    const fields = { ...fieldsOf(page, 'restore'), csrf };
    expect((await reader.post(`/held/${ref}/${action}`, fields)).status).toBe(403);
  }
  expect((await inbox.next(KIM, 'notice')).subject).toContain('please decide');
});
