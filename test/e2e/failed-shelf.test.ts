import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DemoWorld, startDemoWorld } from '../../src/demo/demo-world.ts';
import { type Finished, tldopsHere } from './child-program.ts';
import { type Inbox, inboxOf, refIn, replyTo } from './inbox.ts';
import { ADMIN_NL, ANNA, BEN, ianaRecord, KIM, subscribe } from './invented-people.ts';

let world: DemoWorld;
let inbox: Inbox;

beforeEach(async () => {
  world = await startDemoWorld({
    iana: [ianaRecord('nl', ADMIN_NL)],
    domains: { 'nic.example': { dmarc: 'reject' }, 'elsewhere.example': { dmarc: 'reject' } },
  });
  inbox = inboxOf(world.sink);
});

afterEach(() => world.close());

const cli = (...args: readonly string[]): Promise<Finished> =>
  tldopsHere([...args, '--json', '--config', world.settingsFile]);

/** Puts something else in place of what a mail asked, as a bug of an older version might have; returns what was there. */
function storedRequest(ref: string, replacement: string): string {
  const database = new Database(join(world.folder, 'data', 'tldops.sqlite'));
  const before = database.prepare<[string], { request: string }>('select request from mail where ref = ?').get(ref);
  database.prepare('update mail set request = ? where ref = ?').run(replacement, ref);
  database.close();
  return before?.request ?? '';
}

describe('a mail that meets a bug', () => {
  it('is taken and kept, told to the Secretariat, shown, and done by `failed reprocess` after the mend', async () => {
    const asked = await world.play({
      from: 'colleague@elsewhere.example',
      cc: ADMIN_NL,
      text: subscribe('nl', ANNA, BEN),
    });
    const question = await inbox.next(ADMIN_NL, 'confirm');
    const right = storedRequest(refIn(asked), '{}');

    const reply = await world.play({ from: ADMIN_NL, to: replyTo(question), text: 'CONFIRM' });
    expect(reply).toMatch(/^250 2\.0\.0 \S+ held$/u);
    const ref = refIn(reply);
    const notice = await inbox.next(KIM, 'notice');
    expect(notice.text).toContain(ref);
    expect(notice.text).not.toMatch(/TypeError|\.ts:/u);

    const list = await cli('failed', 'list');
    expect(list).toMatchObject({ status: 0, stderr: '' });
    expect(list.json()).toEqual([
      expect.objectContaining({ ref, state: 'open', error: expect.stringContaining('Error') }),
    ]);
    const shown = await cli('failed', 'show', ref);
    expect(shown).toMatchObject({ status: 0, stderr: '' });
    expect(shown.json()).toMatchObject({ ref, state: 'open', raw: expect.stringContaining('CONFIRM') });

    const early = await cli('failed', 'reprocess', ref);
    expect(early.status).toBe(1);
    expect(early.stderr).toContain(ref);
    expect((await cli('roster', 'show', 'nl')).json()).toMatchObject({ contacts: [] });

    storedRequest(refIn(asked), right);
    const done = await cli('failed', 'reprocess', ref);
    expect(done).toMatchObject({ status: 0, stderr: '' });
    expect(done.json()).toMatchObject({ ref, answer: expect.stringMatching(/^250 2\.0\.0 \S+ applied$/u) });
    expect((await cli('roster', 'show', 'nl')).json()).toMatchObject({ revision: 1 });
    expect((await cli('failed', 'list')).json()).toEqual(
      expect.arrayContaining([expect.objectContaining({ ref, state: 'reprocessed' })]),
    );
    await inbox.next(ADMIN_NL, 'applied');
    const again = await cli('failed', 'reprocess', ref);
    expect(again.status).toBe(1);
    expect((await cli('audit', 'verify')).json()).toMatchObject({ ok: true });
  });

  it('does not hinder the next one', async () => {
    const asked = await world.play({ from: 'colleague@elsewhere.example', cc: ADMIN_NL, text: subscribe('nl', ANNA) });
    const question = await inbox.next(ADMIN_NL, 'confirm');
    storedRequest(refIn(asked), '{}');
    const replies = await Promise.all([
      world.play({ from: ADMIN_NL, to: replyTo(question), text: 'CONFIRM' }),
      world.play({ from: ADMIN_NL, text: subscribe('nl', BEN) }),
    ]);
    expect(replies.map((reply) => reply.split(' ').at(-1))).toEqual(['held', 'applied']);
  });

  it('is unknown where the reference is', async () => {
    expect(await cli('failed', 'show', '2026-999999')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('tldops failed list'),
    });
    expect(await cli('failed', 'reprocess', 'nonsense')).toMatchObject({
      status: 2,
      stdout: expect.stringContaining('2026-000123'),
    });
  });
});
