import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Reference } from '../../src/core/message.ts';
import { ADMIN_BR, ADMIN_NL, ANNA, subscribe } from '../e2e/invented-people.ts';
import { type Inbox, inboxOf } from '../e2e/inbox.ts';
import { BR, NL } from '../support/plans.ts';
import { type DeskWorld, startDeskWorld } from './desk-world.ts';
import type { Seen, Visitor } from './visitor.ts';

const SECRETARIAT = 'kim@tld-ops.example';

let world: DeskWorld;
let inbox: Inbox;
let browser: Visitor;
beforeEach(async () => {
  world = await startDeskWorld();
  inbox = inboxOf(world.sink);
  browser = await world.signedIn(await world.addPerson('lee@tld-ops.example', 'Lee', 'reviewer'));
  await world.play({ from: ADMIN_NL, text: subscribe('nl', ANNA) });
  await inbox.next(ADMIN_NL, 'applied');
});
afterEach(() => world.close());

const freeText = (text: string): Promise<Reference> => world.held({ from: ADMIN_NL, subject: 'Our contact', text });

function hidden(page: Seen): Record<string, string> {
  return { csrf: page.hidden('csrf'), digest: page.hidden('digest'), version: page.hidden('version') };
}

/** What stands in the box for the request. */
function proposal(page: Seen): string {
  const box = /<textarea id="block"[^>]*>([^<]*)<\/textarea>/u.exec(page.text)?.[1] ?? '';
  return box.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}

/** The form below what the correction would change. */
function approval(page: Seen): Record<string, string> {
  const form = /action="\/held\/[0-9-]+\/approve-corrected">([\s\S]*?)<\/form>/u.exec(page.text)?.[1] ?? '';
  return Object.fromEntries(
    [...form.matchAll(/name="([^"]+)" value="([^"]*)"/gu)].map(([, name, value]) => [name, value]),
  );
}

async function names(): Promise<readonly string[]> {
  const rosters = await world.service.workplace.store.rosters();
  return rosters.filter(({ tld }) => tld === NL).flatMap(({ contacts }) => contacts.map(({ name }) => name));
}

test.each([
  [
    'somebody new',
    'Dear colleagues,\n\nour new colleague is Ben Bakker <ben.bakker@nic.example>, phone +31 6 87654321.\n\nKind regards\nThe registry',
    'SUBSCRIBE .nl\nName: Ben Bakker\nEmail: ben.bakker@nic.example\nPhone: +31 6 87654321',
  ],
  [
    'somebody who left, with a successor',
    'Hello,\n\nAnna Visser has left us. Instead please take:\nBen Bakker\nben.bakker@nic.example\n+31 6 87654321',
    'REPLACE .nl anna.visser@nic.example\nName: Ben Bakker\nEmail: ben.bakker@nic.example\nPhone: +31 6 87654321',
  ],
  [
    'somebody who left',
    'Hello,\n\nAnna Visser does not work here any more, she left us.',
    'REMOVE .nl anna.visser@nic.example',
  ],
  [
    'another phone',
    'Hello,\n\nthe number of Anna Visser is now +31 6 99998888.',
    'SUBSCRIBE .nl\nName: Anna Visser\nEmail: anna.visser@nic.example\nPhone: +31 6 99998888',
  ],
  ['somebody who is not to be removed', 'Hello,\n\nplease do not remove Anna Visser.', ''],
  ['somebody who may be removed, asked only', 'Hello,\n\nshould we remove Anna Visser?', ''],
  [
    'somebody who is not to be added',
    'Hello,\n\nplease do not add Ben Bakker ben.bakker@nic.example, +31 6 87654321.',
    '',
  ],
  ['nothing that could be recognised', 'Hello,\n\nhow are you?', ''],
])('free text about %s is met half-way, and nothing of it is done', async (_, text, expected) => {
  const ref = await freeText(text);
  expect(proposal(await browser.get(`/held/${ref}`))).toBe(expected);
  expect(await names()).toEqual(['Anna Visser']);
});

test('what speaks against itself is shown for what it is, also beside what the reviewer writes', async () => {
  const ref = await freeText('Hello,\n\nplease do not remove Anna Visser, she has <not> left.');
  const page = await browser.get(`/held/${ref}`);
  const sentence =
    'Nothing is proposed: line 3 of the mail speaks against a change, only asks, or is too long to be read whole: ' +
    '<q dir="auto">please do not remove Anna Visser, she has &lt;not&gt; left.</q>';
  expect(page.text).toContain(sentence);
  expect(page.text).not.toMatch(/REMOVE|This is a proposal/u);
  const block = 'REMOVE .nl anna.visser@nic.example';
  const shown = await browser.post(`/held/${ref}/correct`, { ...hidden(page), block });
  expect(shown.text).toContain(sentence);
  expect(shown.text).not.toContain('This is a proposal');
});

test('a paragraph that is too long to be read whole is called that, since its end may speak against its beginning', async () => {
  const ref = await freeText(`Hello,\n\nAnna Visser has left us, ${'as we all know '.repeat(90)} or has not.`);
  const { text } = await browser.get(`/held/${ref}`);
  expect(text).toContain('or is too long to be read whole: <q dir="auto">Anna Visser has left us');
});

test('a request that the reviewer wrote anew is shown as a change, then approved as it was shown', async () => {
  const ref = await freeText('Hello,\n\nplease take Ben Bakker ben.bakker@nic.example as well, +31 6 87654321');
  const page = await browser.get(`/held/${ref}`);
  const shown = await browser.post(`/held/${ref}/correct`, { ...hidden(page), block: proposal(page) });
  expect(shown.status).toBe(200);
  expect(shown.text).toMatch(/With the correction[\s\S]*aria-label="\.nl afterwards">[\s\S]*Ben Bakker/u);
  expect(await names()).toEqual(['Anna Visser']);
  const done = await browser.post(`/held/${ref}/approve-corrected`, approval(shown));
  expect([done.status, await names()]).toEqual([303, ['Anna Visser', 'Ben Bakker']]);
  const told = await inbox.next(ADMIN_NL, 'applied');
  expect(told.text).toContain('Done. The Secretariat read your request for .nl');
  expect(told.text).toContain('Ben Bakker');
  const closed = await browser.get(`/held/${ref}`);
  expect(closed.text).toMatch(/request corrected[\s\S]*SUBSCRIBE \.nl/u);
});

test('another text than the one that was shown is not approved', async () => {
  const ref = await freeText('Hello,\n\nplease take Ben Bakker ben.bakker@nic.example as well, +31 6 87654321');
  const page = await browser.get(`/held/${ref}`);
  const shown = await browser.post(`/held/${ref}/correct`, { ...hidden(page), block: proposal(page) });
  const fields = approval(shown);
  const block = `REPLACE .nl anna.visser@nic.example\nName: Ben Bakker\nEmail: ben.bakker@nic.example\nPhone: +31 6 87654321`;
  const seen = await browser.post(`/held/${ref}/approve-corrected`, { ...fields, block });
  expect([seen.status, await names()]).toEqual([409, ['Anna Visser']]);
});

test('a correction is judged like a mail of the same sender: the policy still refuses a role address', async () => {
  const ref = await freeText('Hello, our team takes over.');
  const page = await browser.get(`/held/${ref}`);
  const block = 'SUBSCRIBE .nl\nName: Ben Bakker\nEmail: noc@nic.example\nPhone: +31 6 87654321';
  const shown = await browser.post(`/held/${ref}/correct`, { ...hidden(page), block });
  expect(shown.text).toContain('The policy refuses this whatever a reviewer says');
  expect(approval(shown)).toEqual({});
});

test('what one reviewer wrote anew is what the next one sees and approves; by mail it is not approved', async () => {
  const ref = await freeText('Hello, we shall be nobody for a while.');
  const block = 'REMOVE .nl ALL';
  const shown = await browser.post(`/held/${ref}/correct`, { ...hidden(await browser.get(`/held/${ref}`)), block });
  expect(shown.text).toContain('2 reviewers have to approve this: it takes the last contact away');
  expect((await browser.post(`/held/${ref}/approve-corrected`, approval(shown))).status).toBe(303);
  expect(await names()).toEqual(['Anna Visser']);
  const letters = [await inbox.next(SECRETARIAT, 'notice'), await inbox.next(SECRETARIAT, 'notice')];
  const news = letters.find(({ text }) => text.includes('with the request written anew'))?.text ?? '';
  expect(news).toMatch(/^\| REFUSE/mu);
  expect(news).not.toMatch(/^\| (?:APPROVE|ASK)/mu);
  const second = await world.signedIn(await world.addPerson('eve@tld-ops.example', 'Eve', 'reviewer'));
  const page = await second.get(`/held/${ref}`);
  expect(page.text).toMatch(/approved; another reviewer is needed[\s\S]*<blockquote dir="auto">REMOVE \.nl ALL</u);
  expect(proposal(page)).toBe(block);
  expect(page.text).toContain('Approved by <bdi>lee@tld-ops.example</bdi>; another reviewer is needed.');
  expect(page.text).toMatch(/With the correction[\s\S]*So far: <bdi>lee@tld-ops\.example<\/bdi>/u);
  expect((await second.post(`/held/${ref}/approve-corrected`, approval(page))).status).toBe(303);
  expect(await names()).toEqual([]);
});

test('the words of a correction stay words', async () => {
  const ref = await freeText('Hello, our team takes over.');
  const page = await browser.get(`/held/${ref}`);
  const block = '</textarea><script>alert(1)</script>';
  const shown = await browser.post(`/held/${ref}/correct`, { ...hidden(page), block });
  expect(shown.text).not.toContain('<script>alert');
});

test('a refusal may use one of the shipped reasons, with own words behind it', async () => {
  const ref = await freeText('Hello, our team takes over.');
  const page = await browser.get(`/held/${ref}`);
  expect(page.text).toContain('<option value="a-person">A contact has to be a person');
  const nothing = await browser.post(`/held/${ref}/refuse`, { ...hidden(page), shipped: '', reason: ' ' });
  expect(nothing.status).toBe(400);
  const done = await browser.post(`/held/${ref}/refuse`, {
    ...hidden(page),
    shipped: 'a-person',
    reason: 'Thanks, Lee',
  });
  expect(done.status).toBe(303);
  const told = (await inbox.next(ADMIN_NL, 'refused')).text.replaceAll('\n', ' ');
  expect(told).toContain('A contact has to be a person, not a team or a role.');
  expect(told).toContain('Thanks, Lee');
});

test('first contacts that a reviewer wrote are not the word of the Admin Contact, so another reviewer has to agree', async () => {
  const ref = await world.held({
    from: ADMIN_BR,
    subject: 'A question',
    text: 'Hello,\n\nwho may help us with TLD-OPS?',
  });
  const page = await browser.get(`/held/${ref}`);
  const block = 'SUBSCRIBE .br\nName: Clara Souza\nEmail: clara.souza@registry.example\nPhone: +55 11 91234 5678';
  const shown = await browser.post(`/held/${ref}/correct`, { ...hidden(page), block });
  expect(shown.text).toContain('2 reviewers have to approve this: it gives a ccTLD its first contacts');
  await browser.post(`/held/${ref}/approve-corrected`, approval(shown));
  const contactsOfBr = async () =>
    (await world.service.workplace.store.rosters()).filter(({ tld }) => tld === BR).flatMap(({ contacts }) => contacts);
  expect(await contactsOfBr()).toEqual([]);

  const other = await world.signedIn(await world.addPerson('sam@tld-ops.example', 'Sam', 'reviewer'));
  const seen = await other.get(`/held/${ref}`);
  const again = await other.post(`/held/${ref}/correct`, { ...hidden(seen), block });
  await other.post(`/held/${ref}/approve-corrected`, approval(again));
  expect((await contactsOfBr()).map(({ name }) => name)).toEqual(['Clara Souza']);
});
