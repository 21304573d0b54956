import type Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/port.ts';
import { BR, changePlan, firstContacts, jane, john, NL } from '../support/plans.ts';
import { rawConnection, storeAt, temporaryFile } from './temporary-store.ts';

let store: Store;
let other: Database.Database;
const freeze = (tld: string): unknown =>
  other.prepare('insert into roster (tld, revision, frozen_until) values (?, 0, null)').run(tld);
const tlds = async (): Promise<readonly string[]> => (await store.rosters()).map(({ tld }) => tld);
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

beforeEach(async () => {
  const file = temporaryFile();
  store = storeAt(file);
  await store.commit(changePlan(1, firstContacts(NL, john())));
  other = rawConnection(file);
});

describe('what is read', () => {
  it('is of one moment within a turn of the event loop, and of a later one in the next', async () => {
    await nextTurn();
    expect(await tlds()).toEqual([NL]);
    freeze('at');
    expect(await tlds()).toEqual([NL]);
    await nextTurn();
    expect(await tlds()).toEqual(['at', NL]);
  });

  it('shows what was written here, and by others before that, though something was read before in the same turn', async () => {
    await nextTurn();
    const before = tlds();
    freeze('at');
    const written = store.commit(changePlan(2, firstContacts(BR, jane({ rank: 1 }))));
    expect(await before).toEqual([NL]);
    expect(await written).toEqual({ outcome: 'committed' });
    expect(await tlds()).toEqual(['at', BR, NL]);
  });

  it('is read anew once reading has failed', async () => {
    await nextTurn();
    other.exec('alter table roster rename to elsewhere');
    await expect(store.rosters()).rejects.toMatchObject({ code: 'bug' });
    other.exec('alter table elsewhere rename to roster');
    expect(await tlds()).toEqual([NL]);
  });

  it('keeps no other process from shortening the log after the turn', async () => {
    await nextTurn();
    expect(await tlds()).toEqual([NL]);
    await nextTurn();
    expect(other.pragma('wal_checkpoint(truncate)')).toMatchObject([{ busy: 0 }]);
  });
});
