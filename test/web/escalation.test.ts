import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Reference } from '../../src/core/message.ts';
import { ADMIN_NL, ANNA, KIM, subscribe } from '../e2e/invented-people.ts';
import { type Inbox, inboxOf, quoted, type ReadMail, replyTo } from '../e2e/inbox.ts';
import { type DeskWorld, startDeskWorld } from './desk-world.ts';
import type { Visitor } from './visitor.ts';

const COMMITTEE = 'committee@elsewhere.example';

let world: DeskWorld;
let inbox: Inbox;
let browser: Visitor;
let ref: Reference;
beforeEach(async () => {
  world = await startDeskWorld();
  const settings = readFileSync(world.settingsFile, 'utf8');
  writeFileSync(world.settingsFile, `${settings}\nstanding_committee: ${COMMITTEE}\n`);
  await world.restart();
  inbox = inboxOf(world.sink);
  browser = await world.signedIn(await world.addPerson('lee@tld-ops.example', 'Lee', 'reviewer'));
  ref = await world.held({
    from: 'colleague@unproved.example',
    cc: ADMIN_NL,
    signed: false,
    subject: 'SECRET WORDS',
    text: subscribe('nl', ANNA),
  });
  await inbox.next(KIM, 'notice');
  const page = await browser.get(`/held/${ref}`);
  const form = { csrf: page.hidden('csrf'), digest: page.hidden('digest'), version: page.hidden('version') };
  const asked = await browser.post(`/held/${ref}/escalate`, { ...form, question: 'May we?\nPlease.' });
  if (asked.status !== 303) throw new Error(asked.text);
});
afterEach(() => world.close());

function answer(asked: ReadMail, more: Partial<Parameters<DeskWorld['play']>[0]> = {}): Promise<string> {
  const text = `We think so.\nAsk the registry first.\n\nOn that day TLD-OPS wrote:\n${quoted(asked)}`;
  return world.play({ from: COMMITTEE, to: replyTo(asked), text, ...more });
}

test('the Standing Committee gets the facts and the question, and its answer comes back as a note', async () => {
  const asked = await inbox.next(COMMITTEE, 'notice');
  expect(asked.text).toContain('lee@tld-ops.example of the Secretariat asks the Standing Committee');
  expect(asked.text).toContain('The question: May we? Please.');
  expect(asked.text).toContain('Anna Visser');
  expect(asked.text).not.toContain('SECRET WORDS');
  expect((await inbox.next(KIM, 'notice')).text).toContain('asked the Standing Committee about this case');
  expect(await answer(asked)).toMatch(/^250 .* info$/u);
  const told = await inbox.next(KIM, 'notice');
  expect(told.text).toContain(`${COMMITTEE} writes about this case:\n\n| We think so.\n| Ask the registry first.`);
  const page = await browser.get(`/held/${ref}`);
  expect(page.text).toMatch(/note<\/strong>[\s\S]*We think so\./u);
  expect(page.text).not.toContain('On that day TLD-OPS wrote:\n&gt;');
  expect((await world.service.workplace.store.heldCase(ref))?.state).toBe('open');
});

test('five answers are put on record, and no more', async () => {
  const asked = await inbox.next(COMMITTEE, 'notice');
  const form = async () => {
    const page = await browser.get(`/held/${ref}`);
    return { csrf: page.hidden('csrf'), digest: page.hidden('digest'), version: page.hidden('version') };
  };
  await browser.post(`/held/${ref}/note`, { ...(await form()), note: 'Notes of our own do not count.' });
  for (let times = 1; times <= 5; times += 1) {
    expect(await answer(asked, { text: `Answer ${times}` })).toMatch(/^250 .* info$/u);
  }
  expect(await answer(asked, { text: 'Answer 6' })).toMatch(/^550 5\.7\.1 .*on record already/u);
  const notes = (await world.service.workplace.store.audit({ ref })).filter(({ kind }) => kind === 'case-noted');
  expect(notes).toHaveLength(6);
});

test('a case that was decided takes no answers any more', async () => {
  const asked = await inbox.next(COMMITTEE, 'notice');
  const page = await browser.get(`/held/${ref}`);
  const form = { csrf: page.hidden('csrf'), digest: page.hidden('digest'), version: page.hidden('version') };
  expect((await browser.post(`/held/${ref}/discard`, form)).status).toBe(303);
  expect(await answer(asked)).toMatch(/^550 5\.7\.1 .*decided meanwhile/u);
});

test('nobody speaks for the committee without proof, and its answer decides nothing', async () => {
  const asked = await inbox.next(COMMITTEE, 'notice');
  expect(await answer(asked, { from: 'somebody@unproved.example', signed: false })).toMatch(/^550 5\.7\.1 /u);
  expect(await answer(asked, { text: 'APPROVE' })).toMatch(/ info$/u);
  expect((await world.service.workplace.store.heldCase(ref))?.state).toBe('open');
});
