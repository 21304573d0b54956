import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseReference, type Reference } from '../../src/core/message.ts';
import { rosterOf } from '../../src/core/world.ts';
import type { Store } from '../../src/store/port.ts';
import { connect } from '../../src/store/sqlite/connection.ts';
import { storeErrorOf } from '../../src/store/sqlite/failure.ts';
import {
  changed,
  changePlan,
  firstContacts,
  heldCase,
  jane,
  john,
  mailPlan,
  NL,
  NOON,
  observation,
  outgoing,
  plan,
  later,
  ref,
} from '../support/plans.ts';
import { observe } from '../support/iana.ts';
import { rawConnection, storeAt, temporaryFile } from './temporary-store.ts';

const QUERY = { from: null, tokenHashes: [], deferralKey: null };
const nlOf = async (store: Store) => rosterOf(await store.world(QUERY, NOON), NL);

function committingProcess(file: string, changes: number) {
  const script = join(dirname(fileURLToPath(import.meta.url)), 'committing-process.ts');
  const child = spawn(process.execPath, [script, file, String(changes)], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return { child, lines: createInterface({ input: child.stdout }), ended: once(child, 'exit') };
}

/** Resolves with what it printed when it has ended, killed after so many lines if that is given. */
async function referencesOf(file: string, changes: number, killedAfter = Infinity): Promise<readonly Reference[]> {
  const { child, lines, ended } = committingProcess(file, changes);
  const printed: Reference[] = [];
  for await (const line of lines) {
    const reference = parseReference(line);
    if (reference !== null) printed.push(reference);
    if (printed.length >= killedAfter) child.kill('SIGKILL');
  }
  await ended;
  return printed;
}

describe('two stores on one file', () => {
  it('see what the other one committed', async () => {
    const file = temporaryFile();
    const [serving, shell] = [storeAt(file), storeAt(file)];
    expect((await nlOf(serving)).revision + (await nlOf(shell)).revision).toBe(0);
    await serving.commit(changePlan(1, firstContacts(NL, john())));
    expect((await nlOf(shell)).contacts).toEqual([john()]);
    await observe(shell, [observation()], NOON);
    expect((await serving.ianaRecords()).map(({ tld }) => tld)).toEqual([NL]);
    await shell.commit(plan({ ref: ref(2), provedAddresses: [john().email] }));
    expect((await serving.world(QUERY, NOON)).provedAddresses.size).toBe(1);
  });

  it('call the same change, reference and case step stale when the other one was first', async () => {
    const file = temporaryFile();
    const [serving, shell] = [storeAt(file), storeAt(file)];
    await serving.commit(changePlan(1, firstContacts(NL, john()), { cases: [heldCase({ ref: ref(1) })] }));
    const roster = await nlOf(shell);
    const step = heldCase({ ref: ref(1), version: 2, state: 'discarded' });
    await shell.commit(changePlan(2, changed(roster, john(), jane()), { cases: [step] }));
    const stale = { outcome: 'stale' };
    expect(await serving.commit(changePlan(3, changed(roster, jane({ rank: 1 }))))).toEqual(stale);
    expect(await serving.commit(plan({ ref: ref(1), cases: [step] }))).toEqual(stale);
    expect(await serving.commit(mailPlan(2, { mail: mailPlan(9).mail }))).toEqual(stale);
  });

  it('hand out a mail to one of them only', async () => {
    const file = temporaryFile();
    const [serving, shell] = [storeAt(file), storeAt(file)];
    await serving.commit(mailPlan(1, { outgoing: [outgoing()] }));
    const handedOut = await Promise.all([serving, shell].map((store) => store.nextToSend(NOON, later(1000), 9)));
    expect(handedOut.flat()).toHaveLength(1);
  });

  it('go on above the reference that the other one took', async () => {
    const file = temporaryFile();
    const [serving, shell] = [storeAt(file), storeAt(file)];
    await serving.nextReference(NOON);
    await shell.commit(mailPlan(7));
    expect(await serving.nextReference(NOON)).toBe(ref(8));
  });

  it('report a database that stays locked as busy', () => {
    const file = temporaryFile();
    const [first, second] = [connect(file, 0), connect(file, 0)];
    onTestFinished(() => {
      first.close();
      second.close();
    });
    first.exec('begin immediate');
    const locked = (() => {
      try {
        second.exec('begin immediate');
        return null;
      } catch (cause) {
        return storeErrorOf(cause);
      }
    })();
    expect(locked).toMatchObject({ code: 'busy', cause: { code: 'SQLITE_BUSY' } });
  });
});

describe('two processes on one file', () => {
  it('lose no change and use no reference twice', async () => {
    const file = temporaryFile();
    const printed = (await Promise.all([referencesOf(file, 25), referencesOf(file, 25)])).flat();
    expect(new Set(printed).size).toBe(50);
    const store = storeAt(file);
    expect((await nlOf(store)).revision).toBe(50);
    expect(await store.verifyAudit()).toEqual({ entries: 100, brokenAt: null });
  });
});

describe('a process that is killed', () => {
  it.each([1, 4, 13])('after commit %i leaves whole commits, and all that it spoke of', async (killedAfter) => {
    const file = temporaryFile();
    const printed = await referencesOf(file, 100_000, killedAfter);
    expect(printed.length).toBeGreaterThanOrEqual(killedAfter);
    const store = storeAt(file);
    const { revision } = await nlOf(store);
    expect(revision).toBeGreaterThanOrEqual(printed.length);
    expect(await store.outbox()).toHaveLength(2 * revision);
    expect(await store.verifyAudit()).toEqual({ entries: 2 * revision, brokenAt: null });
    for (const reference of printed) {
      expect(await store.storedMail(reference)).not.toBeNull();
      expect(await store.audit({ ref: reference })).toHaveLength(2);
    }
    const raw = rawConnection(file);
    expect(raw.prepare('select count(*) from mail').pluck().get()).toBe(revision);
    expect(raw.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(raw.pragma('foreign_key_check')).toEqual([]);
  });
});
