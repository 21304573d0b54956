import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DnsZone } from '../../src/demo/dns-server.ts';
import { eventually } from '../e2e/deadline.ts';
import { buildFortress, type Fortress } from './fortress.ts';
import { goodMail } from './good-mail.ts';

// More mails at once than there are places, whose senders' name servers never answer.

const PLACES = 200;
const FEW = 8;
/** Letters that give way do so for ten seconds. */
const LETTER_MS = 6000;
const NETWORKS = 22;
/** Keys are asked for one after the other, each for more than a second. */
const SELECTORS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
const SILENT: DnsZone = Object.fromEntries(
  ['', '_dmarc.', ...SELECTORS.map((selector) => `${selector}._domainkey.`)].map((name) => [
    `${name}silent.example`,
    'silent',
  ]),
);

let fortress: Fortress;
beforeAll(async () => {
  fortress = await buildFortress({ zone: SILENT, dnsTimeout: '2s' });
  await goodMail(fortress);
});
afterAll(() => fortress.close());

const BODY_HASH = createHash('sha256').update('HELP\r\n').digest('base64');

function silentMail(n: number): string {
  const signature = (selector: string): string =>
    `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=silent.example; s=${selector}; h=from:subject:date; bh=${BODY_HASH}; b=${'A'.repeat(344)}`;
  return [
    ...SELECTORS.map(signature),
    'From: mallory@silent.example',
    'To: tld-ops-admin@tld-ops.example',
    'Subject: HELP',
    `Message-ID: <${n}@silent.example>`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    '',
    'HELP',
    '',
  ].join('\r\n');
}

/** What became of one, once something has. */
async function sendSilentMail(n: number): Promise<string> {
  const clientIp = `127.${20 + (n % NETWORKS)}.0.9`;
  const mail = { from: 'mallory@silent.example', text: '', raw: silentMail(n), signed: false, clientIp };
  return fortress.play(mail).catch(String);
}

test('the letters of others leave at once while a few such mails wait', { timeout: 240_000 }, async () => {
  let over = 0;
  const few = Array.from({ length: FEW }, async (_, n) => {
    await sendSilentMail(n);
    over += 1;
  });
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const letters = fortress.world.sink.mails.length;
  await goodMail(fortress);
  await eventually(() => fortress.world.sink.mails.length > letters, 'the answer to a good mail', LETTER_MS);
  expect(over).toBe(0);
  await Promise.all(few);
});

test('a good mail gets its place long before the DNS was asked for long enough; who gave way left nothing behind', {
  timeout: 240_000,
}, async () => {
  let putOffByNow = 0;
  const attack = Array.from({ length: PLACES + 20 }, async (_, n): Promise<string> => {
    const reply = await sendSilentMail(FEW + n);
    if (reply.startsWith('451 4.4.3')) putOffByNow += 1;
    return reply;
  });
  await eventually(
    async () => ((await fortress.metrics()).get('tldops_smtp_connections') ?? 0) >= PLACES - 1,
    'two hundred connections',
  );
  await goodMail(fortress);
  expect(putOffByNow).toBe(0);
  const replies = await Promise.all(attack);
  expect(putOffByNow).toBeGreaterThan(PLACES / 2);
  expect(replies.filter((reply) => reply.startsWith('421 4.3.2 Others')).length).toBeGreaterThan(0);
  expect(fortress.putOffMails()).toBe(FEW + putOffByNow);
});
