import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { needsCase } from '../../src/core/address-case.ts';
import { DAY, instantOf, plus } from '../../src/core/instant.ts';
import type { Digest } from '../../src/core/message.ts';
import type { Store } from '../../src/store/port.ts';
import { type Connection, connect } from '../../src/store/sqlite/connection.ts';
import { migrate, MIGRATIONS, SCHEMA_VERSION } from '../../src/store/sqlite/migrate.ts';
import { openStore } from '../../src/store/sqlite/open.ts';
import { auditEntry, digest, JOHN, later, mailPlan, NL, NOON, outgoing, ref } from '../support/plans.ts';
import { storeSettings } from './store-settings.ts';
import { fileOfVersion, rawConnection, type Row, rowsOf, storeAt, temporaryFile } from './temporary-store.ts';

/** After everything that the database of version 9 holds. */
const NIGHT = instantOf(Date.UTC(2026, 10, 29, 2));
const OLDER_VERSIONS = [1, 6, 9];

function schemaOf(file: string): unknown {
  return rawConnection(file)
    .prepare(`select type, name, tbl_name from sqlite_schema where name not like 'sqlite_%' order by type, name`)
    .all();
}

function onlyColumns(columns: readonly string[], rows: readonly Row[] = []): readonly Row[] {
  return rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])));
}

async function worldOf(store: Store, token: string) {
  const query = { from: null, tokenHashes: [digest(token)], deferralKey: digest('mail') };
  return store.world(query, later(1));
}

function connected(file: string): Connection {
  const connection = connect(file);
  onTestFinished(() => {
    connection.close();
  });
  return connection;
}

describe('the schema', () => {
  it('is made from nothing', () => {
    const file = temporaryFile();
    storeAt(file);
    expect(rawConnection(file).pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
  });

  it.each(OLDER_VERSIONS)('of version %i becomes the same as one made from nothing', (version) => {
    const [old, fresh] = [fileOfVersion(version), temporaryFile()];
    storeAt(old);
    storeAt(fresh);
    expect(schemaOf(old)).toEqual(schemaOf(fresh));
  });

  it('of version 9 keeps every row of every table, whatever else comes to it', () => {
    const file = fileOfVersion(9);
    const before = rowsOf(file);
    expect([...before].filter(([, rows]) => rows.length === 0).map(([table]) => table)).toEqual([]);
    storeAt(file);
    const after = rowsOf(file);
    for (const [table, rows] of before) {
      // A lease is over when the program is (0011), and a change stands in the history already (0014).
      const kept = rows.map(({ leased_until: _, change: __, ...row }) => row);
      const [columns = {}] = kept;
      expect(onlyColumns(Object.keys(columns), after.get(table)), table).toEqual(kept);
    }
    expect(rawConnection(file).pragma('foreign_key_check')).toEqual([]);
  });

  it('of version 9 goes on where it was: a letter under way is sent, and an address that does not work waits for a case', async () => {
    const store = storeAt(fileOfVersion(9));
    expect(await store.verifyAudit()).toEqual({ entries: 9, brokenAt: null });
    expect(await store.nextToSend(NIGHT, plus(NIGHT, DAY), 9)).toMatchObject([
      { id: '2026-000004-1', attempts: 0 },
      { id: '2026-000004-2', attempts: 1 },
    ]);
    expect(await store.nextToSend(NIGHT, plus(NIGHT, DAY), 9)).toEqual([]);
    expect(await store.heldCases()).toMatchObject([{ ref: ref(4), state: 'open' }]);
    const { addressHealth } = await store.world({ from: null, tokenHashes: [], deferralKey: digest('mail') }, NIGHT);
    const cases = await store.addressCases();
    expect([...addressHealth.values()].filter((health) => needsCase(health, cases))).toMatchObject([
      { address: 'hostmaster@aw.example' },
    ]);
  });

  it.each([1, 9])('of version %i has what each token may dispute on record', async (version) => {
    const file = fileOfVersion(version);
    const changes = rowsOf(file)
      .get('token')
      ?.map(({ change }) => (typeof change === 'string' ? JSON.parse(change) : null));
    const store = storeAt(file);
    const tokens = rowsOf(file).get('token') ?? [];
    const opened = tokens.map(({ hash }) =>
      store.world({ from: null, tokenHashes: [hash as Digest], deferralKey: null }, later(1)),
    );
    const disputable = (await Promise.all(opened)).map(({ token }) =>
      token.kind === 'dispute' ? token.disputed.change : null,
    );
    expect(disputable).toEqual(changes);
    expect(disputable.some((change) => change !== null)).toBe(true);
  });

  it('of version 9 keeps tokens whose change nobody has any more, which open nothing', async () => {
    const file = fileOfVersion(9);
    const old = rawConnection(file);
    const [erased = '', unknown = ''] = old
      .prepare<[], string>(`select hash from token where purpose = 'dispute' limit 2`)
      .pluck()
      .all();
    old.prepare('update token set change = null where hash = ?').run(erased);
    old.prepare(`update token set change = json_set(change, '$.revision', 77) where hash = ?`).run(unknown);
    const count = old.prepare<[], number>('select count(*) from token').pluck().get();
    const store = storeAt(file);
    for (const hash of [erased, unknown]) {
      const query = { from: null, tokenHashes: [hash as Digest], deferralKey: null };
      expect((await store.world(query, later(1))).token).toEqual({ kind: 'unknown' });
    }
    expect(rowsOf(file).get('token')).toHaveLength(count ?? 0);
  });

  it('of version 9 keeps nothing of what it takes away, not even in unused parts of the file', async () => {
    const file = fileOfVersion(9);
    const old = rawConnection(file);
    const insert = old.prepare(
      `insert into token (hash, purpose, ref, recipient, created_at, expires_at, change)
      values (?, 'dispute', ?, 'x@nic.example', ?, ?, ?)`,
    );
    const change = JSON.stringify({ tld: 'bt', revision: 0, before: [], after: 'someone.taken.off '.repeat(40) });
    for (let token = 0; token < 200; token += 1) {
      insert.run(token.toString(16).padStart(64, '0'), ref(1), NOON, NOON, change);
    }
    old.close();
    expect(readFileSync(file).toString('latin1')).toContain('someone.taken.off');
    await storeAt(file).close();
    expect(readFileSync(file).toString('latin1')).not.toContain('someone.taken.off');
  });

  it('of version 6 keeps everything that it held', async () => {
    const store = storeAt(fileOfVersion(6));
    expect(await store.verifyAudit()).toEqual({ entries: 7, brokenAt: null });
    expect(await store.rosters()).toMatchObject([
      { tld: 'bt', revision: 2, contacts: [{ rank: 1, email: 'tashi@bt.example' }] },
    ]);
    expect(await store.heldCases()).toMatchObject([{ ref: ref(4), kind: 'hold', state: 'open' }]);
    expect(await store.storedMail(ref(1))).toMatchObject({ message: { subject: 'Our contacts' } });
    expect(await store.outboxWaiting()).toEqual([]);
    expect(await store.commit(mailPlan(5, { audit: [auditEntry()] }))).toEqual({ outcome: 'committed' });
    expect(await store.verifyAudit()).toEqual({ entries: 8, brokenAt: null });
  });

  it('of version 1 keeps everything that it held', async () => {
    const store = storeAt(fileOfVersion(1));
    expect(await store.verifyAudit()).toEqual({ entries: 3, brokenAt: null });
    expect(await store.rosters()).toMatchObject([
      { tld: NL, revision: 1, contacts: [{ email: JOHN, secondaryEmail: 'john@oarc.net' }, { rank: 2 }] },
    ]);
    expect(await worldOf(store, 'secret')).toMatchObject({ token: { kind: 'confirmation' }, deferredSince: NOON });
    expect(await worldOf(store, 'dispute')).toMatchObject({ token: { kind: 'dispute', disputed: { ref: ref(1) } } });
    expect(await store.heldCases()).toMatchObject([{ ref: ref(2), kind: 'confirm' }]);
    expect(await store.failedMails()).toMatchObject([{ ref: ref(3), state: 'open' }]);
    expect(await store.ianaHistory(NL)).toHaveLength(1);
    expect(await store.nextReference(NOON)).toBe(ref(5));
    expect(await store.nextToSend(NOON, later(DAY), 1)).toMatchObject([{ id: '2026-000001-1' }]);
    expect(await store.commit(mailPlan(5, { outgoing: [outgoing({ ref: ref(2) })] }))).toEqual({
      outcome: 'committed',
    });
    expect((await store.outbox()).at(-1)?.id).toBe('2026-000002-2');
  });

  it('of a newer program is left alone', () => {
    const file = temporaryFile();
    connect(file).close();
    rawConnection(file).pragma(`user_version = ${SCHEMA_VERSION + 1}`);
    expect(() => openStore(storeSettings(file))).toThrow('of a newer tldops');
    expect(schemaOf(file)).toEqual([]);
  });

  it('stays as it was when a step fails half way', () => {
    const file = temporaryFile();
    const connection = connected(file);
    const steps = [
      { version: 1, sql: 'create table one (a text) strict;' },
      { version: 2, sql: 'create table two (a text) strict; insert into nowhere values (1);' },
    ];
    expect(() => {
      migrate(connection, steps);
    }).toThrow('nowhere');
    expect(connection.pragma('user_version', { simple: true })).toBe(0);
    expect(schemaOf(file)).toEqual([]);
  });

  it('stays as it was when a row would refer to one that is not there', () => {
    const file = temporaryFile();
    const connection = connected(file);
    const steps = [
      {
        version: 1,
        sql: 'create table one (a integer primary key) strict; create table two (a integer references one (a)) strict;',
      },
      { version: 2, sql: 'insert into two values (7);' },
    ];
    expect(() => {
      migrate(connection, steps);
    }).toThrow('a row of two refers to one that is not there');
    expect(schemaOf(file)).toEqual([]);
    expect(connection.pragma('foreign_keys', { simple: true })).toBe(1);
  });

  it('of many entries is written anew in one go, not looked through for each of them', () => {
    const file = temporaryFile();
    const connection = connected(file);
    migrate(connection, MIGRATIONS.slice(0, 12));
    const hash = (seq: number): string => seq.toString(16).padStart(64, '0');
    const insert = connection.prepare(
      `insert into audit (seq, at, ref, kind, tld, actor, details, previous_hash, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    // One after the other, these would be a billion looks: a minute instead of a moment.
    connection.transaction(() => {
      for (let seq = 1; seq <= 40_000; seq += 1) {
        insert.run(seq, NOON, ref(1), 'mail-refused', null, 'system', '{}', hash(seq - 1), hash(seq));
      }
    })();
    migrate(connection);
    expect(connection.prepare('select count(*) as entries, max(seq) as last from audit').get()).toEqual({
      entries: 40_000,
      last: 40_000,
    });
    expect(() => connection.prepare('delete from audit where seq = 1').run()).toThrow('append-only');
  }, 30_000);
});
