import { describe, expect, it } from 'vitest';
import {
  auditEntry,
  changed,
  changePlan,
  digest,
  firstContacts,
  john,
  mailPlan,
  mailRecord,
  NL,
  outgoing,
  ref,
} from '../support/plans.ts';
import { rawConnection, storeAt, temporaryFile } from '../store/temporary-store.ts';
import type { Letter } from './letters.ts';
import { brokenPromises } from './what-is-there.ts';

// Whoever looks for losses must be able to find them.

const RAW = Buffer.from('SUBSCRIBE .nl');

function letter(details: Partial<Letter> = {}): Letter {
  const from = 'admin@nic.nl';
  return {
    tld: 'nl',
    from,
    clientIp: '127.0.0.1',
    raw: RAW,
    sha256: digest(RAW),
    outcome: 'applied',
    ref: ref(1),
    tries: 1,
    ...details,
  };
}

/** A database in which that letter has had its effect, once. */
async function once(): Promise<string> {
  const file = temporaryFile();
  const mail = { ...mailRecord(), raw: RAW, sha256: digest(RAW), receipt: 'applied' as const };
  const audit = [auditEntry({ kind: 'mail-accepted' }), auditEntry({ kind: 'roster-changed' })];
  const parts = { mail, outgoing: [outgoing({ ref: ref(1), kind: 'answer' })], audit };
  await storeAt(file).commit(changePlan(1, firstContacts(NL, john()), parts));
  return file;
}

describe('a database that is looked at for broken promises', () => {
  it('has none where a letter had its effect once, whether its 250 was heard or not', async () => {
    const file = await once();
    expect(await brokenPromises(file, [letter()])).toEqual([]);
    expect(await brokenPromises(file, [letter({ ref: null })])).toEqual([]);
  });

  it('has lost what it does not hold', async () => {
    const other = letter({ sha256: digest('another'), ref: ref(2) });
    expect(await brokenPromises(await once(), [letter(), other])).toEqual([`.nl applied ${ref(2)}: lost`]);
    expect(await brokenPromises(temporaryFile(), [letter()])).toEqual([`${ref(1)}: there is no database`]);
  });

  it('shows a mail that stands there twice, and its second change', async () => {
    const file = await once();
    const store = storeAt(file);
    const [roster] = await store.rosters();
    if (roster === undefined) throw new Error('no roster');
    const again = { ...mailPlan(2).mail, raw: RAW, sha256: digest(RAW) };
    await store.commit(
      changePlan(2, changed(roster, john({ name: 'J. Doe' })), { mail: { ...mailRecord(), ...again } }),
    );
    const faults = await brokenPromises(file, [letter()]);
    expect(faults).toContain(`.nl applied ${ref(1)}: on record 2 times`);
    expect(faults).toContain('.nl: revision 2, 2 changes of 2 mails, not 1');
  });

  it.each([
    ['delete from outbox', /0 answers/u],
    [`update mail set receipt = 'held'`, /decided as held/u],
    [`update audit set kind = 'mail-failed' where kind = 'mail-accepted'`, /0 decisions/u],
    [`update audit set kind = 'case-opened' where kind = 'roster-changed'`, /the chain of the history breaks at/u],
    [`update reference set number = 9; update mail set ref = '2026-000009'`, /on record as 2026-000009/u],
  ])('shows what came of %s', async (sql, fault) => {
    const file = await once();
    const raw = rawConnection(file);
    raw.pragma('foreign_keys = off');
    const triggers = raw.prepare(`select name from sqlite_schema where type = 'trigger'`).pluck().all();
    for (const name of triggers) raw.exec(`drop trigger ${String(name)}`);
    raw.exec(sql);
    expect(await brokenPromises(file, [letter()])).toContainEqual(expect.stringMatching(fault));
  });
});
