import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ADMIN, ANNA, BARE_ADMIN, laySiege, MALLORY, rawMail, type Siege } from './siege.ts';

let siege: Siege;
beforeAll(async () => {
  siege = await laySiege();
});
afterAll(() => siege.close());

const FROMS: readonly (readonly [string, readonly string[]])[] = [
  ['the admin, plainly', [`From: ${ADMIN}`]],
  ['the admin as display name', [`From: "${ADMIN}" <${MALLORY}>`]],
  ['the admin as an encoded word', [`From: =?utf-8?q?hostmaster=40nic-nl=2Eexample?= <${MALLORY}>`]],
  [
    'an encoded word that closes the address',
    [`From: =?utf-8?q?=3Chostmaster=40nic-nl=2Eexample=3E=2C?= <${MALLORY}>`],
  ],
  ['an encoded word inside the brackets', ['From: <=?utf-8?q?hostmaster?=@nic-nl.example>']],
  ['two addresses', [`From: ${ADMIN}, ${MALLORY}`]],
  ['two addresses, the other first', [`From: ${MALLORY}, ${ADMIN}`]],
  ['two From fields', [`From: ${MALLORY}`, `From: ${ADMIN}`]],
  ['a From field with a space before its colon', [`From : ${ADMIN}`, `From: ${MALLORY}`]],
  ['a group', [`From: Admins: ${ADMIN};`]],
  ['a route', [`From: <@evil.example:${ADMIN}>`]],
  ['a comment', [`From: ${MALLORY} (${ADMIN})`]],
  ['a comment before the domain', ['From: hostmaster@(evil.example)nic-nl.example']],
  ['two pairs of brackets', [`From: <${ADMIN}> <${MALLORY}>`]],
  ['a local part in UTF-8', ['From: höstmaster@nic-nl.example']],
  ['a fake A-label', ['From: hostmaster@xn--nic-nl.example']],
  ['a homoglyph domain', ['From: hostmaster@n\u0456c-nl.example']],
  ['a full-width domain', ['From: hostmaster@ｎｉｃ-nl．example']],
  ['a percent hack', ['From: hostmaster%nic-nl.example@evil.example']],
  ['a quoted local part', [`From: "${ADMIN}"@evil.example`]],
  ['a trailing dot', [`From: ${ADMIN}.`]],
  ['an address literal', ['From: hostmaster@[127.0.0.1]']],
  ['a folded address', ['From: hostmaster@\r\n nic-nl.example']],
  ['a tab in the address', ['From: hostmaster\t@nic-nl.example']],
  ['an empty From', ['From: <>']],
  ['Sender and Reply-To of the admin', [`From: ${MALLORY}`, `Sender: ${ADMIN}`, `Reply-To: ${ADMIN}`]],
  ['a Resent-From', [`From: ${MALLORY}`, `Resent-From: ${ADMIN}`]],
  [
    'a false verdict of ours',
    [`Authentication-Results: mx.tld-ops.example; dkim=pass header.d=nic-nl.example; dmarc=pass`, `From: ${ADMIN}`],
  ],
  [
    'a false ARC chain',
    ['ARC-Authentication-Results: i=1; mx.tld-ops.example; dmarc=pass header.from=nic-nl.example', `From: ${ADMIN}`],
  ],
  ['a contact', [`From: ${ANNA}`]],
];

describe.each(['REMOVE .nl ALL', 'WHO', `REMOVE .nl ${ANNA}`])('%s', (text) => {
  test.each(FROMS)('with %s in From, unsigned', async (_, headers) => {
    const raw = rawMail(headers, text);
    const { mails } = await siege.withstands(() => siege.send(raw));
    expect(mails.filter(({ to }) => to !== MALLORY)).toEqual([]);
  });

  test.each(FROMS)('with %s in From, signed by the attacker', async (_, headers) => {
    const raw = await siege.world.compose({ from: MALLORY, text: '', raw: rawMail(headers, text) }).catch(() => null);
    if (raw === null) return;
    const { mails } = await siege.withstands(() => siege.send(raw, { ip: '127.0.0.1' }));
    expect(mails.filter(({ to }) => !to.endsWith('@evil.example'))).toEqual([]);
  });
});

test('a signed subdomain of the registry speaks for nobody else', async () => {
  const mail = { from: 'mallory@evil.nic-nl.example', text: 'REMOVE .nl ALL' };
  const raw = await siege.world.compose(mail);
  const { reply } = await siege.withstands(() => siege.send(raw, { mailFrom: mail.from, ip: '127.0.0.1' }));
  expect(reply).toMatch(/refused$/u);
});

test('a subdomain signs for the address of its parent', async () => {
  const raw = await siege.world.compose({
    from: 'x@evil.nic-nl.example',
    text: '',
    raw: rawMail([`From: ${ADMIN}`], 'REMOVE .nl ALL'),
  });
  // Relaxed DMARC alignment makes it aligned at most: the admin is asked.
  const { reply, mails } = await siege.withstands(() => siege.send(raw, { ip: '127.0.0.1' }));
  expect(reply).toMatch(/confirm$|held$|^550/u);
  expect(mails.map(({ to }) => to).filter((to) => to !== ADMIN && !to.startsWith('kim@'))).toEqual([]);
});

test('the envelope proves nothing for another From', async () => {
  const raw = rawMail(
    [`From: ${BARE_ADMIN}`],
    'SUBSCRIBE .br\nName: Mallory Evil\nEmail: mallory.evil@evil.example\nPhone: +55 11 96123-4567',
  );
  const { reply, mails } = await siege.withstands(() => siege.send(raw, { mailFrom: MALLORY, ip: '127.0.0.1' }));
  expect(reply).toMatch(/confirm$/u);
  expect(mails.map(({ to, unproved }) => [to, unproved])).toEqual([[BARE_ADMIN, true]]);
});
