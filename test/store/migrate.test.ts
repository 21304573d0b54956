import { describe, expect, it, onTestFinished } from 'vitest';
import { DAY } from '../../src/core/instant.ts';
import type { Store } from '../../src/store/port.ts';
import { connect } from '../../src/store/sqlite/connection.ts';
import { migrate, SCHEMA_VERSION } from '../../src/store/sqlite/migrate.ts';
import { openStore } from '../../src/store/sqlite/open.ts';
import { auditEntry, digest, JOHN, later, mailPlan, NL, NOON, outgoing, ref } from '../support/plans.ts';
import { storeSettings } from './store-settings.ts';
import { fileOfVersion, rawConnection, storeAt, temporaryFile } from './temporary-store.ts';

const OLDER_VERSIONS = [1, 6];

function schemaOf(file: string): unknown {
  return rawConnection(file)
    .prepare(`select type, name, tbl_name from sqlite_schema where name not like 'sqlite_%' order by type, name`)
    .all();
}

async function worldOf(store: Store, token: string) {
  const query = { from: null, tokenHashes: [digest(token)], deferralKey: digest('mail') };
  return store.world(query, later(1));
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
    const connection = connect(file);
    onTestFinished(() => {
      connection.close();
    });
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
});
