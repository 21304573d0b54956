import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { STORY_WORLD } from '../../src/demo/story.ts';
import type { SunkMail } from '../../src/demo/smarthost-sink.ts';
import { startSurroundings, type Surroundings } from '../../src/demo/surroundings.ts';
import { connect } from '../../src/store/sqlite/connection.ts';
import { migrate, MIGRATIONS, SCHEMA_VERSION } from '../../src/store/sqlite/migrate.ts';
import { rowsOf, writeVersion } from '../store/temporary-store.ts';
import { type Finished, type Serving, serving, tldops, tldopsHere } from './child-program.ts';
import { within } from './deadline.ts';

// The whole way of an operator: from a schema before this one to this one, and back again.
const VERSIONS = [6, 9];
const DIRECTOR = 'Director <director@bt.example>';

let world: Surroundings;
let program: Serving | null = null;

const database = (): string => join(world.folder, 'data', 'tldops.sqlite');
const copy = (name: string): string => join(world.folder, name);
const cli = (...args: readonly string[]): Promise<Finished> => tldopsHere([...args, '--config', world.settingsFile]);

async function json(...args: readonly string[]): Promise<unknown> {
  const finished = await cli(...args, '--json');
  expect(finished, args.join(' ')).toMatchObject({ status: 0, stderr: '' });
  return finished.json();
}

async function stopped(): Promise<void> {
  expect(await program?.end('SIGTERM')).toBe(0);
  program = null;
}

describe.each(VERSIONS)('of version %i', (before) => {
  let saved: ReturnType<typeof rowsOf>;
  beforeAll(async () => {
    world = await startSurroundings(STORY_WORLD);
    writeVersion(before, database());
    saved = rowsOf(database());
  });

  afterAll(async () => {
    await program?.end('SIGKILL').catch(() => null);
    await world.close();
  });

  test('before: the new program finds nothing wrong with the old database, and saves it as it is', async () => {
    const findings = (await cli('doctor', '--json')).json();
    expect(findings).toContainEqual(
      expect.objectContaining({
        check: 'database',
        state: 'warning',
        found: expect.stringContaining(`version ${before}`),
      }),
    );
    expect(await json('backup', copy('before.sqlite'))).toMatchObject({ schemaVersion: before, contacts: 1 });
  });

  test('upgrade: it starts, knows everybody, takes mail, and the old history is whole', async () => {
    program = await serving(world.settingsFile);
    expect(await json('roster', 'show', 'bt')).toMatchObject({ contacts: [{ email: 'tashi@bt.example' }] });
    const text = 'UPDATE\nPhone: +975 17 123 999';
    expect(await world.playTo(program.smtp, { from: 'Tashi <tashi@bt.example>', text })).toMatch(/^250 .* applied$/u);
    expect(await json('audit', 'verify')).toMatchObject({ ok: true });
    expect(await json('backup', copy('after.sqlite'))).toMatchObject({ schemaVersion: SCHEMA_VERSION, contacts: 1 });
    await stopped();
  });

  test.runIf(before === 9)(
    'what was under way goes on: letters leave, and an address that does not work is a case',
    async () => {
      program = await serving(world.settingsFile);
      for (const to of ['director@bt.example', 'kim@tld-ops.example']) {
        const isIt = ({ envelope, headers }: SunkMail): boolean =>
          envelope.to.includes(to) && headers.get('x-tldops-ref') === '2026-000004';
        await within(world.sink.mail(isIt), `the letter to ${to} that waited`);
      }
      await expect
        .poll(() => json('held', 'list'), { timeout: 20_000 })
        .toContainEqual(expect.objectContaining({ kind: 'address', tlds: ['aw'] }));
      expect(await json('audit', 'verify')).toMatchObject({ ok: true });
      await stopped();
    },
  );

  test('the older program leaves the new database alone, and says why', async () => {
    const connection = connect(database());
    try {
      expect(() => migrate(connection, MIGRATIONS.slice(0, before))).toThrow(
        `of a newer tldops (schema version ${SCHEMA_VERSION}; this one knows ${before})`,
      );
      connection.pragma(`user_version = ${SCHEMA_VERSION + 1}`);
      expect(await tldops(['serve', '--config', world.settingsFile])).toMatchObject({
        status: 1,
        stderr: expect.stringContaining('newer tldops'),
      });
      connection.pragma(`user_version = ${SCHEMA_VERSION}`);
    } finally {
      connection.close();
    }
  });

  test('rollback: what was saved before is put back, and what replaced it is kept', async () => {
    const { kept } = restored(await json('restore', copy('before.sqlite')));
    expect(versionOf(database())).toBe(before);
    expect(rowsOf(database())).toEqual(saved);
    expect(versionOf(kept)).toBe(SCHEMA_VERSION);
    expect(await json('restore', copy('after.sqlite'))).toMatchObject({ schemaVersion: SCHEMA_VERSION });
    program = await serving(world.settingsFile);
    expect(await json('roster', 'show', 'bt')).toMatchObject({ contacts: [{ phone: '+97517123999' }] });
    expect(await world.playTo(program.smtp, { from: DIRECTOR, text: 'STATUS .bt' })).toMatch(/^250 .* info$/u);
    await stopped();
  });
});

function restored(said: unknown): { readonly kept: string } {
  if (typeof said === 'object' && said !== null && 'kept' in said && typeof said.kept === 'string')
    return { kept: said.kept };
  throw new Error('restore kept nothing');
}

function versionOf(file: string): number {
  const connection = new Database(file, { readonly: true });
  try {
    return Number(connection.pragma('user_version', { simple: true }));
  } finally {
    connection.close();
  }
}
