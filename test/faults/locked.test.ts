import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startSurroundings, type Surroundings } from '../../src/demo/surroundings.ts';
import { type Serving, serving } from '../e2e/child-program.ts';
import { ADMIN_NL, ianaRecord } from '../e2e/invented-people.ts';

/** A busy machine takes its time. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

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

/** While a program that waits inside of SQLite can do nothing else, one look may begin before and one may end behind. */
const MORE_THAN_BLOCKED = 5;

/** How many looks at a page, one after the other, were answered before the promise was settled. */
async function looksUntil(over: Promise<unknown>): Promise<number> {
  const settled = over.then(
    () => true,
    () => true,
  );
  for (let looks = 0; ; looks += 1) {
    expect((await fetch(`http://${program.web}/health`)).status).toBe(200);
    if (await Promise.race([settled, pause(1, false)])) return looks;
  }
}

describe('a database that another process keeps locked', () => {
  it('puts mail off with 452 while everything else goes on, and takes it once the lock is gone', async () => {
    const raw = (await world.compose({ from: ADMIN_NL, text: 'HELP' })).toString('utf8');
    const mail = { from: ADMIN_NL, text: '', raw, signed: false };
    other.exec('begin immediate');
    const answered = world.playTo(program.smtp, mail);
    expect(await looksUntil(answered)).toBeGreaterThan(MORE_THAN_BLOCKED);
    expect(await answered).toMatch(/^452 4\.3\.1 /u);
    other.exec('rollback');
    expect(await world.playTo(program.smtp, mail)).toMatch(/^250 2\.0\.0 \S+ info$/u);
    await world.sink.mail(({ envelope }) => envelope.to.includes(ADMIN_NL));
  });

  it('only for a moment is waited for', async () => {
    other.exec('begin immediate');
    const answered = world.playTo(program.smtp, { from: ADMIN_NL, text: 'HELP' });
    await looksUntil(pause(500));
    other.exec('commit');
    expect(await answered).toMatch(/^250 2\.0\.0 \S+ info$/u);
  });
});
