import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backupDatabase } from '../../src/store/sqlite/backup.ts';
import { connect } from '../../src/store/sqlite/connection.ts';
import { examineDatabase } from '../../src/store/sqlite/examine-database.ts';
import { SCHEMA_VERSION } from '../../src/store/sqlite/migrate.ts';
import { restoreDatabase } from '../../src/store/sqlite/restore.ts';
import { auditEntry, firstContacts, john, changePlan, mailPlan, NL } from '../support/plans.ts';
import { rawConnection, storeAt, temporaryFile } from './temporary-store.ts';

/** A database with one contact, in use, and a name for its backup. */
async function inUse(): Promise<{
  readonly file: string;
  readonly target: string;
  readonly store: ReturnType<typeof storeAt>;
}> {
  const file = temporaryFile();
  const store = storeAt(file);
  await store.commit(changePlan(1, firstContacts(NL, john())));
  return { file, target: join(dirname(dirname(file)), 'copy.sqlite'), store };
}

const keepAs = (file: string): string => join(dirname(file), 'kept.sqlite');

describe('a backup', () => {
  it('is whole while others write, of its owner only, and one file', async () => {
    const { file, target, store } = await inUse();
    const ended = new AbortController();
    const writing = (async () => {
      for (let number = 2; !ended.signal.aborted; number += 1)
        await store.commit(mailPlan(number, { audit: [auditEntry()] }));
    })();
    const saved = await backupDatabase(file, target);
    ended.abort();
    await writing;
    expect(saved).toMatchObject({
      outcome: 'saved',
      bytes: statSync(target).size,
      examination: { schemaVersion: SCHEMA_VERSION, contacts: 1, faults: [], auditHead: { seq: expect.any(Number) } },
    });
    expect(statSync(target).mode & 0o777).toBe(0o600);
    expect(readdirSync(dirname(target)).filter((name) => name !== 'data')).toEqual(['copy.sqlite']);
    expect(await store.rosters()).toEqual(await storeAt(target).rosters());
  });

  it('never takes the place of a file', async () => {
    const { file, target } = await inUse();
    writeFileSync(target, 'precious');
    expect(await backupDatabase(file, target)).toEqual({ outcome: 'exists' });
    expect(statSync(target).size).toBe('precious'.length);
  });

  it('leaves nothing behind where it cannot be made', async () => {
    const { file, target } = await inUse();
    await expect(backupDatabase(`${file}.nowhere`, target)).rejects.toMatchObject({ name: 'StoreError' });
    await expect(backupDatabase(file, join(dirname(target), 'nowhere', 'copy'))).rejects.toMatchObject({
      name: 'StoreError',
    });
    expect(readdirSync(dirname(target))).toEqual(['data']);
  });

  it('of a damaged database is thrown away', async () => {
    const { file, target, store } = await inUse();
    await store.close();
    rawConnection(file).exec('drop trigger audit_keeps_what_was');
    expect(await backupDatabase(file, target)).toMatchObject({
      outcome: 'damaged',
      examination: { faults: [expect.stringContaining('audit_keeps_what_was')] },
    });
    expect(existsSync(target)).toBe(false);
  });
});

describe('a restore', () => {
  it('brings back what was saved, and keeps what was there', async () => {
    const { file, target, store } = await inUse();
    await backupDatabase(file, target);
    await store.commit(mailPlan(2, { audit: [auditEntry()] }));
    await store.close();
    const restored = await restoreDatabase(target, file, keepAs(file));
    expect(restored).toMatchObject({ outcome: 'restored', kept: keepAs(file), examination: { auditHead: { seq: 1 } } });
    expect(readdirSync(dirname(file)).toSorted()).toEqual(['kept.sqlite', 'tldops.sqlite']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await storeAt(file).verifyAudit()).toEqual({ entries: 1, brokenAt: null });
    expect(await storeAt(keepAs(file)).verifyAudit()).toEqual({ entries: 2, brokenAt: null });
  });

  it('works where there is no database yet, and plays no log that another one left', async () => {
    const { file, target, store } = await inUse();
    await backupDatabase(file, target);
    await store.commit(mailPlan(2, { audit: [auditEntry()] }));
    const fresh = temporaryFile();
    connect(fresh).close();
    rmSync(fresh);
    copyFileSync(`${file}-wal`, `${fresh}-wal`);
    expect(await restoreDatabase(target, fresh, keepAs(fresh))).toMatchObject({ outcome: 'restored' });
    expect(await storeAt(fresh).verifyAudit()).toEqual({ entries: 1, brokenAt: null });
    const empty = temporaryFile();
    expect(await restoreDatabase(target, empty, keepAs(empty))).toMatchObject({ outcome: 'restored', kept: null });
    expect(await storeAt(empty).verifyAudit()).toEqual({ entries: 1, brokenAt: null });
  });

  it('waits for nobody who uses the database, and changes nothing then', async () => {
    const { file, target, store } = await inUse();
    await backupDatabase(file, target);
    expect(await restoreDatabase(target, file, keepAs(file))).toEqual({ outcome: 'in-use' });
    await store.commit(mailPlan(2, { audit: [auditEntry()] }));
    expect(await store.verifyAudit()).toEqual({ entries: 2, brokenAt: null });
    expect(readdirSync(dirname(file)).filter((name) => name.includes('kept') || name.includes('restoring'))).toEqual(
      [],
    );
  });

  it('takes a backup of an older version, which the next start brings up to date', async () => {
    const older = temporaryFile();
    connect(older).close();
    rawConnection(older).exec(readFileSync(new URL('fixtures/version-1.sql', import.meta.url), 'utf8'));
    const file = temporaryFile();
    expect(await restoreDatabase(older, file, keepAs(file))).toMatchObject({
      outcome: 'restored',
      examination: { schemaVersion: 1, faults: [], contacts: 2 },
    });
    expect(await storeAt(file).verifyAudit()).toEqual({ entries: 3, brokenAt: null });
  });

  it.each<[string, (target: string) => void, string]>([
    ['is no database', (target) => writeFileSync(target, 'no database '.repeat(1000)), 'not a database'],
    ['is of a newer program', (target) => rawConnection(target).pragma('user_version = 99'), 'newer tldops'],
    ['is another database', (target) => rawConnection(target).pragma('user_version = 0'), 'none of tldops'],
    ['has a table too many', (target) => rawConnection(target).exec('create table extra (x text) strict'), 'extra'],
    [
      'has a table that is not strict',
      (target) =>
        rawConnection(target).exec('drop table deferral; create table deferral (key text primary key, first_at text)'),
      'table deferral strict',
    ],
    [
      'has another history',
      (target) => {
        const raw = rawConnection(target);
        const [trigger] = raw
          .prepare<[], string>(`select sql from sqlite_schema where name = 'audit_keeps_what_was'`)
          .pluck()
          .all();
        raw.exec('drop trigger audit_keeps_what_was');
        raw.exec(`update audit set actor = 'eve'`);
        raw.exec(trigger ?? '');
      },
      'history is broken at entry 1',
    ],
  ])('refuses a file that %s', async (_, damage, words) => {
    const { file, target, store } = await inUse();
    await backupDatabase(file, target);
    await store.close();
    damage(target);
    const outcome = await restoreDatabase(target, file, keepAs(file)).catch((error: unknown) => error);
    expect(JSON.stringify(outcome instanceof Error ? outcome.message : outcome)).toContain(words);
    expect(readdirSync(dirname(file))).toEqual(['tldops.sqlite']);
    expect(await storeAt(file).verifyAudit()).toEqual({ entries: 1, brokenAt: null });
  });

  it('puts a wreck aside, whatever is in it', async () => {
    const { file, target, store } = await inUse();
    await backupDatabase(file, target);
    await store.close();
    writeFileSync(file, 'wreck '.repeat(1000));
    expect(await restoreDatabase(target, file, keepAs(file))).toMatchObject({
      outcome: 'restored',
      kept: keepAs(file),
    });
    expect(readdirSync(dirname(file)).toSorted()).toEqual(['kept.sqlite', 'tldops.sqlite']);
    expect(await examineDatabase(file)).toMatchObject({ faults: [], contacts: 1 });
  });

  it('leaves nobody writing to the database that was put aside', async () => {
    const { file, target, store } = await inUse();
    await backupDatabase(file, target);
    await store.close();
    // One that opened the file before it was put aside, and has not read it yet.
    const early = rawConnection(file);
    await restoreDatabase(target, file, keepAs(file));
    expect(() => early.pragma('journal_mode = wal')).toThrow(/readonly|read-only|readonly database/u);
  });
});
