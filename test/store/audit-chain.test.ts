import { describe, expect, it } from 'vitest';
import { auditEntry, mailPlan, plan, ref } from '../support/plans.ts';
import { rawConnection, storeAt, temporaryFile } from './temporary-store.ts';

const ENTRIES = 5;

async function fiveEntries() {
  const file = temporaryFile();
  const store = storeAt(file);
  for (let number = 1; number <= ENTRIES; number += 1) {
    await store.commit(mailPlan(number, { audit: [auditEntry({ details: { number } })] }));
  }
  const raw = rawConnection(file);
  /** As somebody with a shell and the will would do it. */
  const tamper = (sql: string) => {
    raw.exec('drop trigger if exists audit_keeps_what_was; drop trigger if exists audit_forgets_nothing;');
    raw.exec(sql);
  };
  return { store, raw, tamper };
}

describe('the audit chain', () => {
  it('is whole when nobody touched it', async () => {
    const { store } = await fiveEntries();
    expect(await store.verifyAudit()).toEqual({ entries: ENTRIES, brokenAt: null });
  });

  it('is whole when it is empty', async () => {
    expect(await storeAt(temporaryFile()).verifyAudit()).toEqual({ entries: 0, brokenAt: null });
  });

  it('cannot be changed by accident', async () => {
    const { raw } = await fiveEntries();
    expect(() => raw.exec(`update audit set actor = 'x' where seq = 1`)).toThrow('append-only');
    expect(() => raw.exec('delete from audit where seq = 5')).toThrow('append-only');
  });

  const touched: readonly (readonly [what: string, sql: string, brokenAt: number])[] = [
    ['another actor', `update audit set actor = 'system' where seq = 2`, 2],
    ['another moment', `update audit set at = '2020-01-01T00:00:00.000Z' where seq = 1`, 1],
    ['other details', `update audit set details = '{"number":9}' where seq = 3`, 3],
    ['another ccTLD', `update audit set tld = null where seq = 4`, 4],
    ['an entry taken out', 'delete from audit where seq = 3', 3],
    ['the first entry taken out', 'delete from audit where seq = 1', 1],
    ['the last entry taken off', 'delete from audit where seq = 5', 5],
    ['everything taken away', 'delete from audit', 1],
    [
      'an entry put at the end',
      `insert into audit select 6, at, ref, kind, tld, actor, details, hash, '${'a'.repeat(64)}', salt, null from audit where seq = 5`,
      6,
    ],
    [
      'two entries exchanged',
      'update audit set seq = 9 where seq = 2; update audit set seq = 2 where seq = 3; update audit set seq = 3 where seq = 9',
      2,
    ],
  ];
  it.each(touched)('shows %s', async (_, sql, brokenAt) => {
    const { store, tamper } = await fiveEntries();
    tamper(sql);
    expect(await store.verifyAudit()).toMatchObject({ brokenAt });
  });

  it('is walked over many pages while others append', async () => {
    const store = storeAt(temporaryFile());
    const many = Array.from({ length: 1200 }, (_, number) => auditEntry({ details: { number } }));
    await store.commit(plan({ ref: ref(1), audit: many }));
    const [verified] = await Promise.all([
      store.verifyAudit(),
      store.commit(plan({ ref: ref(2), audit: [auditEntry()] })),
    ]);
    expect(verified).toEqual({ entries: 1201, brokenAt: null });
  });
});
