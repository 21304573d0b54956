import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectSmtp } from '../../src/demo/smtp-client.ts';
import { ADMIN, BARE_ADMIN, laySiege, MALLORY, rawMail, type Siege } from './siege.ts';

let siege: Siege;
beforeAll(async () => {
  siege = await laySiege();
});
afterAll(() => siege.close());

const person = (n: number): string =>
  `SUBSCRIBE .br\nName: Person Number ${String.fromCharCode(65 + n)}\nEmail: person${n}@evil.example\nPhone: +55 11 96123-45${10 + n}`;

test('the fourth request of a day that nobody proved is not written to the Admin Contact, but waits, and the fifth is put off', async () => {
  const before = (await siege.outbox()).length;
  const replies: string[] = [];
  for (let n = 0; n < 5; n += 1)
    replies.push(await siege.world.play({ from: MALLORY, cc: BARE_ADMIN, text: person(n) }));
  expect(replies.slice(0, 4).map((reply) => reply.split(' ').at(-1))).toEqual([
    'confirm',
    'confirm',
    'confirm',
    'held',
  ]);
  expect(replies[4]).toMatch(/^451 4\.7\.1 /u);
  const written = (await siege.outbox()).slice(before).filter(({ to }) => to === BARE_ADMIN);
  expect(written.map(({ kind }) => kind)).toEqual(Array(3).fill('confirmation-request'));
  const cases = await siege.world.service.workplace.store.heldCases();
  expect(cases.map(({ kind }) => kind).toSorted()).toEqual(['confirm', 'confirm', 'confirm', 'hold']);
});

test('forged HELP and STATUS share that ceiling', async () => {
  const before = (await siege.outbox()).length;
  for (const text of ['HELP', 'STATUS .br', 'HELP']) {
    const raw = rawMail([`From: ${BARE_ADMIN}`], text);
    expect(await siege.send(raw, { mailFrom: BARE_ADMIN })).toMatch(/^250 .* info$/u);
  }
  expect((await siege.outbox()).slice(before)).toEqual([]);
});

test('free text in the name of an Admin Contact does not bury the desk', async () => {
  const before = (await siege.outbox()).length;
  const replies: string[] = [];
  for (let n = 0; n < 6; n += 1) {
    replies.push(
      await siege.send(
        rawMail([`From: ${BARE_ADMIN}`, 'Subject: hello'], `Dear colleagues, number ${n} of my letters.`),
        { mailFrom: BARE_ADMIN },
      ),
    );
  }
  expect(replies.map((reply) => reply.slice(0, 3))).toEqual(['250', '250', '250', '451', '451', '451']);
  expect((await siege.outbox()).slice(before).filter(({ kind }) => kind === 'secretariat')).toHaveLength(3);
});

test('what goes to postmaster@ and to the admin mailbox is decided, and the Secretariat gets it', async () => {
  const before = (await siege.outbox()).length;
  const { service, mailbox } = siege.world;
  const client = await connectSmtp(service.smtp, 'mx.evil.example');
  const [, domain = ''] = mailbox.split('@');
  const reply = await client.send(
    { mailFrom: MALLORY, recipients: [mailbox, `postmaster@${domain}`] },
    await siege.world.compose({ from: MALLORY, text: 'Your server sends us spam.' }),
  );
  await client.quit();
  expect(reply).toMatch(/^250 2\.0\.0 \S+ refused$/u);
  const [forwarded, ...more] = (await siege.outbox()).slice(before).filter(({ kind }) => kind === 'forwarded');
  expect(forwarded?.text).toContain('Your server sends us spam.');
  expect(more).toEqual([]);
});

describe('loops', () => {
  test('our own mail sent back to us does nothing', async () => {
    const mails = siege.world.sink.mails;
    await expect.poll(() => mails.length).toBeGreaterThan(0);
    for (const mail of mails.slice(0, 4)) {
      const { reply } = await siege.withstands(() => siege.send(mail.raw, { mailFrom: '' }));
      expect(reply).toMatch(/discarded$/u);
    }
  });

  test('our own address in From is refused or put away, and never written to', async () => {
    const raw = rawMail([`From: ${siege.world.mailbox}`], 'HELP');
    const { mails } = await siege.withstands(() => siege.send(raw, { mailFrom: siege.world.mailbox }));
    expect(mails).toEqual([]);
  });
});

test('one address is answered so often in a day, and no more', async () => {
  const before = (await siege.outbox()).length;
  for (let n = 0; n < 60; n += 1) await siege.world.play({ from: 'many@evil.example', text: 'HELP' });
  expect((await siege.outbox()).slice(before).filter(({ to }) => to === 'many@evil.example')).toHaveLength(50);
});

test('guessed tokens open nothing, and after five the guesser is told so', async () => {
  for (let n = 0; n < 7; n += 1) {
    const detail = `aaaaaaaaaaaaaaaaaaaaaaaa${n}b`;
    const raw = rawMail([`From: ${ADMIN}`], 'CONFIRM');
    const { reply } = await siege.withstands(() =>
      siege.send(raw, { mailFrom: MALLORY, to: `tld-ops-admin+${detail}@tld-ops.example` }),
    );
    expect(reply).toMatch(/^550/u);
  }
});

test.each(['a b', '"x"', 'x+y+z', '%00', '../..', "'; drop table token;--", 'ａａａａ', 'bounce-x', 'A'.repeat(60)])(
  'the detail %j of our address opens nothing',
  async (detail) => {
    const raw = rawMail([`From: ${MALLORY}`], 'CONFIRM');
    const client = () => siege.send(raw, { to: `tld-ops-admin+${detail}@tld-ops.example` });
    expect(await client()).toMatch(/^5\d\d|^250 2\.0\.0 discarded/u);
  },
);

test('the token of a welcome proves once; the second OK is heard and does nothing, the token opens nothing else', async () => {
  const welcome = await siege.world.sink.mail(({ envelope }) => envelope.to.includes('luis@nic-nl.example'));
  const to = /tld-ops-admin\+[a-z0-9]+@tld-ops\.example/u.exec(welcome.headers.get('reply-to') ?? '')?.[0] ?? '';
  const say = (word: string): Promise<string> => siege.world.play({ from: 'luis@nic-nl.example', to, text: word });
  expect(await say('OK')).toMatch(/^250 .* info$/u);
  const { store } = siege.world.service.workplace;
  const proofs = async (): Promise<number> => (await store.audit({})).length;
  const before = await proofs();
  expect(await say('OK')).toMatch(/^250 .* info$/u);
  expect(await proofs()).toBe(before + 1);
  for (const word of ['CONFIRM', 'DENY']) expect(await say(word)).toMatch(/^550 5\.7\.1/u);
});
