import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { SECOND } from '../../src/core/instant.ts';
import { newReturnSecret, returnHashes } from '../../src/store/sqlite/return-secrets.ts';
import { ADMIN, changePlan, firstContacts, john, later, NL, NOON, outgoing } from '../support/plans.ts';
import { storeAt, temporaryFile } from './temporary-store.ts';

it('tells the moment in which it was made, and nothing else', () => {
  const [first, second, next] = [newReturnSecret(NOON), newReturnSecret(NOON), newReturnSecret(later(64))];
  expect(first.secret).toMatch(/^[0-9a-f]{32}$/u);
  expect(Number.parseInt(first.secret.slice(0, 8), 16)).toBe(Math.floor(Date.parse(NOON) / 64) % 2 ** 32);
  expect(second.secret.slice(8)).not.toBe(first.secret.slice(8));
  expect([next.hash, second.hash, first.hash].toSorted().at(-1)).toBe(next.hash);
});

it('is stored as its time and a hash of all of it', () => {
  const { secret, hash } = newReturnSecret(NOON);
  expect(hash).toBe(secret.slice(0, 8) + createHash('sha256').update(secret).digest('hex').slice(8));
  expect(returnHashes(secret).hash).toBe(hash);
});

it('finds the mail that left with it, also where an earlier version stored it', async () => {
  const file = temporaryFile();
  const store = storeAt(file);
  await store.commit(changePlan(1, firstContacts(NL, john()), { outgoing: [outgoing({ to: ADMIN, kind: 'answer' })] }));
  const [mail] = await store.nextToSend(NOON, later(SECOND), 1);
  const secret = mail?.returnSecret ?? '';
  expect(await store.returnedMail(secret)).toMatchObject({ id: mail?.id, to: ADMIN });
  expect(await store.returnedMail(secret.slice(0, 8) + '0'.repeat(24))).toBe(null);

  const earlier = new Database(file);
  const sha256 = createHash('sha256').update('0123456789abcdef0123456789abcdef').digest('hex');
  earlier.prepare('update outbox set return_hash = ?').run(sha256);
  earlier.close();
  await new Promise(setImmediate);
  expect(await store.returnedMail('0123456789abcdef0123456789abcdef')).toMatchObject({ id: mail?.id });
});
