import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { connectSmtp } from '../../src/demo/smtp-client.ts';
import { startSurroundings, type Surroundings } from '../../src/demo/surroundings.ts';
import { type Serving, serving, tldops } from './child-program.ts';
import { eventually } from './deadline.ts';
import { refIn } from './inbox.ts';
import { ianaRecord } from './invented-people.ts';

const TLDS = (
  'ad ae af ag ai al am ao ar aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cd cf cg ch ci ck cl ' +
  'cm cn co cr cu cv cw cx cy cz de dj dk dm do dz'
).split(' ');
const SENDERS = 4;

let world: Surroundings;

beforeAll(async () => {
  world = await startSurroundings({
    iana: TLDS.map((tld) => ianaRecord(tld, `admin-${tld}@nic.example`)),
    domains: { 'nic.example': { dmarc: 'reject' } },
  });
});

afterAll(() => world.close());

type Sent = { readonly tld: string; readonly from: string; readonly raw: Buffer; heard: string | null };

/** Sends what nobody has heard 250 for yet, from several clients, until all is sent or the server goes away. */
async function flood(smtp: string, mails: readonly Sent[]): Promise<void> {
  const waiting = mails.filter(({ heard }) => heard === null);
  const send = async (): Promise<void> => {
    for (let mail = waiting.shift(); mail !== undefined; mail = waiting.shift()) {
      try {
        const client = await connectSmtp(smtp, 'mx.nic.example');
        const reply = await client.send({ mailFrom: mail.from, recipients: [world.mailbox] }, mail.raw);
        if (reply.startsWith('250')) mail.heard = reply;
        await client.quit();
      } catch {
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, send));
}

async function killedDuring(mails: readonly Sent[], after: number): Promise<void> {
  const program = await serving(world.settingsFile);
  const flooding = flood(program.smtp, mails);
  const goal = mails.filter(({ heard }) => heard !== null).length + after;
  await eventually(() => mails.filter(({ heard }) => heard !== null).length >= goal, `${goal} mails are taken`);
  await program.end('SIGKILL');
  await flooding;
}

const ROSTERS = z.array(
  z.object({ tld: z.string(), revision: z.number(), contacts: z.array(z.object({ email: z.string() })) }),
);
const AUDIT = z.array(z.object({ kind: z.string(), tld: z.string().nullable(), ref: z.string().nullable() }));
const OUTBOX = z.array(z.object({ id: z.string(), to: z.string(), ref: z.string(), kind: z.string() }));

describe('a server that is killed in a flood of mail', () => {
  it('has on roster, record and outbox exactly once whatever it said 250 to, and knows it again', async () => {
    const mails: Sent[] = await Promise.all(
      TLDS.map(async (tld) => {
        const from = `admin-${tld}@nic.example`;
        const text = `SUBSCRIBE .${tld}\nName: Anna Visser\nEmail: anna-${tld}@nic.example\nPhone: +31 6 12345678`;
        return { tld, from, raw: await world.compose({ from, text }), heard: null };
      }),
    );
    for (const after of [3, 9, 14]) await killedDuring(mails, after);

    const program = await serving(world.settingsFile);
    await checkAll(program, mails);
    expect(await program.end('SIGTERM')).toBe(0);

    const verified = await tldops(['audit', 'verify', '--json', '--config', world.settingsFile]);
    expect(verified).toMatchObject({ status: 0 });
    expect(verified.json()).toMatchObject({ ok: true, brokenAt: null });
  }, 60_000);

  async function checkAll(program: Serving, mails: readonly Sent[]): Promise<void> {
    const heard = mails.filter(({ heard: reply }) => reply !== null);
    expect(heard.length).toBeGreaterThanOrEqual(26);
    const rosters = await read(['roster', 'list'], ROSTERS);
    for (const { tld } of heard) {
      expect(rosters.filter((roster) => roster.tld === tld)).toEqual([
        { tld, revision: 1, contacts: [{ email: `anna-${tld}@nic.example` }] },
      ]);
    }
    // The same octets again: nobody knows whether the lost 250 stood for a commit, and it does not matter.
    const first = new Map(heard.map(({ tld, heard: reply }) => [tld, refIn(reply ?? '')]));
    for (const mail of mails) mail.heard = null;
    await flood(program.smtp, mails);
    for (const { tld, heard: reply } of mails) {
      const ref = first.get(tld);
      if (ref === undefined) expect(reply).toMatch(/^250 2\.0\.0 \S+ (?:applied|duplicate)$/u);
      else expect(reply).toBe(`250 2.0.0 ${ref} duplicate`);
    }
    const after = await read(['roster', 'list'], ROSTERS);
    expect(after.map(({ revision }) => revision)).toEqual(TLDS.map(() => 1));
    const audit = await read(['audit'], AUDIT);
    const outbox = await read(['outbox', 'list', '--all'], OUTBOX);
    for (const { tld, from, heard: reply } of mails) {
      const ref = refIn(reply ?? '');
      expect(audit.filter((entry) => entry.kind === 'roster-changed' && entry.tld === tld)).toHaveLength(1);
      expect(audit.filter((entry) => entry.kind === 'mail-accepted' && entry.ref === ref)).toHaveLength(1);
      expect(outbox.filter((entry) => entry.to === from).map((entry) => [entry.kind, entry.ref])).toEqual([
        ['answer', ref],
      ]);
    }
    // What was handed over twice, since the kill fell between hand-over and note, is the same mail by its Message-ID.
    const delivered = world.sink.mails.filter(({ headers }) => headers.get('x-tldops-result') === 'applied');
    const ids = new Map(delivered.map((mail) => [mail.headers.get('message-id'), mail.envelope.to.join(',')]));
    expect(new Set(ids.values()).size).toBe(ids.size);
  }

  async function read<T>(args: readonly string[], shape: z.ZodType<T>): Promise<T> {
    const finished = await tldops([...args, '--json', '--config', world.settingsFile]);
    expect(finished).toMatchObject({ status: 0, stderr: '' });
    return shape.parse(finished.json());
  }
});
