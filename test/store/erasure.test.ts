import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { formerContact } from '../../src/core/erased-person.ts';
import { HOUR } from '../../src/core/instant.ts';
import type { Store } from '../../src/store/port.ts';
import {
  auditEntry,
  changed,
  changePlan,
  contact,
  digest,
  email,
  firstContacts,
  heldCase,
  JANE,
  jane as janeAt,
  JOHN,
  john,
  later,
  mailPlan,
  mailRecord,
  message,
  newToken,
  NL,
  NOON,
  outgoing,
  plan,
  ref,
} from '../support/plans.ts';
import { fileOfVersion, rawConnection, storeAt, temporaryFile } from './temporary-store.ts';

const OTHER_PHONE = contact({ phone: '+31 6 87654321' }).phone;
const jane = (details: Parameters<typeof janeAt>[0] = {}) => janeAt({ phone: OTHER_PHONE, ...details });
const WORDS = /john|612345678|6 12345678/iu;

async function letterSent(store: Store): Promise<void> {
  for (;;) {
    const [mail] = await store.nextToSend(later(HOUR), later(2 * HOUR), 1);
    if (mail === undefined) return;
    await store.markSent(mail.id, later(HOUR), '250 ok');
  }
}

/** A database in which John came, wrote, was written to, and left; Jane stays. */
async function johnLeft() {
  const file = temporaryFile();
  const store = storeAt(file);
  const author = { address: JOHN, displayName: 'John Doe' };
  const said = (details: { readonly [key: string]: string }) =>
    auditEntry({ kind: 'roster-changed', actor: JOHN, details });
  await store.commit(
    changePlan(1, firstContacts(NL, john(), jane()), {
      audit: [said({ after: `#1 John Doe <${JOHN}>` }), auditEntry({ details: { subject: 'hello' } })],
      provedAddresses: [JOHN, JANE],
      newTokens: [newToken('welcome', { ref: ref(1), purpose: 'welcome', recipient: JOHN })],
      outgoing: [outgoing({ to: JOHN, text: 'Dear John Doe' }), outgoing({ to: JANE, text: `With ${JOHN}` })],
    }),
  );
  const mail = { ...mailRecord({ text: 'I am +31 6 12345678' }), message: message({ author }) };
  await store.commit(
    mailPlan(2, { mail, cases: [heldCase({ ref: ref(2), from: JOHN, state: 'refused', closedAt: NOON })] }),
  );
  const [roster] = await store.rosters();
  if (roster === undefined) throw new Error('no roster');
  const unreached = { address: JOHN, tlds: [NL], state: 'open', version: 1, openedAt: NOON, closedAt: null } as const;
  await store.commit(plan({ ref: ref(30), addressCases: [{ ...unreached, ref: ref(30) }] }));
  await store.commit(changePlan(3, changed(roster, jane({ rank: 1 }))));
  await letterSent(store);
  const erase = async () => {
    const past = (await store.pastChanges()).flatMap(({ before, after }) => [...before, ...after]);
    const present = (await store.rosters()).flatMap(({ contacts }) => contacts);
    const person = formerContact(JOHN, past, present, []);
    const traces = await store.erasure.traces(person);
    await store.erasure.erase(person, traces, 'secretariat:shell', later(HOUR));
    return traces;
  };
  return { file, store, erase };
}

/** Every value of every table, as text. */
function everything(file: string): string {
  const raw = rawConnection(file, { readonly: true });
  const tables = raw.prepare<[], string>(`select name from sqlite_schema where type = 'table'`).pluck().all();
  return tables.map((table) => JSON.stringify(raw.prepare(`select * from "${table}"`).all(), asText)).join('\n');
}

function asText(_: string, value: unknown): unknown {
  const isBytes = typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer';
  return isBytes && 'data' in value && Array.isArray(value.data) ? Buffer.from(value.data).toString('latin1') : value;
}

describe('an erased person', () => {
  test('is named nowhere any more, not even in unused parts of the file', async () => {
    const { file, store, erase } = await johnLeft();
    expect(everything(file)).toMatch(WORDS);
    await erase();
    expect(everything(file)).not.toMatch(WORDS);
    await store.close();
    expect(readFileSync(file).toString('latin1')).not.toMatch(/john\.doe/iu);
  });

  test('is gone from the log as well, though others write and read all the time', async () => {
    const { file, store, erase } = await johnLeft();
    let number = 100;
    const erased = new AbortController();
    const others = async (): Promise<void> => {
      while (!erased.signal.aborted) {
        await store.commit(plan({ ref: ref((number += 1)) }));
        await store.rosters();
      }
    };
    await Promise.all([erase().finally(() => erased.abort()), others()]);
    expect(readFileSync(`${file}-wal`).toString('latin1')).not.toMatch(/john\.doe/iu);
  });

  test('leaves others what they may dispute, without the person', async () => {
    const { store, erase } = await johnLeft();
    const gone = (await store.pastChanges()).find(({ revision }) => revision === 2);
    if (gone === undefined) throw new Error('nobody left');
    const change = { tld: NL, revision: 1, before: gone.before, after: gone.after };
    const disputes = [JOHN, JANE].map((recipient) =>
      newToken(recipient, { ref: ref(40), purpose: 'dispute', recipient, change }),
    );
    await store.commit(plan({ ref: ref(40), newTokens: disputes }));
    await erase();
    const opened = async (secret: string) =>
      (await store.world({ from: null, tokenHashes: [digest(secret)], deferralKey: null }, later(HOUR))).token;
    expect(await opened(JOHN)).toEqual({ kind: 'unknown' });
    const token = await opened(JANE);
    expect(token).toMatchObject({
      kind: 'dispute',
      disputed: { recipient: JANE, change: { tld: NL, revision: 1, after: [{ email: JANE }] } },
    });
    expect(JSON.stringify(token)).not.toMatch(WORDS);
  });

  test('is found in the octets of a mail too, in what nobody read of it', async () => {
    const { file, store, erase } = await johnLeft();
    const attached = (number: number, words: string) => {
      const raw = Buffer.from(`Subject: list\r\n\r\n${Buffer.from(words.padEnd(80)).toString('base64')}\r\n`);
      const mail = { ...mailRecord({ text: `See the list ${number}` }), raw, replayKeys: [`${number}`] };
      return mailPlan(number, { mail });
    };
    await store.commit(attached(20, `EMAIL:${JOHN}`));
    await store.commit(attached(21, `EMAIL:${JANE}`));
    await erase();
    expect(await store.storedMail(ref(20))).toBeNull();
    expect(await store.storedMail(ref(21))).not.toBeNull();
    const raw = rawConnection(file, { readonly: true });
    const octetsOf = raw.prepare<[string], number>(
      'select length(raw) from raw_mail join mail on mail.sha256 = raw_mail.sha256 where ref = ?',
    );
    expect(octetsOf.pluck().get(ref(20))).toBe(0);
  });

  test('leaves a history whose chain is whole, which others go on with', async () => {
    const { store, erase } = await johnLeft();
    const before = (await store.audit({})).length;
    await erase();
    const audit = await store.audit({});
    expect(audit.length).toBe(before + 2);
    expect(audit.slice(0, 2)).toMatchObject([
      { kind: 'roster-changed', tld: NL, ref: ref(1), at: NOON, actor: 'erased', details: {} },
      { kind: 'mail-accepted', details: { subject: 'hello' } },
    ]);
    await store.commit(mailPlan(9, { audit: [auditEntry()] }));
    expect(await store.verifyAudit()).toEqual({ entries: before + 3, brokenAt: null });
  });

  test('still counts among those who stood on the roster', async () => {
    const { store, erase } = await johnLeft();
    await erase();
    const [first, second] = await store.pastChanges();
    expect(first?.after).toMatchObject([
      { name: 'erased', rank: 1 },
      { name: 'Jane Roe', email: JANE },
    ]);
    expect(second?.before[0]?.email).toBe(first?.after[0]?.email);
  });

  test('takes nothing of others along', async () => {
    const { store, erase } = await johnLeft();
    await erase();
    expect(await store.rosters()).toMatchObject([{ contacts: [{ email: JANE }] }]);
    expect(await store.storedMail(ref(3))).not.toBeNull();
    expect(await store.outbox()).toMatchObject([{ to: 'erased@erased.invalid' }, { to: JANE, text: '' }]);
  });

  test('is erased again without harm, and then nothing is left to find', async () => {
    const { store, erase } = await johnLeft();
    await erase();
    const again = await erase();
    expect(Object.values(again).flat()).toEqual([]);
    expect(await store.verifyAudit()).toMatchObject({ brokenAt: null });
  });

  test('stays in an open case and in a letter that has not left', async () => {
    const { store, erase } = await johnLeft();
    const mail = mailRecord({ text: `asks ${JOHN}`, message: message({ subject: JOHN }) });
    const waiting = { mail, cases: [heldCase({ ref: ref(8) })], outgoing: [outgoing({ ref: ref(8), text: JOHN })] };
    await store.commit(mailPlan(8, waiting));
    expect(await erase()).toMatchObject({ waitingMails: [expect.any(Number)], waitingLetters: [expect.any(Number)] });
    expect(await store.storedMail(ref(8))).toMatchObject({ message: { subject: JOHN } });
    expect(await store.outboxWaiting()).toMatchObject([{ text: JOHN }]);
  });

  test('can be one of a database of before there were erasures', async () => {
    const file = fileOfVersion(6);
    const store = storeAt(file);
    const past = (await store.pastChanges()).flatMap(({ before, after }) => [...before, ...after]);
    const person = formerContact(email('pema@bt.example'), past, [], []);
    await store.erasure.erase(person, await store.erasure.traces(person), 'secretariat:shell', later(HOUR));
    expect(everything(file)).not.toMatch(/pema/iu);
    expect(await store.verifyAudit()).toMatchObject({ brokenAt: null });
  });
});

// A new table has to be thought about: may it name somebody who is to be forgotten?
test('every table is one that an erasure looks through, or that names no former contact', () => {
  const file = temporaryFile();
  storeAt(file);
  const tables = rawConnection(file).prepare<[], string>(`select name from sqlite_schema where type = 'table'`);
  const lookedThrough = [
    'address_case',
    'address_health',
    'address_proof',
    'audit',
    'bad_token',
    'failed_mail',
    'held_case',
    'invitation',
    'mail',
    'mail_content',
    'outbox',
    'raw_mail',
    'redelegation',
    'roster_history',
    'still_right',
    'token',
  ];
  const namesNone = [
    'audit_head',
    'daily_run',
    'deferral',
    'iana_look',
    'iana_round',
    'lease',
    'notification_run',
    'reference',
    'replay_key',
  ];
  // People of the Secretariat, what IANA publishes, and whoever is a contact now.
  const namesOthers = ['contact', 'desk_session', 'desk_user', 'iana_record', 'iana_version', 'roster'];
  expect(tables.pluck().all().toSorted()).toEqual([...lookedThrough, ...namesNone, ...namesOthers].toSorted());
});

describe('what only looks like an erasure', () => {
  const forged: readonly (readonly [string, string])[] = [
    ['another ccTLD', `update audit set tld = 'br' where seq = 1`],
    ['another moment', `update audit set at = '2020-01-01T00:00:00.000Z' where seq = 1`],
    ['new words', `update audit set details = '{"subject":"x"}' where seq = 1`],
    ['another actor', `update audit set actor = 'somebody' where seq = 1`],
    [
      'an entry for which none vouches',
      `update audit set actor = 'erased', details = '{}', salt = null, erased_by = 4 where seq = 2`,
    ],
  ];
  test.each(forged)('is found: %s', async (_, sql) => {
    const { file, store, erase } = await johnLeft();
    await erase();
    rawConnection(file).exec(`drop trigger audit_keeps_what_was; ${sql}`);
    expect(await store.verifyAudit()).toMatchObject({ brokenAt: expect.any(Number) });
  });

  test('is refused by the database where no entry tells of it', async () => {
    const { file } = await johnLeft();
    expect(() =>
      rawConnection(file).exec(
        `update audit set actor = 'erased', details = '{}', salt = null, erased_by = 3 where seq = 1`,
      ),
    ).toThrow('append-only');
  });
});
