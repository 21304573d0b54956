import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoWorld, startDemoWorld } from '../../src/demo/demo-world.ts';
import type { PlayedMail } from '../../src/demo/surroundings.ts';
import { parseReference } from '../../src/core/message.ts';
import { eventually } from './deadline.ts';
import { type Inbox, inboxOf, quoted, type ReadMail, refIn, replyTo } from './inbox.ts';
import { ianaRecord, KIM } from './invented-people.ts';
import { rawConnection } from '../store/temporary-store.ts';
import { tldopsHere } from './child-program.ts';
import { databaseFile } from '../../src/cli/database-file.ts';
import { keepFrozen } from '../../src/review/dispute.ts';

/** One ccTLD for each test, each with an Admin Contact of its own, so that no test meets another one's limits. */
const TLDS =
  'ad ae af ag ai al am ao ar aw ax az ba bb bd bf bg bh bi bj bm bn bo br bs bt bw by bz ca cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj'.split(
    ' ',
  );

let world: DemoWorld;
let inbox: Inbox;
let used = 0;

beforeAll(async () => {
  world = await startDemoWorld({
    iana: [...TLDS.map((tld) => ianaRecord(tld, adminOf(tld))), ianaRecord('se', 'boss@unproved.example')],
    domains: {
      'nic.example': { dmarc: 'reject' },
      'elsewhere.example': { dmarc: 'reject' },
      'tld-ops.example': { dmarc: 'reject' },
    },
  });
  inbox = inboxOf(world.sink);
});

afterAll(() => world.close());

function adminOf(tld: string): string {
  return `admin-${tld}@nic.example`;
}

function nextTld(): string {
  const tld = TLDS[used];
  used += 1;
  if (tld === undefined) throw new Error('more tests than ccTLDs');
  return tld;
}

/** SPF passes and nothing is signed. */
const ALIGNED = { signed: false } as const;
/** From a server that SPF does not name: DMARC fails. */
const FORGED = { signed: false, clientIp: '127.0.0.2' } as const;

function person(tld: string, name: string): string {
  const local = name.toLowerCase().replace(' ', '.');
  return `Name: ${name}\nEmail: ${local}.${tld}@nic.example\nPhone: +31 6 12345678`;
}

function emailOf(tld: string, name: string): string {
  return `${name.toLowerCase().replace(' ', '.')}.${tld}@nic.example`;
}

async function names(tld: string): Promise<readonly string[]> {
  const rosters = await world.service.workplace.store.rosters();
  return rosters.find((roster) => roster.tld === tld)?.contacts.map(({ name }) => name) ?? [];
}

async function contact(
  tld: string,
  name: string,
): Promise<{ readonly email: string; readonly phone: string } | undefined> {
  const rosters = await world.service.workplace.store.rosters();
  return rosters.find((roster) => roster.tld === tld)?.contacts.find((one) => one.name === name);
}

async function caseOf(reply: string): Promise<{ readonly state: string; readonly kind: string } | null> {
  const ref = parseReference(refIn(reply));
  return ref === null ? null : world.service.workplace.store.heldCase(ref);
}

/** Anna and Ben on the roster, by a signed SUBSCRIBE; every mail about it taken from the inbox. */
async function subscribed(tld: string): Promise<void> {
  const reply = await world.play({
    from: adminOf(tld),
    text: `SUBSCRIBE .${tld}\n${person(tld, 'Anna Visser')}\n\n${person(tld, 'Ben Bakker')}`,
  });
  expect(reply).toMatch(/ applied$/u);
  await inbox.next(adminOf(tld), 'applied');
  for (const name of ['Anna Visser', 'Ben Bakker']) await inbox.next(emailOf(tld, name), 'notice');
}

function answering(question: ReadMail, from: string, text: string, more: Partial<PlayedMail> = {}): Promise<string> {
  return world.play({
    from,
    to: replyTo(question),
    subject: `Re: ${question.subject}`,
    text: `${text}\n\n${quoted(question)}`,
    ...more,
  });
}

/** A colleague asks for Carla with the Admin Contact in Cc; the mail to the Admin Contact. */
async function asked(
  tld: string,
  more: Partial<PlayedMail> = {},
): Promise<{ readonly reply: string; readonly question: ReadMail }> {
  const reply = await world.play({
    from: 'Colleague <colleague@elsewhere.example>',
    cc: adminOf(tld),
    text: `SUBSCRIBE .${tld}\n${person(tld, 'Carla Costa')}`,
    ...more,
  });
  expect(reply).toMatch(/^250 2\.0\.0 \S+ confirm$/u);
  return { reply, question: await inbox.next(adminOf(tld), 'confirm') };
}

describe('a change that the Admin Contact has to confirm', () => {
  it('is shown as a difference, and made by CONFIRM from any mail program', async () => {
    const tld = nextTld();
    const { reply, question } = await asked(tld);
    expect(question.ref).toBe(refIn(reply));
    expect(question.text).toContain('Carla Costa');
    expect(question.text).toContain(emailOf(tld, 'Carla Costa'));
    expect(question.text).toContain('+31 6 12345678');
    expect(await names(tld)).toEqual([]);
    const told = await inbox.next('colleague@elsewhere.example', 'confirm');
    expect(told.headers.has('reply-to')).toBe(false);
    expect(`${told.text}${told.raw.toString()}`).not.toContain(tokenOf(question));

    expect(await answering(question, adminOf(tld), 'CONFIRM')).toMatch(/^250 2\.0\.0 \S+ applied$/u);
    expect(await names(tld)).toEqual(['Carla Costa']);
    await inbox.next(adminOf(tld), 'applied');
    await inbox.next('colleague@elsewhere.example', 'applied');
    await inbox.next(emailOf(tld, 'Carla Costa'), 'notice');
    expect(await caseOf(reply)).toMatchObject({ state: 'approved' });
  });

  it.each([
    ['aligned only', () => nextTld(), adminOf],
    ['without any proof', () => 'se', () => 'boss@unproved.example'],
  ])('when the admin address itself asks, %s: one question, no second mail', async (_name, tldFor, addressFor) => {
    const tld = tldFor();
    const admin = addressFor(tld);
    const text = `SUBSCRIBE .${tld}\n${person(tld, 'Carla Costa')}`;
    expect(await world.play({ from: admin, text, ...ALIGNED })).toMatch(/ confirm$/u);
    const question = await inbox.next(admin, 'confirm');
    expect(await answering(question, admin, 'Confirm.', ALIGNED)).toMatch(/ applied$/u);
    expect(await names(tld)).toEqual(['Carla Costa']);
    await inbox.next(admin, 'applied');
    await inbox.next(emailOf(tld, 'Carla Costa'), 'notice');
    expect(inbox.untaken().filter((mail) => mail.startsWith(admin))).toEqual([]);
  });

  it('when its reading is doubtful, though signed: shows what was understood', async () => {
    const tld = nextTld();
    const text = `SUBSCRIBE .${tld}\n${person(tld, 'Carla Costa')}`;
    const html = `<html><body>${text.replaceAll('\n', '<br>')}</body></html>`;
    const reply = await world.play({ from: adminOf(tld), text: '', raw: rawMail(adminOf(tld), 'text/html', html) });
    expect(reply).toMatch(/ confirm$/u);
    const question = await inbox.next(adminOf(tld), 'confirm');
    expect(question.text).toContain('Carla Costa');
    expect(await answering(question, adminOf(tld), 'confirm')).toMatch(/ applied$/u);
    expect(await names(tld)).toEqual(['Carla Costa']);
  });

  it('is dropped by DENY, and CONFIRM afterwards changes nothing', async () => {
    const tld = nextTld();
    const { reply, question } = await asked(tld);
    expect(await answering(question, adminOf(tld), 'DENY')).toMatch(/ info$/u);
    await inbox.next('colleague@elsewhere.example', 'refused');
    await inbox.next(adminOf(tld), 'info');
    expect(await caseOf(reply)).toMatchObject({ state: 'refused' });
    expect(await answering(question, adminOf(tld), 'CONFIRM')).toMatch(/ info$/u);
    const late = await inbox.next(adminOf(tld), 'info');
    expect(late.text).toContain('denied before');
    expect(await names(tld)).toEqual([]);
  });

  it('is made once, however often CONFIRM comes', async () => {
    const tld = nextTld();
    const { question } = await asked(tld);
    const replies = await Promise.all([1, 2, 3].map(() => answering(question, adminOf(tld), 'CONFIRM')));
    expect(replies.filter((reply) => reply.endsWith(' applied'))).toHaveLength(1);
    expect(replies.filter((reply) => reply.endsWith(' info'))).toHaveLength(2);
    expect(await revision(tld)).toBe(1);
    expect(await answering(question, adminOf(tld), 'CONFIRM')).toMatch(/ info$/u);
    expect(await revision(tld)).toBe(1);
  });

  it('is not made where the roster changed meanwhile so that something else would come out', async () => {
    const tld = nextTld();
    await subscribed(tld);
    const { reply, question } = await asked(tld);
    const other = await world.play({ from: adminOf(tld), text: `REMOVE .${tld} ${emailOf(tld, 'Ben Bakker')}` });
    expect(other).toMatch(/ applied$/u);
    expect(await answering(question, adminOf(tld), 'CONFIRM')).toMatch(/ refused$/u);
    expect(await names(tld)).toEqual(['Anna Visser']);
    expect(await caseOf(reply)).toMatchObject({ state: 'expired' });
    expect(await answering(question, adminOf(tld), 'CONFIRM')).toMatch(/ info$/u);
    expect(await names(tld)).toEqual(['Anna Visser']);
  });

  it('is confirmed, too, where the Admin Contact made the same change meanwhile: nothing is missing', async () => {
    const tld = nextTld();
    const { reply, question } = await asked(tld);
    const own = await world.play({ from: adminOf(tld), text: `SUBSCRIBE .${tld}\n${person(tld, 'Carla Costa')}` });
    expect(own).toMatch(/ applied$/u);
    await inbox.next(adminOf(tld), 'applied');
    expect(await answering(question, adminOf(tld), 'CONFIRM')).toMatch(/ applied$/u);
    expect((await inbox.next(adminOf(tld), 'applied')).text).toContain('It is done now.');
    expect([await names(tld), await revision(tld)]).toEqual([['Carla Costa'], 1]);
    expect(await caseOf(reply)).toMatchObject({ state: 'approved' });
    const told = await inbox.next('colleague@elsewhere.example', 'applied');
    expect(told.text).not.toContain('Not done');
  });

  it('is void once IANA names another Admin Contact', async () => {
    const tld = nextTld();
    const { question } = await asked(tld);
    await publish(tld, 'new-admin@nic.example');
    expect(await answering(question, adminOf(tld), 'CONFIRM')).not.toMatch(/ applied$/u);
    expect(await names(tld)).toEqual([]);
    await publish(tld, adminOf(tld));
    expect(await answering(question, adminOf(tld), 'CONFIRM')).not.toMatch(/ applied$/u);
    expect(await names(tld)).toEqual([]);
  });

  it('of two ccTLDs needs the word of both Admin Contacts; one who denies stops it for both', async () => {
    for (const second of ['CONFIRM', 'DENY'] as const) {
      const [one, two] = [nextTld(), nextTld()];
      const reply = await world.play({
        from: 'colleague@elsewhere.example',
        cc: `${adminOf(one)}, ${adminOf(two)}`,
        text: `SUBSCRIBE .${one} .${two}\n${person(one, 'Carla Costa')}`,
      });
      expect(reply).toMatch(/ confirm$/u);
      const questions = await Promise.all([one, two].map((tld) => inbox.next(adminOf(tld), 'confirm')));
      const [first, last] = questions;
      if (first === undefined || last === undefined) throw new Error('two questions');
      expect(await answering(first, adminOf(one), 'CONFIRM')).toMatch(/ confirm$/u);
      expect([await names(one), await names(two)]).toEqual([[], []]);
      expect(await answering(last, adminOf(two), second)).toMatch(second === 'CONFIRM' ? / applied$/u : / info$/u);
      const made = second === 'CONFIRM' ? ['Carla Costa'] : [];
      expect([await names(one), await names(two)]).toEqual([made, made]);
      await answering(first, adminOf(one), 'CONFIRM');
      expect([await names(one), await names(two)]).toEqual([made, made]);
    }
  });

  it('goes from the held queue to the Admin Contact when a reviewer asks', async () => {
    const tld = nextTld();
    const reply = await world.play({
      from: 'someone@unproved.example',
      cc: adminOf(tld),
      text: `SUBSCRIBE .${tld}\n${person(tld, 'Carla Costa')}`,
    });
    expect(reply).toMatch(/ held$/u);
    await inbox.next(KIM, 'notice');
    const ref = refIn(reply);
    const decided = await tldopsHere(['held', 'ask-admin', ref, '--json', '--config', world.settingsFile]);
    expect(decided).toMatchObject({ status: 0, stderr: '' });
    expect(decided.json()).toMatchObject({ ref, state: 'open', kind: 'confirm' });
    const question = await inbox.next(adminOf(tld), 'confirm');
    expect(await answering(question, adminOf(tld), 'CONFIRM')).toMatch(/ applied$/u);
    expect(await names(tld)).toEqual(['Carla Costa']);
    // Nobody proved to be someone@, so nobody is written to there.
    expect(world.sink.mails.filter(({ envelope }) => envelope.to.includes('someone@unproved.example'))).toEqual([]);
  });
});

describe('CONFIRM', () => {
  it.each([
    [
      'as HTML only',
      (from: string, to: string) =>
        rawMail(
          from,
          'text/html',
          '<div dir="ltr">CONFIRM</div><br><blockquote>On Monday TLD-OPS wrote</blockquote>',
          to,
        ),
    ],
    [
      'without a Subject',
      (from: string, to: string) =>
        rawMail(from, 'text/plain; charset=utf-8', 'confirm', to).replace(/Subject:[^\r]*\r\n/u, ''),
    ],
    [
      'in the Subject only',
      (from: string, to: string) =>
        rawMail(from, 'text/plain; charset=utf-8', '', to).replace(/Subject:[^\r]*/u, 'Subject: CONFIRM'),
    ],
    [
      'in base64',
      (from: string, to: string) =>
        rawMail(
          from,
          'text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64',
          Buffer.from('CONFIRM\r\n').toString('base64'),
          to,
        ),
    ],
  ])('counts when it comes %s, from another address of the same person, without proof', async (_name, raw) => {
    const tld = nextTld();
    const { question } = await asked(tld);
    const from = 'private@unproved.example';
    expect(
      await world.play({ from, to: replyTo(question), text: '', raw: raw(from, replyTo(question)), signed: false }),
    ).toMatch(/ applied$/u);
    expect(await names(tld)).toEqual(['Carla Costa']);
    const answer = await inbox.next(adminOf(tld), 'applied');
    expect(answer.text).toContain('Carla Costa');
    expect(world.sink.mails.filter(({ envelope }) => envelope.to.includes(from))).toEqual([]);
  });

  it('counts with the token behind the word', async () => {
    const tld = nextTld();
    const { question } = await asked(tld);
    expect(await world.play({ from: adminOf(tld), text: `CONFIRM ${tokenOf(question).toUpperCase()}` })).toMatch(
      / applied$/u,
    );
    expect(await names(tld)).toEqual(['Carla Costa']);
  });

  it.each([
    ['quoted text', { text: '> CONFIRM\n\nWho is this?' }, / held$/u],
    ['a vacation notice', { text: 'CONFIRM', headers: ['Auto-Submitted: auto-replied'] }, / discarded$/u],
    [
      'a ticket system',
      { text: 'CONFIRM', headers: ['X-Auto-Response-Suppress: All', 'Precedence: bulk'] },
      / discarded$/u,
    ],
    [
      'a mailing list',
      { text: 'CONFIRM', headers: ['List-Id: <list.nic.example>', 'Precedence: list'] },
      / discarded$/u,
    ],
    ['a bounce', { text: 'CONFIRM', mailFrom: '' }, / discarded$/u],
    ['a forger who has the token', { text: 'CONFIRM', ...FORGED }, /^550 5\.7\.26 /u],
  ])('never counts in %s', async (_name, mail, expected) => {
    const tld = nextTld();
    const { reply, question } = await asked(tld);
    expect(
      await world.play({ from: adminOf(tld), to: replyTo(question), subject: `Re: ${question.subject}`, ...mail }),
    ).toMatch(expected);
    expect(await names(tld)).toEqual([]);
    expect(await caseOf(reply)).toMatchObject({ state: 'open', kind: 'confirm' });
    expect(await answering(question, adminOf(tld), 'CONFIRM')).toMatch(/ applied$/u);
  });

  it('with wrong tokens is refused, and nobody can shut the right one out by that', async () => {
    const tld = nextTld();
    const { reply, question } = await asked(tld);
    const to = replyTo(question).replace(/\+[^@]+/u, `+${'a'.repeat(26)}`);
    const replies: string[] = [];
    for (let tries = 0; tries < 7; tries += 1)
      replies.push(await world.play({ from: adminOf(tld), text: 'CONFIRM', to }));
    for (const answer of replies) expect(answer).toMatch(/^550 5\.7\.1 /u);
    expect(replies.slice(0, 5).join()).not.toContain('Too many');
    expect(replies.slice(5).every((answer) => answer.includes('Too many wrong confirmation codes'))).toBe(true);
    expect(await caseOf(reply)).toMatchObject({ state: 'open', kind: 'confirm' });
    expect(await answering(question, adminOf(tld), 'CONFIRM')).toMatch(/ applied$/u);
  });

  it('without any token is refused in the session', async () => {
    expect(await world.play({ from: adminOf('ad'), text: 'CONFIRM' })).toMatch(/^550 5\.7\.1 /u);
  });
});

describe('an UPDATE of the own entry', () => {
  it('aligned only: the registered address confirms, and the admin and the other contact hear of it', async () => {
    const tld = nextTld();
    await subscribed(tld);
    const anna = emailOf(tld, 'Anna Visser');
    expect(await world.play({ from: anna, text: 'UPDATE\nPhone: +31 6 11223344', ...ALIGNED })).toMatch(/ confirm$/u);
    const question = await inbox.next(anna, 'confirm');
    expect(question.text).toContain('+31 6 11223344');
    expect(await answering(question, anna, 'CONFIRM', ALIGNED)).toMatch(/ applied$/u);
    expect(await contact(tld, 'Anna Visser')).toMatchObject({ phone: '+31611223344' });
    await inbox.next(anna, 'applied');
    await inbox.next(adminOf(tld), 'notice');
    await inbox.next(emailOf(tld, 'Ben Bakker'), 'notice');
  });

  it('a new address, signed: the new address confirms; the old one and the admin hear of the wish and of the change', async () => {
    const tld = nextTld();
    await subscribed(tld);
    const [old, fresh] = [emailOf(tld, 'Anna Visser'), `anna.${tld}@elsewhere.example`];
    expect(await world.play({ from: old, text: `UPDATE\nEmail: ${fresh}` })).toMatch(/ confirm$/u);
    const question = await inbox.next(fresh, 'confirm');
    expect(question.text).not.toContain('Ben Bakker');
    await inbox.next(old, 'confirm');
    await inbox.next(adminOf(tld), 'notice');
    expect(await contact(tld, 'Anna Visser')).toMatchObject({ email: old });
    expect(await answering(question, fresh, 'CONFIRM')).toMatch(/ applied$/u);
    expect(await contact(tld, 'Anna Visser')).toMatchObject({ email: fresh });
    await inbox.next(fresh, 'applied');
    await inbox.next(adminOf(tld), 'notice');
    await eventually(
      () => world.sink.mails.filter(({ envelope }) => envelope.to.includes(old)).length >= 3,
      'the old address is told',
    );
  });

  it.each([
    ['with another name in one command', (fresh: string) => `UPDATE\nName: Anna Visser-Boer\nEmail: ${fresh}`],
    ['in two commands', (fresh: string) => `UPDATE\nName: Anna Visser-Boer\n\nUPDATE\nEmail: ${fresh}`],
    ['in two commands, turned round', (fresh: string) => `UPDATE\nEmail: ${fresh}\n\nUPDATE\nName: Anna Visser-Boer`],
  ])('a new address %s, aligned only: both confirm, and nobody comes onto the list', async (_, text) => {
    const tld = nextTld();
    await subscribed(tld);
    const [old, fresh] = [emailOf(tld, 'Anna Visser'), `anna.${tld}@elsewhere.example`];
    expect(await world.play({ from: old, text: text(fresh), ...ALIGNED })).toMatch(/ confirm$/u);
    const [toOld, toNew] = await Promise.all([inbox.next(old, 'confirm'), inbox.next(fresh, 'confirm')]);
    await inbox.next(adminOf(tld), 'notice');
    expect(await answering(toOld, old, 'CONFIRM', ALIGNED)).toMatch(/ confirm$/u);
    expect(await names(tld)).toEqual(['Anna Visser', 'Ben Bakker']);
    expect(await answering(toNew, fresh, 'CONFIRM')).toMatch(/ applied$/u);
    expect(await names(tld)).toEqual(['Anna Visser-Boer', 'Ben Bakker']);
    expect(await contact(tld, 'Anna Visser-Boer')).toMatchObject({ email: fresh });
  });

  it.each(['CONFIRM', 'DENY'] as const)(
    'a new address, aligned only: both confirm; the second says %s',
    async (second) => {
      const tld = nextTld();
      await subscribed(tld);
      const [old, fresh] = [emailOf(tld, 'Anna Visser'), `anna.${tld}@elsewhere.example`];
      expect(await world.play({ from: old, text: `UPDATE\nEmail: ${fresh}`, ...ALIGNED })).toMatch(/ confirm$/u);
      const [toOld, toNew] = await Promise.all([inbox.next(old, 'confirm'), inbox.next(fresh, 'confirm')]);
      expect(await answering(toNew, fresh, 'CONFIRM')).toMatch(/ confirm$/u);
      expect(await answering(toNew, fresh, 'CONFIRM')).toMatch(/ info$/u);
      expect(await contact(tld, 'Anna Visser')).toMatchObject({ email: old });
      expect(await answering(toOld, old, second, ALIGNED)).toMatch(second === 'CONFIRM' ? / applied$/u : / info$/u);
      expect(await contact(tld, 'Anna Visser')).toMatchObject({ email: second === 'CONFIRM' ? fresh : old });
    },
  );
});

describe('DISPUTE by the token of a notice', () => {
  it('freezes the ccTLD and opens a case; once a reviewer decided that, changes are made again', async () => {
    const tld = nextTld();
    await subscribed(tld);
    const ben = emailOf(tld, 'Ben Bakker');
    expect(await world.play({ from: adminOf(tld), text: `REMOVE .${tld} ${ben}` })).toMatch(/ applied$/u);
    const parted = await inbox.next(ben, 'notice');
    // From an address that nobody knows: the token is enough.
    const reply = await world.play({ from: 'ben@unproved.example', to: replyTo(parted), text: 'DISPUTE', ...ALIGNED });
    expect(reply).toMatch(/ held$/u);
    expect(await names(tld)).toEqual(['Anna Visser']);
    expect(await world.play({ from: adminOf(tld), text: `REMOVE .${tld} ALL` })).toMatch(/ held$/u);
    const decided = await tldopsHere(['held', 'discard', refIn(reply), '--config', world.settingsFile]);
    expect(decided.status).toBe(0);
    expect(await world.play({ from: adminOf(tld), text: `SUBSCRIBE .${tld}\n${person(tld, 'Carla Costa')}` })).toMatch(
      / applied$/u,
    );
  });

  it('comes first or second, and no change that was judged before it is made after it', async () => {
    const races = Array.from({ length: 8 }, () => nextTld());
    for (const tld of races) await subscribed(tld);
    await Promise.all(
      races.flatMap((tld) => [
        world.play({ from: adminOf(tld), text: `DISPUTE .${tld}` }),
        world.play({ from: adminOf(tld), text: `REMOVE .${tld} ${emailOf(tld, 'Ben Bakker')}` }),
      ]),
    );
    const entries = await world.service.workplace.store.audit({});
    for (const race of races) {
      const history = entries.filter(({ tld }) => tld === race).map(({ kind }) => kind);
      const frozen = history.indexOf('roster-frozen');
      expect(frozen).toBeGreaterThan(0);
      expect(history.slice(frozen)).not.toContain('roster-changed');
    }
  });

  it('leaves nothing frozen where both of two are decided in the same moment', async () => {
    const disputed = Array.from({ length: 4 }, () => nextTld());
    const notices: ReadMail[] = [];
    for (const tld of disputed) {
      await subscribed(tld);
      for (const from of [adminOf(tld), emailOf(tld, 'Anna Visser')]) {
        const ref = refIn(await world.play({ from, text: `DISPUTE .${tld}` }));
        let notice = await inbox.next(KIM, 'notice');
        while (notice.ref !== ref) notice = await inbox.next(KIM, 'notice');
        notices.push(notice);
      }
    }
    const decide = (notice: ReadMail): Promise<string> =>
      world.play({ from: KIM, to: replyTo(notice), text: 'DISCARD' });
    for (const reply of await Promise.all(notices.map(decide))) expect(reply).toMatch(/^250 /u);
    const rosters = (await world.service.workplace.store.rosters()).filter(({ tld }) => disputed.includes(tld));
    expect(rosters.map(({ frozenUntil }) => frozenUntil)).toEqual([null, null, null, null]);
  });

  it('does not end a freeze sooner that the Secretariat prolonged', async () => {
    const tld = nextTld();
    await subscribed(tld);
    const until = async (): Promise<string | null | undefined> =>
      (await world.service.workplace.store.rosters()).find((roster) => roster.tld === tld)?.frozenUntil;
    const reply = await world.play({ from: emailOf(tld, 'Anna Visser'), text: `DISPUTE .${tld}` });
    const { house, store, clock } = world.service.workplace;
    const ref = parseReference(refIn(reply));
    expect(ref !== null && (await keepFrozen({ house, store, clock }, ref, 'secretariat:kim'))).toBe(true);
    const kept = await until();
    expect(await world.play({ from: adminOf(tld), text: `DISPUTE .${tld}` })).toMatch(/ held$/u);
    expect(await until()).toBe(kept);
  });

  it('of a contact who was removed counts against the own removal only', async () => {
    const tld = nextTld();
    await subscribed(tld);
    const [anna, ben] = [emailOf(tld, 'Anna Visser'), emailOf(tld, 'Ben Bakker')];
    expect(await world.play({ from: anna, text: 'UPDATE\nPhone: +31 6 11223344' })).toMatch(/ applied$/u);
    const notice = await inbox.next(ben, 'notice');
    expect(replyTo(notice)).toContain('+');
    expect(await world.play({ from: adminOf(tld), text: `REMOVE .${tld} ${ben}` })).toMatch(/ applied$/u);
    expect(await world.play({ from: ben, to: replyTo(notice), text: 'DISPUTE' })).not.toMatch(/ held$/u);
    expect(await world.play({ from: adminOf(tld), text: `SUBSCRIBE .${tld}\n${person(tld, 'Carla Costa')}` })).toMatch(
      / applied$/u,
    );
  });
});

it('a change that waits for another process is judged anew where that one names another Admin Contact', async () => {
  const tld = nextTld();
  const shell = rawConnection(databaseFile(world.service.workplace.settings));
  shell.exec('begin immediate');
  const reply = world.play({ from: adminOf(tld), text: `SUBSCRIBE .${tld}\n${person(tld, 'Anna Visser')}` });
  // Long enough for the mail to be judged, and to wait.
  await pause(1000);
  shell.prepare(`update iana_record set admin_email = 'new@elsewhere.example' where tld = ?`).run(tld);
  shell.exec('commit');
  expect(await reply).not.toMatch(/ applied$/u);
  expect(await names(tld)).toEqual([]);
});

/** The IANA file names this Admin Contact from now on, and the program has seen it. */
async function publish(tld: string, admin: string): Promise<void> {
  await world.publishIana(TLDS.map((one) => ianaRecord(one, one === tld ? admin : adminOf(one))));
  await eventually(
    async () =>
      (await world.service.workplace.store.ianaRecords()).some(
        (record) => record.tld === tld && record.adminEmail === admin,
      ),
    'the IANA file is read again',
  );
}

async function revision(tld: string): Promise<number> {
  return (await world.service.workplace.store.rosters()).find((roster) => roster.tld === tld)?.revision ?? 0;
}

function tokenOf(question: ReadMail): string {
  return /\+([^@]+)@/u.exec(replyTo(question))?.[1] ?? '';
}

let written = 0;

function rawMail(from: string, contentType: string, body: string, to = world.mailbox): string {
  written += 1;
  return [
    `From: ${from}`,
    `To: ${to}`,
    'Subject: contacts',
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <raw-${written}@${from.split('@')[1] ?? ''}>`,
    'MIME-Version: 1.0',
    `Content-Type: ${contentType}`,
    '',
    ...body.split('\n'),
    '',
  ].join('\r\n');
}
