import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DemoWorld, startDemoWorld } from '../../src/demo/demo-world.ts';
import { connectSmtp } from '../../src/demo/smtp-client.ts';
import { type Inbox, inboxOf, refIn } from './inbox.ts';
import { ADMIN_BR, ADMIN_NL, ANNA, BEN, CLARA, ianaRecord, subscribe } from './invented-people.ts';
import { eventually } from './deadline.ts';

let world: DemoWorld;
let inbox: Inbox;

beforeEach(async () => {
  world = await startDemoWorld({
    iana: [ianaRecord('nl', ADMIN_NL), ianaRecord('br', ADMIN_BR)],
    domains: { 'nic.example': { dmarc: 'reject' }, 'registry.example': { dmarc: null } },
    moreSettings: 'log: { level: error }',
  });
  inbox = inboxOf(world.sink);
});

afterEach(() => world.close());

async function sendBytes(
  from: string,
  raw: Uint8Array,
  clientIp?: string,
  recipients: readonly string[] = [world.mailbox],
): Promise<string> {
  const client = await connectSmtp(world.service.smtp, 'mx.example', clientIp);
  const reply = await client.send({ mailFrom: from, recipients }, raw);
  await client.quit();
  return reply;
}

async function revision(tld: string): Promise<number> {
  return (await world.service.workplace.store.rosters()).find((roster) => roster.tld === tld)?.revision ?? 0;
}

async function changesOnRecord(): Promise<number> {
  return (await world.service.workplace.store.audit({})).filter(({ kind }) => kind === 'roster-changed').length;
}

function answersTo(address: string): number {
  return world.sink.mails.filter(
    ({ envelope, headers }) => envelope.to.includes(address) && headers.get('auto-submitted') === 'auto-replied',
  ).length;
}

async function outboxEmpty(): Promise<void> {
  await eventually(
    async () => (await world.service.workplace.store.outbox()).every(({ state }) => state === 'sent'),
    'the outbox is empty',
  );
}

describe('the same mail again', () => {
  it('has the first reference, no second effect and no second answer', async () => {
    const raw = await world.compose({ from: ADMIN_NL, text: subscribe('nl', ANNA, BEN) });
    const first = await sendBytes(ADMIN_NL, raw);
    expect(first).toMatch(/ applied$/u);
    for (let again = 0; again < 3; again += 1) {
      expect(await sendBytes(ADMIN_NL, raw)).toBe(`250 2.0.0 ${refIn(first)} duplicate`);
    }
    await world.restart();
    expect(await sendBytes(ADMIN_NL, raw)).toBe(`250 2.0.0 ${refIn(first)} duplicate`);
    await inbox.next(ADMIN_NL, 'applied');
    await outboxEmpty();
    expect(answersTo(ADMIN_NL)).toBe(1);
    expect(await revision('nl')).toBe(1);
    const entries = await world.service.workplace.store.audit({});
    expect(entries.filter(({ kind }) => kind === 'mail-duplicate').map(({ ref }) => ref)).toEqual(
      Array.from({ length: 4 }, () => refIn(first)),
    );
  });

  it('is recognised by its signature where a relay added or changed what was not signed', async () => {
    const raw = await world.compose({ from: ADMIN_NL, text: subscribe('nl', ANNA, BEN) });
    const first = await sendBytes(ADMIN_NL, raw);
    const relayed = Buffer.concat([
      Buffer.from('Received: from a by b; Mon, 1 Jan 2024 00:00:00 +0000\r\nX-Spam: no\r\n'),
      raw,
    ]);
    expect(await sendBytes(ADMIN_NL, relayed)).toBe(`250 2.0.0 ${refIn(first)} duplicate`);
    expect(await revision('nl')).toBe(1);
  });

  it('on ten connections at once makes one change and one answer', async () => {
    const raw = await world.compose({ from: ADMIN_NL, text: subscribe('nl', ANNA, BEN) });
    const replies = await Promise.all(Array.from({ length: 10 }, () => sendBytes(ADMIN_NL, raw)));
    expect(replies.filter((reply) => reply.endsWith(' applied'))).toHaveLength(1);
    expect(replies.filter((reply) => reply.endsWith(' duplicate'))).toHaveLength(9);
    expect(new Set(replies.map(refIn)).size).toBe(1);
    expect(await revision('nl')).toBe(1);
    expect(await changesOnRecord()).toBe(1);
    await inbox.next(ADMIN_NL, 'applied');
    await outboxEmpty();
    expect(answersTo(ADMIN_NL)).toBe(1);
  });
});

describe('the same mail to the admin mailbox and to postmaster@ or abuse@, in transactions of their own', () => {
  const POSTMASTER = 'postmaster@tld-ops.example';
  const ABUSE = 'abuse@tld-ops.example';
  const KIM = 'kim@tld-ops.example';

  const handedOn = (): number =>
    world.sink.mails.filter(
      ({ envelope, raw }) => envelope.to.includes(KIM) && String(raw).includes('This mail came to our'),
    ).length;

  it('is decided once and handed on once, whichever came first', async () => {
    const raw = await world.compose({ from: ADMIN_NL, text: subscribe('nl', ANNA, BEN) });
    const decided = await sendBytes(ADMIN_NL, raw);
    expect(decided).toMatch(/ applied$/u);
    const forwarded = await sendBytes(ADMIN_NL, raw, undefined, [POSTMASTER]);
    expect(forwarded).toMatch(/ info$/u);
    expect(refIn(forwarded)).not.toBe(refIn(decided));
    for (const again of [[POSTMASTER], [ABUSE], [POSTMASTER, ABUSE]]) {
      expect(await sendBytes(ADMIN_NL, raw, undefined, again)).toBe(`250 2.0.0 ${refIn(forwarded)} duplicate`);
    }
    for (const again of [[world.mailbox], [world.mailbox, POSTMASTER]]) {
      expect(await sendBytes(ADMIN_NL, raw, undefined, again)).toBe(`250 2.0.0 ${refIn(decided)} duplicate`);
    }
    await inbox.next(KIM, 'notice');
    await outboxEmpty();
    expect(handedOn()).toBe(1);
    expect(answersTo(ADMIN_NL)).toBe(1);

    const other = await world.compose({ from: ADMIN_BR, text: subscribe('br', CLARA) });
    expect(await sendBytes(ADMIN_BR, other, undefined, [ABUSE])).toMatch(/ info$/u);
    expect(await sendBytes(ADMIN_BR, other, undefined, [world.mailbox, ABUSE])).toMatch(/ applied$/u);
    expect(await sendBytes(ADMIN_BR, other, undefined, [ABUSE])).toMatch(/ duplicate$/u);
    await outboxEmpty();
    expect(handedOn()).toBe(2);
    expect(await revision('br')).toBe(1);
  });

  it('is so at once, too, and where one transaction names both', async () => {
    const raw = await world.compose({ from: ADMIN_NL, text: subscribe('nl', ANNA, BEN) });
    const ways = [[world.mailbox], [world.mailbox, POSTMASTER], [POSTMASTER], [ABUSE]];
    const replies = await Promise.all([...ways, ...ways, ...ways].map((to) => sendBytes(ADMIN_NL, raw, undefined, to)));
    for (const reply of replies) expect(reply).toMatch(/^250 2\.0\.0 \S+ (?:applied|info|duplicate)$/u);
    await inbox.next(KIM, 'notice');
    await outboxEmpty();
    expect(handedOn()).toBe(1);
    expect(answersTo(ADMIN_NL)).toBe(1);
    expect(await revision('nl')).toBe(1);
    expect(await changesOnRecord()).toBe(1);
  });
});

describe('a copy without proof', () => {
  it('never stands in the way of the real mail that comes after it', async () => {
    const mail = { from: ADMIN_BR, text: subscribe('br', CLARA) };
    const unsigned = await world.compose({ ...mail, signed: false });
    // From a server that SPF does not name, and the domain publishes no DMARC: nothing is proved.
    const copy = await sendBytes(ADMIN_BR, unsigned, '127.0.0.2');
    expect(copy).toMatch(/ confirm$/u);
    const signed = await world.compose({ ...mail, raw: unsigned.toString('utf8'), signed: true });
    const real = await sendBytes(ADMIN_BR, signed);
    expect(real).toMatch(/ applied$/u);
    expect(refIn(real)).not.toBe(refIn(copy));
    expect(await sendBytes(ADMIN_BR, signed)).toBe(`250 2.0.0 ${refIn(real)} duplicate`);
    expect(await sendBytes(ADMIN_BR, unsigned, '127.0.0.2')).toMatch(/ duplicate$/u);
    expect(await revision('br')).toBe(1);
  });

  it('that was refused in the session does not, either', async () => {
    const mail = { from: ADMIN_NL, text: subscribe('nl', ANNA, BEN) };
    const unsigned = await world.compose({ ...mail, signed: false });
    expect(await sendBytes(ADMIN_NL, unsigned, '127.0.0.2')).toMatch(/^550 5\.7\.26 /u);
    expect(await sendBytes(ADMIN_NL, await world.compose({ ...mail, raw: unsigned.toString('utf8') }))).toMatch(
      / applied$/u,
    );
  });
});

describe('different mails to one ccTLD at once', () => {
  it('never lose an update: each that is applied is on the roster and on record', async () => {
    expect(await world.play({ from: ADMIN_NL, text: subscribe('nl', ANNA, BEN) })).toMatch(/ applied$/u);
    const anna = 'anna.visser@nic.example';
    const ben = 'ben.bakker@nic.example';
    const mails = Array.from({ length: 20 }, (_, index) => ({
      from: index % 2 === 0 ? anna : ben,
      text: `UPDATE\nSecondary email: other${index}@elsewhere.example`,
    }));
    const replies = await Promise.all(mails.map((mail) => world.play(mail)));
    for (const reply of replies) expect(reply).toMatch(/^(?:250 2\.0\.0 \S+ (?:applied|held)|451 4\.3\.0 .*)$/u);
    const applied = replies.filter((reply) => reply.endsWith(' applied'));
    // The fifth change of a day is the last that nobody looks at.
    expect(applied).toHaveLength(4);
    expect(replies.filter((reply) => reply.startsWith('451'))).toEqual([]);
    expect(await revision('nl')).toBe(5);
    expect(await changesOnRecord()).toBe(5);
    const contacts = (await world.service.workplace.store.rosters()).flatMap((roster) => roster.contacts);
    expect(contacts.map(({ name }) => name)).toEqual(['Anna Visser', 'Ben Bakker']);
    const store = world.service.workplace.store;
    expect(await store.verifyAudit()).toMatchObject({ brokenAt: null });
    const history = (await store.audit({})).filter(({ kind }) => kind === 'roster-changed').map(({ ref }) => ref);
    expect(new Set(history).size).toBe(5);
  });
});
