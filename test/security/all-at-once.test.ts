import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { PlayedMail } from '../../src/demo/surroundings.ts';
import { ADMIN_BR, ADMIN_NL, ANNA, BEN, CLARA, DOMAINS, subscribe } from '../e2e/invented-people.ts';
import { buildFortress, type Fortress } from './fortress.ts';

// Mails that come in the same moment are judged on the same world. No ceiling may be the higher for it.

/** Nothing proves what comes from there. */
const ADMIN_SE = 'boss@unproved.example';

let fortress: Fortress;
beforeAll(async () => {
  fortress = await buildFortress({
    domains: { ...DOMAINS, 'third.example': { dmarc: 'reject' }, 'fourth.example': { dmarc: 'reject' } },
  });
  await fortress.play({ from: ADMIN_NL, text: subscribe('nl', ANNA, BEN) });
});
afterAll(() => fortress.close());

const CASES = z.array(z.object({ state: z.string(), from: z.string(), tlds: z.array(z.string()) }));

async function openCases(tld: string): Promise<number> {
  const cases = CASES.parse((await fortress.cli('held', 'list', '--json')).json());
  return cases.filter(({ state, tlds }) => state === 'open' && tlds.includes(tld)).length;
}

/** How often each answer was given. */
async function atOnce(mails: readonly PlayedMail[]): Promise<Readonly<Record<string, number>>> {
  const replies = await Promise.all(mails.map((mail) => fortress.play(mail)));
  const words = replies.map((reply) =>
    reply.startsWith('250 ') ? (reply.split(' ').at(-1) ?? '') : reply.slice(0, 9),
  );
  return Object.fromEntries(
    [...new Set(words)].map((word) => [word, words.filter((one) => one === word).length] as const),
  );
}

const numbered = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n);

test('twenty forged mails make us write to the Admin Contact three times, and three wait', async () => {
  const forged = numbered(20).map((n) => ({
    from: ADMIN_SE,
    text: subscribe('se', `Name: Mallory Number\nEmail: m${n}@elsewhere.example\nPhone: +46 70 11112${n + 10}`),
    signed: false,
    clientIp: '127.0.0.66',
  }));
  expect(await atOnce(forged)).toEqual({ '451 4.7.1': 14, confirm: 3, held: 3 });
  expect(await openCases('se')).toBe(6);
  expect(await fortress.mailsTo(ADMIN_SE)).toBe(3);
});

test('twenty proved mails of one domain take five places, and the Admin Contact is written to three times', async () => {
  const before = await fortress.mailsTo(ADMIN_BR);
  const asked = numbered(20).map((n) => ({
    from: `m${n}@third.example`,
    cc: ADMIN_BR,
    text: subscribe('br', `Name: Mallory Number\nEmail: m${n}@third.example\nPhone: +55 11 9123456${n + 10}`),
  }));
  expect(await atOnce(asked)).toEqual({ '451 4.7.1': 15, confirm: 3, held: 2 });
  expect(await openCases('br')).toBe(5);
  expect((await fortress.mailsTo(ADMIN_BR)) - before).toBe(3);
});

test('ten disputes open three cases', async () => {
  const disputes = numbered(10).map((n) => ({ from: 'anna.visser@nic.example', text: `DISPUTE .nl\n\nNumber ${n}` }));
  expect(await atOnce(disputes)).toEqual({ held: 3, refused: 7 });
  expect(await openCases('nl')).toBe(3);
});

test('cases that fall under no ceiling put nobody off: neither the last request of an outsider nor the last dispute', async () => {
  await fortress.play({ from: ADMIN_BR, text: subscribe('br', CLARA) });
  const outsider = (n: number): PlayedMail => ({
    from: 'somebody@fourth.example',
    cc: ADMIN_BR,
    text: subscribe('br', `Name: Mallory Number\nEmail: s${n}@fourth.example\nPhone: +55 11 9123456${n + 10}`),
  });
  const dispute = (n: number): PlayedMail => ({
    from: 'clara.souza@registry.example',
    text: `DISPUTE .br\n\nNumber ${n}`,
  });
  for (const n of [0, 1, 2]) expect(await fortress.play(outsider(n))).toMatch(/^250 .*(?:confirm|held)$/u);
  for (const n of [0, 1]) expect(await fortress.play(dispute(n))).toMatch(/ held$/u);
  const others = numbered(20).map((n) => ({
    from: 'clara.souza@registry.example',
    text: `Dear all, could you please take a look at what we sent about .br last week? It is about number ${n}.`,
  }));
  expect(await atOnce([...others.slice(0, 10), outsider(3), dispute(2), ...others.slice(10)])).toEqual({ held: 22 });
});
