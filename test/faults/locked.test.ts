import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSurroundings, type Surroundings } from '../../src/demo/surroundings.ts';
import { type Serving, serving } from '../e2e/child-program.ts';
import { ADMIN_NL, ianaRecord } from '../e2e/invented-people.ts';

let world: Surroundings;
let program: Serving;
let other: Database.Database;

beforeEach(async () => {
  world = await startSurroundings({
    iana: [ianaRecord('nl', ADMIN_NL)],
    domains: { 'nic.example': { dmarc: 'reject' } },
  });
  program = await serving(world.settingsFile);
  other = new Database(join(world.folder, 'data', 'tldops.sqlite'));
});

afterEach(async () => {
  other.close();
  await program.end('SIGKILL');
  await world.close();
});

const isWell = async (): Promise<boolean> => (await fetch(`http://${program.web}/health`)).status === 200;

describe('a database that another process keeps locked', () => {
  it('puts mail off with 452 while everything else goes on, and takes it once the lock is gone', async () => {
    const raw = (await world.compose({ from: ADMIN_NL, text: 'HELP' })).toString('utf8');
    const mail = { from: ADMIN_NL, text: '', raw, signed: false };
    other.exec('begin immediate');
    const replies: string[] = [];
    const answered = world.playTo(program.smtp, mail).then((reply) => replies.push(reply));
    // Whoever waited inside SQLite would let nobody else be answered before the mail is.
    for (let looks = 0; looks < 20; looks += 1) expect(await isWell()).toBe(true);
    expect(replies).toEqual([]);
    await answered;
    expect(replies).toEqual([expect.stringMatching(/^452 4\.3\.1 /u)]);
    other.exec('rollback');
    expect(await world.playTo(program.smtp, mail)).toMatch(/^250 2\.0\.0 \S+ info$/u);
    await world.sink.mail(({ envelope }) => envelope.to.includes(ADMIN_NL));
  });

  it('only for a moment is waited for', async () => {
    other.exec('begin immediate');
    const answered = world.playTo(program.smtp, { from: ADMIN_NL, text: 'HELP' });
    for (let looks = 0; looks < 5; looks += 1) await isWell();
    other.exec('commit');
    expect(await answered).toMatch(/^250 2\.0\.0 \S+ info$/u);
  });
});
