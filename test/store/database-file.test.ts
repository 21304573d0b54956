import { spawnSync } from 'node:child_process';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DAY } from '../../src/core/instant.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { connect } from '../../src/store/sqlite/connection.ts';
import { COUNT_BETWEEN } from '../../src/store/sqlite/mails.ts';
import { ANY_DUE, NEXT_DUE } from '../../src/store/sqlite/outbox.ts';
import { openStore } from '../../src/store/sqlite/open.ts';
import { later, mailPlan, mailRecord, NOON, outgoing, ref } from '../support/plans.ts';
import { storeSettings } from './store-settings.ts';
import { rawConnection, storeAt, temporaryFile } from './temporary-store.ts';

const mode = (path: string) => statSync(path).mode & 0o777;

describe('the database file', () => {
  it('is for its owner only, with its folder and its journal', async () => {
    const file = temporaryFile();
    await storeAt(file).commit(mailPlan(1));
    expect([dirname(file), file, `${file}-wal`, `${file}-shm`].map(mode)).toEqual([0o700, 0o600, 0o600, 0o600]);
  });

  it('is written ahead, fully synchronised, with foreign keys, and trusts no schema', () => {
    const connection = connect(temporaryFile());
    onTestFinished(() => {
      connection.close();
    });
    const settings = ['journal_mode', 'synchronous', 'foreign_keys', 'trusted_schema', 'busy_timeout'];
    expect(settings.map((name) => connection.pragma(name, { simple: true }))).toEqual(['wal', 2, 1, 0, 5000]);
  });

  it('has strict tables only', () => {
    const file = temporaryFile();
    storeAt(file);
    const lax = rawConnection(file).prepare(
      `select name from pragma_table_list where schema = 'main' and type = 'table' and strict = 0 and name not like 'sqlite_%'`,
    );
    expect(lax.all()).toEqual([]);
  });

  it('that is no database is called corrupt', () => {
    const file = temporaryFile();
    connect(file).close();
    writeFileSync(file, 'no database at all, but rather long '.repeat(1000));
    const error = failureOf(() => openStore(storeSettings(file)));
    expect(error).toMatchObject({ code: 'corrupt', cause: { code: 'SQLITE_NOTADB' } });
  });

  it('that cannot be made is an error of the store', () => {
    const file = temporaryFile();
    connect(file).close();
    expect(failureOf(() => openStore(storeSettings(join(file, 'tldops.sqlite'))))).toBeInstanceOf(StoreError);
  });

  it.each([
    ['finds what is due', NEXT_DUE],
    ['finds out whether anything is due', ANY_DUE],
  ])('%s among many sent mails without looking at them', async (_, sql) => {
    const file = temporaryFile();
    await storeAt(file).commit(mailPlan(1, { outgoing: [outgoing()] }));
    const plan = rawConnection(file).prepare(`explain query plan ${sql}`).all({ now: NOON, bulk: 0, most: 9 });
    expect(plan).toMatchObject([
      { detail: expect.stringContaining('INDEX outbox_waiting') },
      { detail: expect.stringContaining('SUBQUERY') },
      { detail: 'SEARCH lease USING INTEGER PRIMARY KEY (rowid=?)' },
    ]);
  });

  it('counts the mails of a time, also those whose text was removed, without looking at them', async () => {
    const file = temporaryFile();
    const store = storeAt(file);
    await store.commit(mailPlan(1));
    await store.commit({ ...mailPlan(2, { mail: mailRecord({ text: 'HELP' }) }), at: later(DAY) });
    await store.removeOldMail(later(1), later(DAY));
    const connection = rawConnection(file);
    expect(connection.prepare('select ref from mail where removed_at is not null').pluck().all()).toEqual([ref(1)]);
    expect(await store.mailsTaken(NOON, later(DAY))).toBe(2);
    expect(await store.mailsTaken(later(1), later(DAY))).toBe(1);
    expect(await store.mailsTaken(NOON, later(DAY - 1))).toBe(1);
    const searched = connection
      .prepare<{ from: string; until: string }, { readonly detail: string }>(`explain query plan ${COUNT_BETWEEN}`)
      .all({ from: NOON, until: later(DAY) })
      .flatMap(({ detail }) => (detail.includes('mail') ? [detail] : []));
    expect(searched).toEqual([
      'SEARCH mail USING INDEX mail_kept (at>? AND at<?)',
      'SEARCH mail USING INDEX mail_removed (at>? AND at<?)',
    ]);
  });
});

describe('a disk that takes nothing more', () => {
  it('is reported as full, with nothing of the mail kept', async () => {
    const file = temporaryFile();
    const script = join(dirname(fileURLToPath(import.meta.url)), 'filling-process.ts');
    // A limit on the size of files (in blocks of 1 KiB) stands for the disk's end.
    const run = spawnSync(
      'bash',
      ['-c', `trap '' XFSZ; ulimit -f 600; exec "$0" "$1" "$2"`, process.execPath, script, file],
      {
        encoding: 'utf8',
        timeout: 100_000,
      },
    );
    const { committed, code } = JSON.parse(run.stdout);
    expect({ code, stderr: run.stderr }).toEqual({ code: 'full', stderr: '' });
    expect(committed).toBeGreaterThan(0);
    const store = storeAt(file);
    expect(await store.outbox()).toHaveLength(committed);
    expect(await store.verifyAudit()).toEqual({ entries: committed, brokenAt: null });
  });
});

function failureOf(work: () => unknown): unknown {
  try {
    work();
    return null;
  } catch (error) {
    return error;
  }
}

it.runIf(existsSync('/proc'))('a place where no folder can be made is told, and nobody waits for it', () => {
  const script = `
    const { makeFolder } = await import(process.argv[1]);
    const { storeErrorOf } = await import(process.argv[2]);
    try { makeFolder('/proc/tldops/data'); } catch (error) { console.log(storeErrorOf(error).code); }`;
  const modules = ['on-disk', 'failure'].map(
    (name) => new URL(`../../src/store/sqlite/${name}.ts`, import.meta.url).href,
  );
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script, ...modules], {
    encoding: 'utf8',
    timeout: 10_000,
    killSignal: 'SIGKILL',
  });
  expect(stdout).toBe('full\n');
});
