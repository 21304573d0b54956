import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Request } from '../../src/core/command.ts';
import { readRequest } from '../../src/parse/read-request.ts';
import { readLines } from '../../src/review/read-lines.ts';
import { ADMIN_NL } from '../e2e/invented-people.ts';
import { shippedRules } from '../rules/shipped-rules.ts';
import { buildFortress, type Fortress } from './fortress.ts';

// Free text is read for what it may wish where every other client waits as well, and again whenever somebody looks at its case.

const MOST_BLOCKED_MS = 500;

let fortress: Fortress;
beforeAll(async () => {
  fortress = await buildFortress();
  await fortress.play({ from: ADMIN_NL, text: 'HELP' });
});
afterAll(() => fortress.close());

const ADMIN_SE = 'boss@unproved.example';

/** In base64, which has lines of any length. */
function freeText(from: string, words: string): string {
  const text = Buffer.from(`Please change the contacts of ${from === ADMIN_SE ? '.se' : '.nl'} for us\n${words}\n`);
  return [
    `From: ${from}`,
    `To: ${fortress.world.mailbox}`,
    'Subject: please',
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${crypto.randomUUID()}@words.example>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    text.toString('base64').replaceAll(/.{76}/gu, '$&\r\n'),
    '',
  ].join('\r\n');
}

const LONG = 2_000_000;
const COSTLY: readonly (readonly [string, string, string])[] = [
  ['a word without an end, of an Admin Contact whom nobody proved', ADMIN_SE, '字'.repeat(20_000)],
  ['a word without an end, and an address', ADMIN_NL, `${'字'.repeat(LONG / 3)} x@nic.example`],
  ['a word that may be the beginning of an address', ADMIN_NL, 'a'.repeat(LONG)],
  ['a word that may be a name', ADMIN_NL, `${'A'.repeat(LONG)} x@nic.example`],
  ['lines of addresses', ADMIN_NL, 'Aaa Bbb <x@nic.example>, '.repeat(LONG / 25)],
  ['as many people as lines', ADMIN_NL, Array.from({ length: 50_000 }, (_, n) => `A B x${n}@nic.example`).join('\n')],
];

test.each(COSTLY)('free text with %s keeps nobody waiting', { timeout: 120_000 }, async (_, from, words) => {
  await fortress.watchAnew();
  const machine = monitorEventLoopDelay({ resolution: 5 });
  machine.enable();
  const raw = freeText(from, words);
  expect(await fortress.play({ from, text: '', raw, signed: from === ADMIN_NL })).toMatch(/^250 .* held$/u);
  const { blockedMs } = await fortress.seen();
  machine.disable();
  expect(blockedMs).toBeLessThan(MOST_BLOCKED_MS + 3 * (machine.max / 1e6));
});

const LABELS = Array.from({ length: 95 }, (_, n) => `.${String.fromCharCode(97 + Math.floor(n / 26), 97 + (n % 26))}`);
const everywhere = (command: (n: number) => string): string =>
  Array.from({ length: 50 }, (_, n) => command(n)).join('\n');

test.each([
  [
    'SUBSCRIBE',
    everywhere((n) => `SUBSCRIBE ${LABELS.join(' ')}\nName: A B\nEmail: a${n}@x.example\nPhone: +31 6 12345678`),
  ],
  ['REMOVE', everywhere((n) => `REMOVE ${LABELS.join(' ')} a${n}@x.example`)],
  ['WHO', everywhere(() => `WHO ${LABELS.join(' ')}`)],
  ['DISPUTE', everywhere(() => `DISPUTE ${LABELS.join(' ')}`)],
])('fifty %s for ninety-five ccTLDs keep nobody waiting', { timeout: 120_000 }, async (_, text) => {
  await fortress.watchAnew();
  const machine = monitorEventLoopDelay({ resolution: 5 });
  machine.enable();
  const from = 'mallory@unproved.example';
  expect(await fortress.play({ from, text, signed: false, clientIp: '127.0.0.66' })).toMatch(/^550 5\.7\./u);
  const { blockedMs } = await fortress.seen();
  machine.disable();
  expect(blockedMs).toBeLessThan(MOST_BLOCKED_MS + 3 * (machine.max / 1e6));
});

test('what is beyond the ccTLDs and people of one mail is shown as not understood, and casts doubt on the rest', async () => {
  const first = 'REMOVE .nl anna.visser@nic.example';
  const { commands, ignored } = readRequest({
    text: `${first}\n${everywhere((n) => `REMOVE ${LABELS.join(' ')} a${n}@x.example`)}`,
    subject: '',
    table: (await shippedRules()).table,
  });
  expect(commands.map(({ text }) => text)[0]).toBe(first);
  expect(commands.length).toBeLessThan(50);
  expect(commands.length + ignored.filter(({ why }) => why === 'not-understood').length).toBe(51);
  expect(commands.every(({ doubts }) => doubts.some(({ code }) => code === 'line-not-understood'))).toBe(true);
});

test('one mail asks for the whole list five times at most, not fifty', async () => {
  const { table } = await shippedRules();
  expect(readRequest({ text: everywhere(() => 'WHO'), subject: '', table }).commands.length).toBe(5);
  expect(readRequest({ text: everywhere(() => 'WHO EU'), subject: '', table }).commands.length).toBe(5);
  expect(readRequest({ text: everywhere(() => 'WHO john'), subject: '', table }).commands.length).toBe(50);
});

test('a mail of many lines is shown to a reviewer without a search for each of them', () => {
  const quoted = Array.from({ length: 4990 }, (_, n) => ({ line: n + 1, text: '> x', why: 'quoted' }) as const);
  const request: Request = {
    commands: [],
    ignored: quoted,
    hints: [],
    loose: [],
    dryRun: false,
    mentioned: [],
    filledIn: [],
  };
  const text = `${'> x\n'.repeat(quoted.length)}${'x\n'.repeat(200_000)}`;
  const before = process.threadCpuUsage();
  const lines = readLines('please', text, request);
  const { user, system } = process.threadCpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(2000);
  expect([lines[1]?.kind, lines[5000]?.kind]).toEqual(['quoted', '']);
});
