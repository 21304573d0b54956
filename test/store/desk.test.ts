import { expect, test } from 'vitest';
import { auditEntry, digest, email, later, BR, NL, NOON, plan, ref } from '../support/plans.ts';
import { storeAt, temporaryFile } from './temporary-store.ts';

const KIM = {
  email: email('Kim@tld-ops.example'),
  name: 'Kim',
  role: 'reviewer',
  password: 'scrypt$32768$8$3$c2FsdA$aGFzaA',
  totpSecret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
} as const;

test('a one-time code begins one session, however many ask for it at once, also through another process', async () => {
  const file = temporaryFile();
  const [here, there] = [storeAt(file), storeAt(file)];
  expect(await here.desk.addUser(KIM, NOON, 'secretariat:test')).toBe(true);
  expect(await there.desk.addUser(KIM, NOON, 'secretariat:test')).toBe(false);
  const begun = await Promise.all(
    [here, there, here, there].map(({ desk }, index) =>
      desk.startSession(digest(`session ${index}`), email('kim@TLD-OPS.example'), 7, NOON, later(-1)),
    ),
  );
  expect(begun.filter(Boolean)).toHaveLength(1);
  expect(await here.desk.startSession(digest('older'), KIM.email, 6, NOON, later(-1))).toBe(false);
  expect(await here.desk.startSession(digest('next'), KIM.email, 8, NOON, later(-1))).toBe(true);
  expect((await there.desk.session(digest('next')))?.user.name).toBe('Kim');
});

test('who is disabled has no session, and comes back only with a new beginning', async () => {
  const { desk, ...store } = storeAt(temporaryFile());
  await desk.addUser(KIM, NOON, 'secretariat:test');
  await desk.startSession(digest('s'), KIM.email, 7, NOON, later(-1));
  expect(await desk.disableUser(KIM.email, later(1), 'secretariat:test')).toBe(true);
  expect(await desk.disableUser(KIM.email, later(2), 'secretariat:test')).toBe(false);
  expect(await desk.session(digest('s'))).toBeNull();
  expect(await desk.startSession(digest('t'), KIM.email, 8, later(3), later(-1))).toBe(false);
  expect(await desk.addUser({ ...KIM, role: 'reader' }, later(4), 'secretariat:test')).toBe(true);
  expect(await desk.session(digest('s'))).toBeNull();
  expect((await desk.users()).map(({ role, disabledAt }) => [role, disabledAt])).toEqual([['reader', null]]);
  expect((await store.audit({})).map(({ kind }) => kind)).toEqual(['user-added', 'user-disabled', 'user-added']);
});

test('activity shows mails only, newest first, page by page', async () => {
  const store = storeAt(temporaryFile());
  for (let number = 1; number <= 5; number += 1) {
    const mail = auditEntry({
      kind: 'mail-accepted',
      tld: NL,
      details: { subject: `Subject ${number}`, verdict: 'hold' },
    });
    const other = auditEntry({ kind: 'case-opened', tld: NL, details: { subject: `Subject ${number}` } });
    await store.commit(plan({ ref: ref(number), mail: null, audit: [mail, other] }));
  }
  const first = await store.desk.activity({ search: '', before: null, most: 3 });
  expect([first.entries.map((entry) => entry.ref), first.more]).toEqual([[ref(5), ref(4), ref(3)], true]);
  const before = first.entries.at(-1)?.seq ?? 0;
  const second = await store.desk.activity({ search: '', before, most: 3 });
  expect([second.entries.map((entry) => entry.ref), second.more]).toEqual([[ref(2), ref(1)], false]);
  const found = await store.desk.activity({ search: 'SUBJECT 4', before: null, most: 3 });
  expect(found.entries.map((entry) => entry.ref)).toEqual([ref(4)]);
  for (const search of ['%', '_', '\\', "'"]) {
    expect((await store.desk.activity({ search, before: null, most: 3 })).entries).toEqual([]);
  }
});

test('the last word says who has a case', async () => {
  const store = storeAt(temporaryFile());
  const assigned = (number: number, to: string) =>
    store.commit(
      plan({ ref: ref(number), mail: null, audit: [auditEntry({ kind: 'case-assigned', details: { to } })] }),
    );
  for (const [number, to] of [
    [1, 'Kim'],
    [2, 'Lee'],
    [1, 'Max'],
    [2, ''],
  ] as const)
    await assigned(number, to);
  expect([...(await store.desk.assignees())]).toEqual([[ref(1), 'Max']]);
});

test('the newest lines about a ccTLD are found without all the others', async () => {
  const store = storeAt(temporaryFile());
  for (let number = 1; number <= 4; number += 1) {
    const audit = [auditEntry({ kind: 'case-opened', tld: number === 3 ? BR : NL })];
    await store.commit(plan({ ref: ref(number), mail: null, audit }));
  }
  expect((await store.desk.recentAudit(NL, 2)).map((entry) => entry.ref)).toEqual([ref(4), ref(2)]);
});
