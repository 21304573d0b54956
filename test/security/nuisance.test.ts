import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { eventually } from '../e2e/deadline.ts';
import { ADMIN_BR, ADMIN_NL, ANNA, BEN, DOMAINS, KIM, subscribe } from '../e2e/invented-people.ts';
import { buildFortress, type Fortress } from './fortress.ts';

/** Nothing proves what comes from there. */
const ADMIN_SE = 'boss@unproved.example';

/** Names that one owner made up. */
const BELOW_ONE = Array.from({ length: 6 }, (_, n) => `s${n}.owned.example`);

let fortress: Fortress;
beforeAll(async () => {
  fortress = await buildFortress({
    domains: {
      ...DOMAINS,
      'third.example': { dmarc: 'reject' },
      'fourth.example': { dmarc: 'reject' },
      'shared.example': { dmarc: 'reject' },
      ...Object.fromEntries(BELOW_ONE.map((domain) => [domain, { dmarc: 'reject' }])),
    },
  });
  await fortress.play({ from: ADMIN_NL, text: subscribe('nl', ANNA, BEN) });
});
afterAll(() => fortress.close());

const CASES = z.array(z.object({ state: z.string(), from: z.string(), commands: z.array(z.string()) }));

async function openCases(): Promise<z.infer<typeof CASES>> {
  const cases = CASES.parse((await fortress.cli('held', 'list', '--json')).json());
  return cases.filter(({ state }) => state === 'open');
}

const person = (n: number): string =>
  `SUBSCRIBE .nl\nName: Mallory ${String.fromCharCode(65 + (n % 26))}alone\nEmail: m${n}@elsewhere.example\nPhone: +31 6 111122${String(n % 100).padStart(2, '0')}`;

/** What is there in all: open cases, mail to the Admin Contact and to the Secretariat. */
async function burden(): Promise<readonly [cases: number, admin: number, secretariat: number]> {
  return [(await openCases()).length, await fortress.mailsTo(ADMIN_NL), await fortress.mailsTo(KIM)];
}

const words = (replies: readonly string[]): readonly string[] => replies.map((reply) => reply.split(' ').at(-1) ?? '');

test('a proved stranger who asks in the name of many buries neither the Admin Contact nor the desk', async () => {
  const before = await burden();
  const replies: string[] = [];
  for (let n = 0; n < 12; n += 1)
    replies.push(await fortress.play({ from: `m${n}@elsewhere.example`, cc: ADMIN_NL, text: person(n) }));
  expect(words(replies.slice(0, 5))).toEqual(['confirm', 'confirm', 'confirm', 'held', 'held']);
  for (const reply of replies.slice(5)) expect(reply).toMatch(/^451 4\.7\.1 /u);
  const after = await burden();
  expect(after.map((count, index) => count - (before[index] ?? 0))).toEqual([5, 3, 2]);
});

test('meanwhile somebody of another domain is heard, and the Admin Contact as ever', async () => {
  const other = await fortress.play({ from: 'colleague@registry.example', cc: ADMIN_NL, text: person(30) });
  expect(other).toMatch(/(?:confirm|held)$/u);
  expect(await fortress.play({ from: ADMIN_NL, text: 'STATUS .nl' })).toMatch(/info$/u);
});

test('how many requests wait tells nobody who is on the list', async () => {
  const heard = async (domain: string, whom: string): Promise<readonly string[]> => {
    const replies: string[] = [];
    for (let n = 0; n < 7; n += 1)
      replies.push(await fortress.play({ from: `m${n}@${domain}`, cc: ADMIN_NL, text: `REMOVE .nl ${whom}` }));
    return replies.map((reply) => reply.replace(/\d{4}-\d{6}/u, 'REF'));
  };
  const there = await heard('third.example', 'anna.visser@nic.example');
  const notThere = await heard('fourth.example', 'nobody@nic.example');
  expect(there.at(-1)).toMatch(/^451 4\.7\.1 /u);
  expect(notThere).toEqual(there);
});

test('one account at a provider that many share puts off nobody but itself', async () => {
  const asked = (from: string, label: 'nl' | 'br'): Promise<string> =>
    fortress.play({ from, cc: label === 'nl' ? ADMIN_NL : ADMIN_BR, text: subscribe(label, ANNA) });
  const replies: string[] = [];
  for (const name of ['mallory', 'mallory', 'mallory+a', 'm.allory', 'ma.llory+c', 'mallory'])
    replies.push(await asked(`${name}@shared.example`, replies.length % 2 === 0 ? 'nl' : 'br'));
  for (const reply of replies.slice(0, 4)) expect(reply).toMatch(/^250 .*(?:confirm|held)$/u);
  for (const reply of replies.slice(4)) expect(reply).toMatch(/^451 4\.7\.1 /u);
  // An Admin Contact who writes from a private account there.
  expect(await asked('honest@shared.example', 'br')).toMatch(/^250 .*(?:confirm|held)$/u);
  expect(await asked('honest@shared.example', 'nl')).toMatch(/^250 .*(?:confirm|held)$/u);
});

test('whoever has a domain has no more places by names below it', async () => {
  const replies: string[] = [];
  for (const domain of BELOW_ONE)
    replies.push(await fortress.play({ from: `m@${domain}`, cc: ADMIN_BR, text: subscribe('br', ANNA) }));
  for (const reply of replies.slice(0, 5)) expect(reply).toMatch(/^250 .*(?:confirm|held)$/u);
  expect(replies[5]).toMatch(/^451 4\.7\.1 /u);
});

test('whoever writes in the name of an Admin Contact without proof buries neither that contact nor the desk', async () => {
  const before = await burden();
  const ofAdmin = await fortress.mailsTo(ADMIN_SE);
  const replies: string[] = [];
  for (let n = 0; n < 10; n += 1)
    replies.push(
      await fortress.play({
        from: ADMIN_SE,
        text: person(n).replace('.nl', '.se'),
        signed: false,
        clientIp: '127.0.0.66',
      }),
    );
  expect(words(replies.slice(0, 6))).toEqual(['confirm', 'confirm', 'confirm', 'held', 'held', 'held']);
  for (const reply of replies.slice(6)) expect(reply).toMatch(/^451 4\.7\.1 /u);
  const after = await burden();
  expect([0, 2].map((index) => (after[index] ?? 0) - (before[index] ?? 0))).toEqual([6, 3]);
  expect((await fortress.mailsTo(ADMIN_SE)) - ofAdmin).toBe(3);
});

test('a contact makes us write to four new addresses at most that nobody answers from', async () => {
  const replies: string[] = [];
  for (let n = 0; n < 6; n += 1)
    replies.push(
      await fortress.play({ from: 'ben.bakker@nic.example', text: `UPDATE\nEmail: victim${n}@somewhere.example` }),
    );
  expect(words(replies.slice(0, 4))).toEqual(['confirm', 'confirm', 'confirm', 'confirm']);
  for (const reply of replies.slice(4)) expect(reply).toMatch(/^451 4\.7\.1 /u);
  expect(await fortress.mailsTo('victim3@somewhere.example')).toBe(1);
  expect(await fortress.mailsTo('victim4@somewhere.example')).toBe(0);
  // Everything else of the own entry goes on.
  expect(await fortress.play({ from: 'ben.bakker@nic.example', text: 'UPDATE\nPhone: +31 6 87654322' })).toMatch(
    /applied$/u,
  );
});

test('a contact who disputes again and again opens three cases', async () => {
  const before = await burden();
  const replies: string[] = [];
  for (let n = 0; n < 5; n += 1)
    replies.push(await fortress.play({ from: 'anna.visser@nic.example', text: `DISPUTE .nl\n\nNumber ${n}` }));
  expect(words(replies)).toEqual(['held', 'held', 'held', 'refused', 'refused']);
  const after = await burden();
  expect([0, 2].map((index) => (after[index] ?? 0) - (before[index] ?? 0))).toEqual([3, 3]);
});

test('bounces, vacation notices and mail in our own name make us write to nobody', async () => {
  await eventually(() => fortress.waitingMails() === 0, 'an empty outbox');
  const before = fortress.world.sink.mails.length;
  const victim = 'victim@unproved.example';
  const attacks = [
    { from: victim, text: 'HELP' },
    { from: victim, text: 'HELP', mailFrom: '' },
    { from: victim, text: 'WHO', headers: [`Reply-To: ${victim}`, `Return-Path: <${victim}>`] },
    { from: fortress.world.mailbox, text: 'HELP' },
    { from: ADMIN_NL, text: 'HELP', mailFrom: victim },
    { from: victim, text: 'CONFIRM', to: `tld-ops-admin+${'a'.repeat(26)}@tld-ops.example` },
  ];
  for (const attack of attacks) await fortress.play({ ...attack, signed: false, clientIp: '127.0.0.66' });
  await eventually(() => fortress.waitingMails() === 0, 'an empty outbox');
  expect(fortress.world.sink.mails.slice(before).flatMap(({ envelope }) => envelope.to)).toEqual([]);
});

test('a flood to postmaster@ is kept, and handed on fifty times a day', async () => {
  const before = await fortress.mailsTo(KIM);
  for (let n = 0; n < 53; n += 1)
    expect(
      await fortress.play({
        from: 'spam@unproved.example',
        to: 'postmaster@tld-ops.example',
        text: `Buy number ${n}`,
        signed: false,
        clientIp: '127.0.0.66',
      }),
    ).toMatch(/^250 .* info$/u);
  expect((await fortress.mailsTo(KIM)) - before).toBe(50);
});
