import { expect, it, onTestFinished, vi } from 'vitest';
import { rosterOf } from '../../src/core/world.ts';
import { ADMIN, changed, changePlan, firstContacts, jane, john, later, NL, NOON, outgoing } from '../support/plans.ts';
import { storeAt, temporaryFile } from './temporary-store.ts';

it('no query of a mail and its letters is planned anew because of the values in it', async () => {
  // What makes rows of a query's columns is compiled whenever SQLite has planned the query (better-sqlite3's rowFactory).
  const compiled = vi.spyOn(globalThis, 'Function');
  onTestFinished(() => compiled.mockRestore());
  const store = storeAt(temporaryFile());
  const world = () => store.world({ from: ADMIN, tokenHashes: [], deferralKey: null }, NOON);

  async function takeMail(number: number): Promise<void> {
    const roster = rosterOf(await world(), NL);
    const change =
      number === 1 ? firstContacts(NL, john()) : changed(roster, john(), jane({ confirmedAt: later(number) }));
    await store.commit(changePlan(number, change, { outgoing: [outgoing({ to: ADMIN, kind: 'answer' })] }));
    for (const { id } of await store.nextToSend(NOON, later(1000), 5)) await store.markSent(id, NOON, '250 2.0.0 Sunk');
  }

  for (let number = 1; number <= 3; number += 1) await takeMail(number);
  const before = compiled.mock.calls.length;
  expect(before).toBeGreaterThan(0);
  for (let number = 4; number <= 8; number += 1) await takeMail(number);
  expect(compiled.mock.calls.length).toBe(before);
});
