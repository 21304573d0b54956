import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoWorld, startDemoWorld } from '../../src/demo/demo-world.ts';
import { tldopsHere } from './child-program.ts';
import { type Inbox, inboxOf } from './inbox.ts';
import { ADMIN_NL, ANNA, BEN, ianaRecord, subscribe } from './invented-people.ts';

const ANA = { name: 'Ana Silva', email: 'ana.silva@registro.example', phone: '+551155093500' };

let world: DemoWorld;
let inbox: Inbox;

beforeAll(async () => {
  world = await startDemoWorld({
    iana: [ianaRecord('nl', ADMIN_NL)],
    domains: { 'nic.example': { dmarc: 'reject' } },
  });
  inbox = inboxOf(world.sink);
});

afterAll(() => world.close());

let mails = 0;

/** The References of our answer to a HELP with these fields; null where it has none. */
async function threadOfAnswer(...fields: readonly string[]): Promise<string | null> {
  mails += 1;
  const raw = [
    `From: ${ADMIN_NL}`,
    `To: ${world.mailbox}`,
    'Subject: help',
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    ...fields,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'HELP',
    `number ${mails}`,
    '',
  ].join('\r\n');
  expect(await world.play({ from: ADMIN_NL, text: '', raw })).toMatch(/^250 2\.0\.0 \S+ info$/u);
  const { headers } = await inbox.next(ADMIN_NL, 'info');
  return headers.get('references') ?? null;
}

const LONG = `<${'x'.repeat(250)}@nic.example>`;

describe('the thread of an answer (RFC 5322 section 3.6.4)', () => {
  it.each<[about: string, fields: readonly string[], thread: string | null]>([
    [
      'is that of a mail with References',
      ['References: <a@x> <b@x>', 'In-Reply-To: <c@x>', 'Message-ID: <1@x>'],
      '<a@x> <b@x> <1@x>',
    ],
    ['goes on from what a mail without References answers', ['In-Reply-To: <c@x>', 'Message-ID: <2@x>'], '<c@x> <2@x>'],
    ['whatever is written beside it', ['In-Reply-To: Your message of "Mon" <c@x>', 'Message-ID: <3@x>'], '<c@x> <3@x>'],
    ['not where it answers several', ['In-Reply-To: <c@x> <d@x>', 'Message-ID: <4@x>'], '<4@x>'],
    [
      'nor where References are there and none is one',
      ['References: none', 'In-Reply-To: <c@x>', 'Message-ID: <5@x>'],
      '<5@x>',
    ],
    ['nor where it is too long', [`In-Reply-To:\r\n ${LONG}`, 'Message-ID: <6@x>'], '<6@x>'],
    ['nor where it only looks like one', ['In-Reply-To: <c@x>,evil@x', 'Message-ID: <7@x>'], '<7@x>'],
    ['nor beside another that is none', [`In-Reply-To: ${LONG} <c@x>`, 'Message-ID: <8@x>'], '<8@x>'],
    ['is what a mail without a name belongs to', ['References: <a@x>'], '<a@x>'],
    ['is none for a mail that has no name and answers none', [], null],
  ])('%s', async (_, fields, thread) => {
    expect(await threadOfAnswer(...fields)).toBe(thread);
  });

  it('is bounded, however long that of the mail is', async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `<${index}.${'y'.repeat(150)}@nic.example>`);
    const thread = await threadOfAnswer(`References: ${ids.join('\r\n ')}`, 'Message-ID: <9@x>');
    expect(thread?.split(/\s+/u)).toEqual([...ids.slice(-19), '<9@x>']);
  });
});

describe('what our mails say of themselves', () => {
  it('names reference, result and rules, also in a letter that no rule decided', async () => {
    expect(await world.play({ from: ADMIN_NL, text: subscribe('nl', ANNA, BEN) })).toMatch(/ applied$/u);
    expect((await inbox.next(ADMIN_NL, 'applied')).headers.get('x-tldops-rules')).toBe('admin-signed');
    const file = join(world.folder, 'roster.json');
    await writeFile(file, JSON.stringify([{ tld: 'br', contacts: [{ ...ANA, rank: 1, secondaryEmail: null }] }]));
    for (const args of [
      ['roster', 'import', file, '--apply'],
      ['notify', '--kind', 'monthly'],
    ])
      expect(await tldopsHere([...args, '--config', world.settingsFile])).toMatchObject({ status: 0 });
    const monthly = await inbox.next(ANA.email, 'notice');
    expect(monthly.headers.get('x-tldops-rules')).toBe('none');
    for (const { headers } of world.sink.mails) {
      expect(headers.get('x-tldops-ref')).toMatch(/^\d{4}-\d{6,9}$/u);
      expect(headers.get('x-tldops-result')).toMatch(/^(?:applied|info|notice)$/u);
      expect(headers.get('x-tldops-rules')).toMatch(/^[a-z][a-z0-9, -]*$/u);
    }
  });
});
