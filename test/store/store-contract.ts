import { describe, expect, it } from 'vitest';
import { addressKey } from '../../src/core/email-address.ts';
import { DAY, HOUR, MINUTE, plus } from '../../src/core/instant.ts';
import type { IanaRecord } from '../../src/core/iana.ts';
import { observed, unobserved } from '../../src/core/iana-step.ts';
import type { Proof } from '../../src/core/message.ts';
import type { HeldCase } from '../../src/core/held-case.ts';
import type { CountedCases, MailRoom, Plan } from '../../src/core/plan.ts';
import { NO_MAIL, rosterOf, type World, type WorldQuery } from '../../src/core/world.ts';
import type { Store } from '../../src/store/port.ts';
import { observe } from '../support/iana.ts';
import {
  ADMIN,
  auditEntry,
  BR,
  changed,
  changePlan,
  confirmer,
  digest,
  email,
  firstContacts,
  heldCase,
  JANE,
  jane,
  JOHN,
  john,
  later,
  mailPlan,
  mailRecord,
  newToken,
  NL,
  NOON,
  observation,
  outgoing,
  plan,
  received,
  ref,
  SECRETARIAT,
  TABLE,
} from '../support/plans.ts';

const SEEN_FIRST: IanaRecord = { ...observation(), changedAt: null, suspectedEmail: null, suspectedAt: null };
const COMMITTED = { outcome: 'committed' };
const STALE = { outcome: 'stale' };

/**
 * What every store does, whatever database stands behind it. `open` gives a store over an empty database, with the
 * settings of the test world and a window of one hour for tries of tokens.
 */
export function storeContract(open: () => Store): void {
  const worldOf = (store: Store, query: Partial<WorldQuery> = {}, now = NOON): Promise<World> =>
    store.world({ ...NO_MAIL, ...query }, now);

  describe('rosters', () => {
    it('starts with an empty world that knows its settings', async () => {
      const world = await worldOf(open());
      expect(world).toMatchObject({ now: NOON, secretariat: [SECRETARIAT], badTokens: 0, deferredSince: null });
      expect(world.table).toBe(TABLE);
      expect(world.rosters.size + world.iana.size + world.changesToday.size).toBe(0);
      expect(world.token).toEqual({ kind: 'none' });
    });

    it('applies a change once and raises the revision by one', async () => {
      const store = open();
      const first = firstContacts(NL, john({ secondaryEmail: email('john@oarc.net') }), jane());
      expect(await store.commit(changePlan(1, first))).toEqual(COMMITTED);
      expect(await store.rosters()).toEqual([{ tld: NL, revision: 1, contacts: first.after, frozenUntil: null }]);
      const roster = rosterOf(await worldOf(store), NL);
      expect(await store.commit(changePlan(2, changed(roster, john())))).toEqual(COMMITTED);
      expect(rosterOf(await worldOf(store), NL)).toMatchObject({ revision: 2, contacts: [john()] });
    });

    it('keeps the revision of a ccTLD that nobody serves any more', async () => {
      const store = open();
      await store.commit(changePlan(1, firstContacts(NL, john())));
      await store.commit(changePlan(2, changed(rosterOf(await worldOf(store), NL))));
      expect(rosterOf(await worldOf(store), NL)).toMatchObject({ revision: 2, contacts: [] });
    });

    it('calls a change stale that was judged on another revision', async () => {
      const store = open();
      await store.commit(changePlan(1, firstContacts(NL, john())));
      expect(await store.commit(changePlan(2, firstContacts(NL, jane({ rank: 1 }))))).toEqual(STALE);
      expect(rosterOf(await worldOf(store), NL).contacts).toEqual([john()]);
    });

    it('calls a change stale that was judged on other contacts', async () => {
      const store = open();
      await store.commit(changePlan(1, firstContacts(NL, john())));
      const imagined = {
        tld: NL,
        revision: 1,
        frozenUntil: null,
        before: [john({ phone: john().phone, name: 'Jon Doe' })],
        after: [],
      };
      expect(await store.commit(changePlan(2, imagined))).toEqual(STALE);
    });

    it('moves only the confirmation date when nothing else changes, and never back', async () => {
      const store = open();
      await store.commit(changePlan(1, firstContacts(NL, john())));
      const roster = rosterOf(await worldOf(store), NL);
      const again = { ...changed(roster, john({ confirmedAt: later(DAY), since: later(DAY) })) };
      expect(await store.commit(changePlan(2, again))).toEqual(COMMITTED);
      expect(await store.commit(changePlan(3, changed(roster, john({ confirmedAt: later(HOUR) }))))).toEqual(COMMITTED);
      expect(rosterOf(await worldOf(store), NL)).toMatchObject({
        revision: 1,
        contacts: [john({ confirmedAt: later(DAY) })],
      });
      expect((await worldOf(store, {}, later(MINUTE))).changesToday.get(NL)).toBe(1);
    });

    it('lets two people change places, and a third one take the place of another', async () => {
      const store = open();
      await store.commit(changePlan(1, firstContacts(NL, john(), jane(), john({ rank: 3, name: 'Third Person' }))));
      const roster = rosterOf(await worldOf(store), NL);
      const after = [jane({ rank: 1 }), john({ rank: 2 }), john({ rank: 3, name: 'Fourth Person' })];
      expect(await store.commit(changePlan(2, changed(roster, ...after)))).toEqual(COMMITTED);
      expect(await store.rosters()).toEqual([{ tld: NL, revision: 2, contacts: after, frozenUntil: null }]);
    });

    it('leaves a contact who stays the same as confirmed as somebody else made it meanwhile', async () => {
      const store = open();
      await store.commit(changePlan(1, firstContacts(NL, john())));
      const roster = rosterOf(await worldOf(store), NL);
      await store.commit(changePlan(2, changed(roster, john({ confirmedAt: later(HOUR) }))));
      expect(await store.commit(changePlan(3, changed(roster, john(), jane())))).toEqual(COMMITTED);
      const { contacts } = rosterOf(await worldOf(store), NL);
      expect(contacts).toEqual([john({ confirmedAt: later(HOUR) }), jane()]);
    });

    it('freezes a roster, one without contacts too, and thaws it', async () => {
      const store = open();
      await store.commit(plan({ ref: ref(1), freezes: [{ tld: NL, before: null, until: later(DAY) }] }));
      expect(rosterOf(await worldOf(store), NL)).toMatchObject({ revision: 0, frozenUntil: later(DAY) });
      await store.commit(plan({ ref: ref(2), freezes: [{ tld: NL, before: later(DAY), until: null }] }));
      expect(rosterOf(await worldOf(store), NL).frozenUntil).toBeNull();
    });

    it('calls a change stale where a dispute froze the ccTLD since, and where its freeze ended', async () => {
      const store = open();
      const before = await worldOf(store);
      await store.commit(plan({ ref: ref(1), freezes: [{ tld: NL, before: null, until: later(DAY) }] }));
      expect(await store.commit(changePlan(2, changed(rosterOf(before, NL), john())))).toEqual(STALE);
      const frozen = await worldOf(store);
      expect(await store.commit(changePlan(3, changed(rosterOf(frozen, NL), john())))).toEqual(COMMITTED);
      const again = changed(rosterOf(await worldOf(store), NL), john(), jane());
      await store.commit(plan({ ref: ref(4), freezes: [{ tld: NL, before: later(DAY), until: null }] }));
      expect(await store.commit(changePlan(5, again))).toEqual(STALE);
    });

    it('lets no freeze end that another dispute prolonged since', async () => {
      const store = open();
      const ends = [{ tld: NL, before: later(DAY), until: null }];
      expect(await store.commit(plan({ ref: ref(1), freezes: ends }))).toEqual(STALE);
      await store.commit(plan({ ref: ref(1), freezes: [{ tld: NL, before: null, until: later(DAY) }] }));
      await store.commit(plan({ ref: ref(2), freezes: [{ tld: NL, before: later(DAY), until: later(2 * DAY) }] }));
      expect(await store.commit(plan({ ref: ref(3), freezes: ends }))).toEqual(STALE);
      expect(rosterOf(await worldOf(store), NL).frozenUntil).toBe(later(2 * DAY));
    });

    it('counts the mails of a day that changed a ccTLD, but not imports', async () => {
      const store = open();
      await store.commit(
        plan({
          ref: ref(1),
          changes: [firstContacts(NL, john()), firstContacts(BR, john())],
          audit: [auditEntry({ kind: 'roster-imported', tld: NL }), auditEntry({ kind: 'roster-changed', tld: BR })],
        }),
      );
      await store.commit(
        changePlan(2, changed(rosterOf(await worldOf(store), NL), john(), jane()), { at: later(HOUR) }),
      );
      expect([...(await worldOf(store, {}, later(DAY - 1))).changesToday]).toEqual([
        [BR, 1],
        [NL, 1],
      ]);
      expect([...(await worldOf(store, {}, later(DAY))).changesToday]).toEqual([[NL, 1]]);
    });
  });

  describe('proved addresses', () => {
    it('remembers who proved an address, until the person leaves the last roster', async () => {
      const store = open();
      await store.commit(changePlan(1, firstContacts(NL, john(), jane()), { provedAddresses: [JOHN, JANE, ADMIN] }));
      await store.commit(changePlan(2, firstContacts(BR, jane({ rank: 1 }))));
      await store.commit(changePlan(3, changed(rosterOf(await worldOf(store), NL))));
      expect((await worldOf(store)).provedAddresses).toEqual(new Set([JANE, ADMIN].map(addressKey)));
    });

    it('knows an address in any spelling', async () => {
      const store = open();
      await store.commit(plan({ ref: ref(1), provedAddresses: [email('John.Doe@NIC.nl'), JOHN] }));
      expect([...(await worldOf(store)).provedAddresses]).toEqual([addressKey(JOHN)]);
    });
  });

  describe('references', () => {
    it('counts within a year, starting over in the next, and never hands out one twice', async () => {
      const store = open();
      expect(await Promise.all([1, 2, 3].map(() => store.nextReference(NOON)))).toEqual([ref(1), ref(2), ref(3)]);
      expect(await store.nextReference(later(365 * DAY))).toBe('2027-000001');
      expect(await store.nextReference(NOON)).toBe(ref(4));
    });

    it('goes on above what is stored, beyond six digits too', async () => {
      const store = open();
      await store.commit(mailPlan(999_999));
      await store.commit(mailPlan(1_000_000));
      expect(await store.nextReference(NOON)).toBe('2026-1000001');
    });

    it('calls a mail stale whose reference is taken', async () => {
      const store = open();
      await store.commit(mailPlan(1));
      expect(await store.commit(mailPlan(1, { mail: mailRecord({ text: 'another' }) }))).toEqual(STALE);
    });

    it('lets the desk and the clock act under the reference of a case', async () => {
      const store = open();
      await store.commit(mailPlan(1, { cases: [heldCase({ ref: ref(1) })] }));
      const approved = heldCase({ ref: ref(1), version: 2, state: 'approved', closedAt: later(HOUR) });
      expect(await store.commit(plan({ ref: ref(1), cases: [approved] }))).toEqual(COMMITTED);
      expect(await store.heldCase(ref(1))).toEqual(approved);
    });
  });

  describe('the same mail again', () => {
    const proofs: readonly (readonly [first: Proof, second: Proof, known: boolean])[] = [
      ['signed', 'signed', true],
      ['signed', 'none', true],
      ['aligned', 'aligned', true],
      ['none', 'signed', false],
      ['aligned', 'signed', false],
      ['failed', 'none', false],
      ['unknown', 'none', false],
      ['none', 'unknown', true],
    ];
    it.each(proofs)('%s, then %s: known = %s', async (first, second, known) => {
      const store = open();
      await store.commit(mailPlan(1, { mail: mailRecord({ proof: first }), outgoing: [outgoing()] }));
      const again = mailPlan(2, { mail: mailRecord({ proof: second }), outgoing: [outgoing({ ref: ref(2) })] });
      expect(await store.seenBefore(again.mail?.replayKeys ?? [], second)).toBe(known ? ref(1) : null);
      expect(await store.commit(again)).toEqual(known ? { outcome: 'duplicate', ref: ref(1) } : COMMITTED);
      expect(await store.outbox()).toHaveLength(known ? 1 : 2);
    });

    it('leads to the better proved mail from then on', async () => {
      const store = open();
      const copy = (proof: Proof) => mailRecord({ proof });
      await store.commit(mailPlan(1, { mail: copy('none') }));
      await store.commit(mailPlan(2, { mail: copy('signed') }));
      expect(await store.commit(mailPlan(3, { mail: copy('none') }))).toEqual({ outcome: 'duplicate', ref: ref(2) });
    });

    it('is known by any of its keys', async () => {
      const store = open();
      await store.commit(mailPlan(1, { mail: mailRecord({ replayKeys: ['mail:a', 'dkim:b'] }) }));
      expect(await store.seenBefore(['mail:x', 'dkim:b'], 'aligned')).toBe(ref(1));
      expect(await store.seenBefore(['mail:x'], 'none')).toBeNull();
    });

    it('is told from others among mails that arrive together', async () => {
      const store = open();
      const twin = () => mailRecord({ text: 'twin' });
      const outcomes = await Promise.all([
        store.commit(mailPlan(1, { mail: twin() })),
        store.commit(mailPlan(2, { mail: twin() })),
        store.commit(mailPlan(1)),
        store.commit(mailPlan(3)),
      ]);
      expect(outcomes).toEqual([COMMITTED, { outcome: 'duplicate', ref: ref(1) }, STALE, COMMITTED]);
    });
  });

  it('commits all of many mails that arrive together', async () => {
    const store = open();
    const many = Array.from({ length: 150 }, (_, index) => mailPlan(index + 1, { audit: [auditEntry()] }));
    const outcomes = await Promise.all(many.map((one) => store.commit(one)));
    expect(outcomes).toEqual(many.map(() => COMMITTED));
    expect(await store.verifyAudit()).toEqual({ entries: 150, brokenAt: null });
  });

  describe('stored mail', () => {
    it('reads back what was stored, octet for octet', async () => {
      const store = open();
      const mail = mailRecord({ raw: Uint8Array.from({ length: 512 }, (_, index) => index % 256) });
      await store.commit(mailPlan(1, { mail }));
      const stored = await store.storedMail(ref(1));
      expect(stored).toMatchObject({ ref: ref(1), message: mail.message, request: mail.request });
      expect(Buffer.compare(Buffer.from(stored?.raw ?? []), Buffer.from(mail.raw))).toBe(0);
      expect(await store.storedMail(ref(2))).toBeNull();
    });

    it('keeps odd characters of a subject as they came', async () => {
      const store = open();
      const subject = 'рф \u202e\u0000\ud800 \u{e0041}"\\';
      const mail = mailRecord();
      await store.commit(mailPlan(1, { mail: { ...mail, message: { ...mail.message, subject } } }));
      expect((await store.storedMail(ref(1)))?.message.subject).toBe(subject);
    });
  });

  describe('held cases', () => {
    it('keeps every state of a case and refuses a step from another version', async () => {
      const store = open();
      const held = heldCase({ ref: ref(1), kind: 'confirm', confirmers: [confirmer('secret')], unproved: true });
      await store.commit(mailPlan(1, { cases: [held] }));
      expect(await store.heldCases()).toEqual([held]);
      const next = { ...held, version: 2, remindedAt: later(3 * DAY), askedAdmin: true };
      expect(await store.commit(plan({ ref: ref(1), cases: [next] }))).toEqual(COMMITTED);
      expect(await store.commit(plan({ ref: ref(1), cases: [{ ...next, state: 'refused' }] }))).toEqual(STALE);
      expect(await store.heldCase(ref(1))).toEqual(next);
      expect(await store.heldCase(ref(2))).toBeNull();
    });

    it('lets one of two people decide', async () => {
      const store = open();
      await store.commit(mailPlan(1, { cases: [heldCase({ ref: ref(1) })] }));
      const decide = (state: 'approved' | 'refused') =>
        store.commit(plan({ ref: ref(1), cases: [heldCase({ ref: ref(1), version: 2, state })] }));
      expect(await Promise.all([decide('approved'), decide('refused')])).toEqual([COMMITTED, STALE]);
    });

    it('shows what is open for each ccTLD, and counts holds that nobody proved', async () => {
      const store = open();
      const cases = [
        heldCase({ ref: ref(1), unproved: true, tlds: [NL, BR] }),
        heldCase({ ref: ref(2), unproved: true, kind: 'confirm' }),
        heldCase({ ref: ref(3) }),
        heldCase({ ref: ref(4), unproved: true, state: 'expired' }),
      ];
      for (const held of cases) await store.commit(mailPlan(held.ref, { cases: [held] }));
      const world = await worldOf(store);
      expect([...world.openCases]).toEqual([
        [NL, [ref(1), ref(2), ref(3)]],
        [BR, [ref(1)]],
      ]);
      expect(world.unprovedHolds).toEqual({
        inAll: 1,
        byTld: new Map([
          [NL, 1],
          [BR, 1],
        ]),
      });
    });
  });

  describe('room for cases', () => {
    const JOHN_ELSEWHERE = email('J.ohn+1@nic.nl');
    const since: readonly HeldCase[] = [
      heldCase({ ref: ref(2), unproved: true }),
      heldCase({ ref: ref(3), unproved: true, tlds: [BR] }),
      heldCase({ ref: ref(4), from: JOHN_ELSEWHERE, kind: 'confirm', commands: ['DISPUTE'] }),
      heldCase({ ref: ref(5), from: email('b@sub.nic.nl'), tlds: [BR] }),
      heldCase({ ref: ref(6), from: email('b@other.example') }),
    ];
    const counted: readonly (readonly [CountedCases, number])[] = [
      [{ who: 'unproved', tld: null }, 2],
      [{ who: 'unproved', tld: NL }, 1],
      [{ who: 'disputes', tld: NL }, 1],
      [{ who: 'disputes', tld: BR }, 0],
      [{ who: 'mailbox', mailbox: 'john@nic.nl' }, 1],
      [{ who: 'domain', owner: 'nic.nl', tld: null }, 2],
      [{ who: 'domain', owner: 'nic.nl', tld: BR }, 1],
      [{ who: 'proved' }, 3],
    ];
    it.each(counted)('%j is taken by as many as were opened since, and by no others', async (of, count) => {
      const store = open();
      await store.commit(mailPlan(1, { cases: [{ ...heldCase({ ref: ref(1) }), unproved: true }] }));
      const { waiting: seen } = await worldOf(store);
      for (const held of since) await store.commit(mailPlan(held.ref, { cases: [held] }));
      const commit = (n: number, room: number) =>
        store.commit(mailPlan(n, { caseRoom: { seen, rooms: [{ of, room }] } }));
      expect(await commit(7, count)).toEqual(COMMITTED);
      expect(await commit(8, count - 1)).toEqual(STALE);
    });
  });

  describe('tokens', () => {
    it('opens a confirmation with its case and its mail, closed and late ones too', async () => {
      const store = open();
      const held = heldCase({ ref: ref(1), kind: 'confirm', confirmers: [confirmer('secret')] });
      const first = mailPlan(1, { cases: [held], newTokens: [newToken('secret', { ref: ref(1) })] });
      await store.commit(first);
      const query = { tokenHashes: [digest('wrong'), digest('secret')] };
      expect((await worldOf(store, query)).token).toEqual({
        kind: 'confirmation',
        tokenHash: digest('secret'),
        held,
        mail: { ref: ref(1), message: first.mail?.message, request: first.mail?.request },
        expiresAt: later(7 * DAY),
      });
      const closed = { ...held, version: 2, state: 'approved' as const, closedAt: later(HOUR) };
      await store.commit(mailPlan(2, { cases: [closed], usedTokens: [digest('secret')] }));
      expect((await worldOf(store, query, later(30 * DAY))).token).toMatchObject({
        kind: 'confirmation',
        held: closed,
      });
    });

    it('opens a welcome and a dispute', async () => {
      const store = open();
      const change = firstContacts(NL, john());
      const tokens = [
        newToken('welcome', { ref: ref(1), purpose: 'welcome', recipient: JOHN }),
        newToken('dispute', { ref: ref(1), purpose: 'dispute', recipient: ADMIN, change }),
      ];
      await store.commit(changePlan(1, change, { at: later(MINUTE), newTokens: tokens }));
      expect((await worldOf(store, { tokenHashes: [digest('welcome')] })).token).toEqual({
        kind: 'welcome',
        tokenHash: digest('welcome'),
        address: JOHN,
        used: false,
        expiresAt: later(7 * DAY),
      });
      expect((await worldOf(store, { tokenHashes: [digest('dispute')] })).token).toEqual({
        kind: 'dispute',
        tokenHash: digest('dispute'),
        disputed: { ref: ref(1), recipient: ADMIN, change: { ...change, frozenUntil: undefined }, at: later(MINUTE) },
        used: false,
        expiresAt: later(7 * DAY),
      });
    });

    it('tells a token that opens nothing from none', async () => {
      const world = await worldOf(open(), { tokenHashes: [digest('guessed')] });
      expect(world.token).toEqual({ kind: 'unknown' });
    });

    it('lets a token be used once', async () => {
      const store = open();
      await store.commit(plan({ ref: ref(1), newTokens: [newToken('ok', { ref: ref(1), purpose: 'welcome' })] }));
      const use = (number: number) => store.commit(mailPlan(number, { usedTokens: [digest('ok')] }));
      expect(await Promise.all([use(2), use(3)])).toEqual([COMMITTED, STALE]);
      expect(await store.commit(mailPlan(4, { usedTokens: [digest('never given')] }))).toEqual(STALE);
    });

    it('counts the tries of a sender within the window', async () => {
      const store = open();
      for (const [number, minutes] of [0, 30, 59].entries()) {
        await store.commit(plan({ ref: ref(number + 1), at: later(minutes * MINUTE), badTokenFrom: ADMIN }));
      }
      const triesAt = async (from: typeof ADMIN, minutes: number) =>
        (await worldOf(store, { from }, later(minutes * MINUTE))).badTokens;
      expect(await triesAt(email('ADMIN@nic.nl'), 59)).toBe(3);
      expect(await triesAt(ADMIN, 60)).toBe(2);
      expect(await triesAt(ADMIN, 119)).toBe(0);
      expect(await triesAt(JOHN, 59)).toBe(0);
    });
  });

  describe('outgoing mail', () => {
    it('numbers the mails of a reference, over several decisions', async () => {
      const store = open();
      await store.commit(
        mailPlan(123, { outgoing: [outgoing({ ref: ref(123) }), outgoing({ ref: ref(123), to: JOHN })] }),
      );
      await store.commit(plan({ ref: ref(123), outgoing: [outgoing({ ref: ref(123), kind: 'reminder' })] }));
      await store.commit(mailPlan(124, { outgoing: [outgoing({ ref: ref(123) }), outgoing({ ref: ref(124) })] }));
      expect((await store.outbox()).map(({ id }) => id)).toEqual([
        '2026-000123-1',
        '2026-000123-2',
        '2026-000123-3',
        '2026-000123-4',
        '2026-000124-1',
      ]);
    });

    it('hands out each mail once, oldest first, until its lease runs out', async () => {
      const store = open();
      const mails = [outgoing({ subject: 'a\u2028b' }), outgoing({ to: JOHN })];
      await store.commit(mailPlan(1, { outgoing: mails }));
      const returnSecret: unknown = expect.stringMatching(/^[0-9a-f]{32}$/u);
      const next = (minutes: number, most: number) =>
        store.nextToSend(later(minutes * MINUTE), later((minutes + 5) * MINUTE), most);
      expect(await Promise.all([next(0, 1), next(0, 9), next(0, 9)])).toEqual([
        [{ ...mails[0], id: '2026-000001-1', createdAt: NOON, attempts: 0, returnSecret }],
        [{ ...mails[1], id: '2026-000001-2', createdAt: NOON, attempts: 0, returnSecret }],
        [],
      ]);
      expect(await next(4, 9)).toEqual([]);
      expect(await next(5, 9)).toMatchObject([{ id: '2026-000001-1' }, { id: '2026-000001-2' }]);
    });

    it('hands out with the commit what is due at once, as it would be handed out later', async () => {
      const store = open();
      const mails = [outgoing({ subject: 'a\u2028b' }), outgoing({ to: JOHN, notBefore: NOON })];
      const { committed, letters } = await store.commitAndLease(mailPlan(1, { outgoing: mails }), later(MINUTE));
      expect(committed).toEqual(COMMITTED);
      expect(letters).toMatchObject([{ id: '2026-000001-1' }]);
      expect(await store.nextToSend(NOON, later(MINUTE), 9)).toMatchObject([{ id: '2026-000001-2' }]);
      expect(await store.nextToSend(later(MINUTE), later(HOUR), 1)).toEqual(letters);
    });

    it('hands out nothing with a commit that changes nothing', async () => {
      const store = open();
      await store.commit(mailPlan(1));
      const again = await store.commitAndLease(mailPlan(1, { outgoing: [outgoing()] }), later(MINUTE));
      expect(again).toMatchObject({ committed: { outcome: 'duplicate' }, letters: [] });
    });

    it('hands out the letters of a decision that a mail brings, too', async () => {
      const store = open();
      const decided = plan({ ref: ref(7), outgoing: [outgoing({ ref: ref(7), to: JANE })] });
      const both = mailPlan(1, { outgoing: [outgoing()], decided });
      const { letters } = await store.commitAndLease(both, later(MINUTE));
      expect(letters.map(({ id }) => id)).toEqual(['2026-000001-1', '2026-000007-1']);
    });

    it('hands out again what a process had leased that ended', async () => {
      const store = open();
      await store.commit(mailPlan(1, { outgoing: [outgoing()] }));
      expect(await store.nextToSend(NOON, later(DAY), 1)).toHaveLength(1);
      await store.releaseLeases();
      expect(await store.nextToSend(NOON, later(DAY), 9)).toMatchObject([{ id: '2026-000001-1' }]);
    });

    it('makes due what a clock put off that was ahead, and nothing else', async () => {
      const store = open();
      const future = later(400 * DAY);
      const bulk = { kind: 'notification', notBefore: later(2 * DAY) } as const;
      await store.commit(mailPlan(1, { at: future, outgoing: [outgoing(), outgoing({ ref: ref(1) })] }));
      await store.commit(mailPlan(2, { outgoing: [outgoing({ ref: ref(2) }), outgoing({ ref: ref(2), ...bulk })] }));
      await store.commit(
        mailPlan(3, { at: future, outgoing: [outgoing({ ref: ref(3), ...bulk, notBefore: future })] }),
      );
      await store.nextToSend(future, plus(future, MINUTE), 1);
      await store.markUnsent('2026-000002-1', NOON, 'greylisted', later(4 * HOUR));
      const waits = async () => (await store.outbox()).map(({ id, nextAttemptAt }) => [id, nextAttemptAt]);
      await store.retryStranded(NOON);
      expect(await waits()).toEqual([
        ['2026-000001-1', NOON],
        ['2026-000001-2', NOON],
        ['2026-000002-1', later(4 * HOUR)],
        ['2026-000002-2', later(2 * DAY)],
        ['2026-000003-1', NOON],
      ]);
      expect(await store.nextToSend(NOON, later(MINUTE), 1)).toMatchObject([{ id: '2026-000001-1' }]);
    });

    it('is done with a mail that was sent, and keeps no secret of it', async () => {
      const store = open();
      await store.commit(mailPlan(1, { outgoing: [outgoing({ replyToDetail: 'confirm-secret' })] }));
      expect(await store.nextToSend(NOON, later(MINUTE), 9)).toMatchObject([{ replyToDetail: 'confirm-secret' }]);
      await store.markSent('2026-000001-1', later(1), '250 2.0.0\r\nqueued\u0000');
      expect(await store.outbox()).toMatchObject([
        { state: 'sent', attempts: 1, lastReason: '250 2.0.0 queued', replyToDetail: null },
      ]);
      expect(await store.nextToSend(later(DAY), later(2 * DAY), 9)).toEqual([]);
      await store.markUnsent('2026-000001-1', later(2), 'a second sender, too late', later(3));
      expect(await store.outbox()).toMatchObject([{ state: 'sent', attempts: 1 }]);
    });

    it('tries again when it is told to, or never', async () => {
      const store = open();
      await store.commit(mailPlan(1, { outgoing: [outgoing(), outgoing()] }));
      await store.nextToSend(NOON, later(HOUR), 9);
      await store.markUnsent('2026-000001-1', later(1), '451 later', later(MINUTE));
      await store.markUnsent('2026-000001-2', later(1), '550 no such user', null);
      expect(await store.nextToSend(later(1), later(MINUTE), 9)).toEqual([]);
      expect(await store.outbox()).toMatchObject([
        { state: 'waiting', attempts: 1, nextAttemptAt: later(MINUTE), lastReason: '451 later' },
        { state: 'given-up', attempts: 1, lastReason: '550 no such user' },
      ]);
      expect(await store.nextToSend(later(MINUTE), later(HOUR), 9)).toMatchObject([
        { id: '2026-000001-1', attempts: 1 },
      ]);
    });

    it('makes all that waits due at once, but not what is under way', async () => {
      const store = open();
      await store.commit(mailPlan(1, { outgoing: [outgoing(), outgoing(), outgoing()] }));
      await store.markUnsent('2026-000001-1', NOON, 'later', later(DAY));
      await store.markSent('2026-000001-2', NOON, '250');
      await store.nextToSend(NOON, later(HOUR), 1);
      expect(await store.retryNow(later(1))).toBe(2);
      expect(await store.nextToSend(later(1), later(HOUR), 9)).toMatchObject([{ id: '2026-000001-1' }]);
      expect(await store.nextToSend(later(1), later(HOUR), 9)).toEqual([]);
    });

    it('knows how much was written to whom', async () => {
      const store = open();
      const mails = [
        outgoing({ unproved: true, kind: 'confirmation-request' }),
        outgoing({ unproved: true }),
        outgoing({ to: email('ADMIN@nic.nl') }),
        outgoing({ to: JOHN, kind: 'welcome' }),
        outgoing({ to: JOHN, kind: 'secretariat', echo: true }),
        outgoing({ to: JOHN, kind: 'forwarded' }),
      ];
      await store.commit(mailPlan(1, { outgoing: mails }));
      const world = await worldOf(store, {}, later(MINUTE));
      expect(new Map(world.unprovedMailsToday)).toEqual(new Map([[addressKey(ADMIN), 2]]));
      expect(new Map(world.answersToday)).toEqual(new Map([[addressKey(ADMIN), 2]]));
      expect(new Map(world.echoesToday)).toEqual(new Map([[addressKey(JOHN), 1]]));
      expect(new Map(world.handedOnToday)).toEqual(new Map([[addressKey(JOHN), 1]]));
      expect(world.mailsThisHour).toBe(6);
      expect((await worldOf(store, {}, later(HOUR))).mailsThisHour).toBe(0);
      expect((await worldOf(store, {}, later(DAY))).answersToday.size).toBe(0);
    });

    it('calls a plan stale where others wrote more since than it left room for', async () => {
      const store = open();
      await store.commit(mailPlan(1, { outgoing: [outgoing({ unproved: true })] }));
      const { lastCounted: after } = await worldOf(store, {}, later(MINUTE));
      const room = (inAll: number, toOne: MailRoom['toOne'] = []): Partial<Plan> => ({
        mailRoom: { after, inAll, toOne },
      });
      const one = (n: number, of: MailRoom['toOne'][number]['of']) => room(9, [{ to: addressKey(ADMIN), of, room: n }]);
      await store.commit(mailPlan(2, { outgoing: [outgoing({ unproved: true }), outgoing({ to: JOHN })] }));
      const outcomes: unknown[] = [];
      for (const [index, given] of [
        room(1),
        one(0, 'unproved'),
        room(2),
        one(1, 'unproved'),
        one(0, 'echoes'),
      ].entries())
        outcomes.push(await store.commit(mailPlan(3 + index, given)));
      expect(outcomes).toEqual([STALE, STALE, COMMITTED, COMMITTED, COMMITTED]);
    });
  });

  describe('IANA data', () => {
    it('keeps what was seen first, without a word to anybody', async () => {
      const store = open();
      expect(await observe(store, [observation()], later(1))).toEqual([]);
      expect(await store.ianaRecords()).toEqual([SEEN_FIRST]);
      expect((await worldOf(store)).iana.get(NL)?.adminEmail).toBe(ADMIN);
      expect(await store.ianaLooks()).toEqual({
        lookups: [{ tld: NL, lookedAt: later(1), failure: null, missingSince: null }],
        rounds: [],
      });
    });

    it('keeps each version with its date and digest', async () => {
      const store = open();
      await observe(store, [observation()], later(1));
      const next = observation({ adminEmail: JANE, asOf: later(DAY) });
      const after = { ...SEEN_FIRST, ...next, changedAt: later(DAY + 1) };
      expect(await observe(store, [next], later(DAY + 1))).toEqual([
        { kind: 'address', tld: NL, before: SEEN_FIRST, after },
      ]);
      const digested = { standing: 'in-force', digest: expect.stringMatching(/^[0-9a-f]{64}$/u) };
      const versions = await store.ianaHistory(NL);
      expect(versions).toEqual([
        { ...digested, observedAt: later(1), record: SEEN_FIRST },
        { ...digested, observedAt: later(DAY + 1), record: after },
      ]);
      expect(versions[0]?.digest).not.toBe(versions[1]?.digest);
      expect(await store.ianaHistory(BR)).toEqual([]);
    });

    it('moves only the date when the same is said again, and never back', async () => {
      const store = open();
      for (const days of [1, 5, 3]) {
        expect(await observe(store, [observation({ asOf: later(days * DAY) })], later(6 * DAY))).toEqual([]);
      }
      expect(await store.ianaRecords()).toMatchObject([{ asOf: later(5 * DAY), changedAt: null }]);
      expect(await store.ianaHistory(NL)).toHaveLength(1);
    });

    it('keeps no control characters', async () => {
      const store = open();
      await observe(store, [observation()], NOON);
      await observe(store, [observation({ manager: 'SIDN\u0000 B.V.', adminEmail: email('Admin@nic.nl') })], later(1));
      expect(await store.ianaRecords()).toMatchObject([{ manager: 'SIDN B.V.', changedAt: null }]);
      expect(await store.ianaHistory(NL)).toHaveLength(2);
    });

    it('keeps what was said but does not count beside what counts, once', async () => {
      const store = open();
      await observe(store, [observation()], NOON);
      await observe(store, [observation({ source: 'manual', adminEmail: JANE, reason: 'IANA is late' })], later(DAY));
      for (const days of [2, 3]) await observe(store, [observation({ asOf: later(days * DAY) })], later(days * DAY));
      expect(await store.ianaRecords()).toMatchObject([{ source: 'manual', adminEmail: JANE }]);
      expect((await store.ianaHistory(NL)).map(({ standing, record }) => [standing, record.adminEmail])).toEqual([
        ['in-force', ADMIN],
        ['in-force', JANE],
        ['overruled', ADMIN],
      ]);
    });

    it('keeps a ccTLD that the source does not name any more', async () => {
      const store = open();
      await observe(store, [observation(), observation({ tld: BR })], NOON);
      await observe(store, [observation({ asOf: later(DAY) })], later(DAY));
      expect((await store.ianaRecords()).map(({ tld, asOf }) => [tld, asOf])).toEqual([
        [BR, NOON],
        [NL, later(DAY)],
      ]);
    });

    it('takes a look over with its plan, or neither where somebody was quicker', async () => {
      const store = open();
      const step = observed(null, observation(), { now: NOON, configured: 'rdap', established: false });
      const letter = plan({ ref: ref(1), outgoing: [outgoing()], audit: [auditEntry({ kind: 'iana-changed' })] });
      const taking = { steps: [step], plan: letter, round: 'rdap' as const, at: NOON };
      expect(await store.observeIana(taking)).toEqual(COMMITTED);
      expect(await store.observeIana(taking)).toEqual(STALE);
      expect(await store.outbox()).toHaveLength(1);
      expect(await store.audit({ ref: ref(1) })).toHaveLength(1);
      expect((await store.ianaLooks()).rounds).toEqual(['rdap']);
      const moved = observed(SEEN_FIRST, observation({ adminEmail: JANE }), {
        now: later(1),
        configured: 'rdap',
        established: true,
      });
      const staleCase = plan({ ref: ref(2), cases: [heldCase({ ref: ref(1), version: 9 })] });
      expect(await store.observeIana({ steps: [moved], plan: staleCase, round: null, at: later(1) })).toEqual(STALE);
      expect(await store.ianaRecords()).toMatchObject([{ adminEmail: ADMIN }]);
    });

    it('remembers a failed look, of an unknown ccTLD too', async () => {
      const store = open();
      const step = unobserved(
        { tld: BR, before: null, known: null },
        { reason: 'rdap: HTTP\r\n404', missing: true },
        NOON,
      );
      expect(await store.observeIana({ steps: [step], plan: null, round: null, at: NOON })).toEqual(COMMITTED);
      expect((await store.ianaLooks()).lookups).toEqual([
        { tld: BR, lookedAt: NOON, failure: 'rdap: HTTP 404', missingSince: NOON },
      ]);
      expect(await store.ianaRecords()).toEqual([]);
    });
  });

  describe('mails that were put off', () => {
    it('remembers the first time', async () => {
      const store = open();
      const deferralKey = digest('mail');
      expect(await store.defer(deferralKey, NOON)).toBe(NOON);
      expect(await store.defer(deferralKey, later(HOUR))).toBe(NOON);
      expect((await worldOf(store, { deferralKey })).deferredSince).toBe(NOON);
      expect((await worldOf(store, { deferralKey: digest('other') })).deferredSince).toBeNull();
    });
  });

  describe('mails that met a bug', () => {
    const failed = { ref: ref(1), receivedAt: NOON, received: received(), error: 'TypeError: x is undefined' };

    it('keeps them whole, tells people and writes it down', async () => {
      const store = open();
      await store.shelve(failed, [outgoing({ to: SECRETARIAT, kind: 'secretariat' })]);
      expect(await store.failedMails()).toEqual([{ ...failed, state: 'open' }]);
      expect(await store.failedMail(ref(1))).toEqual({ ...failed, state: 'open' });
      expect(await store.failedMail(ref(2))).toBeNull();
      expect(await store.outbox()).toMatchObject([{ to: SECRETARIAT, id: '2026-000001-1' }]);
      expect(await store.audit({ ref: ref(1) })).toMatchObject([{ kind: 'mail-failed', actor: 'system', at: NOON }]);
    });

    it('lets such a mail through under its own reference after a fix', async () => {
      const store = open();
      await store.shelve(failed, []);
      expect(await store.commit(mailPlan(1))).toEqual(COMMITTED);
      await store.markReprocessed(ref(1), later(HOUR));
      expect(await store.failedMail(ref(1))).toMatchObject({ state: 'reprocessed' });
      expect(await store.commit(mailPlan(1, { mail: mailRecord({ text: 'another' }) }))).toEqual(STALE);
    });

    it('loses none that come under the same number', async () => {
      const store = open();
      await store.shelve(failed, []);
      await store.shelve({ ...failed, received: received('another') }, []);
      expect((await store.failedMails()).map(({ ref: own }) => own)).toEqual([ref(1), ref(2)]);
    });
  });

  describe('audit', () => {
    it('keeps every entry in order and finds them by ccTLD and by reference', async () => {
      const store = open();
      const details = { subject: 'line\nbreak \u202e \u0000', count: 2, fine: true, none: null, rules: ['b', 'a'] };
      await store.commit(
        mailPlan(1, { audit: [auditEntry({ details }), auditEntry({ kind: 'case-opened', tld: BR })] }),
      );
      await store.commit(plan({ ref: ref(2), at: later(HOUR), audit: [auditEntry({ tld: null, actor: 'system' })] }));
      const all = await store.audit({});
      expect(all).toMatchObject([
        { seq: 1, at: NOON, ref: ref(1), kind: 'mail-accepted', tld: NL, actor: ADMIN, details },
        { seq: 2, kind: 'case-opened', tld: BR },
        { seq: 3, at: later(HOUR), ref: ref(2), actor: 'system', tld: null },
      ]);
      expect(all.map((entry) => entry.previousHash).slice(1)).toEqual(all.map((entry) => entry.hash).slice(0, -1));
      expect((await store.audit({ tld: BR })).map(({ seq }) => seq)).toEqual([2]);
      expect((await store.audit({ ref: ref(1) })).map(({ seq }) => seq)).toEqual([1, 2]);
      expect((await store.audit({ ref: ref(1), tld: NL })).map(({ seq }) => seq)).toEqual([1]);
      expect(await store.verifyAudit()).toEqual({ entries: 3, brokenAt: null });
    });

    it('writes nothing for a plan that was stale', async () => {
      const store = open();
      await store.commit(changePlan(1, firstContacts(NL, john())));
      await store.commit(changePlan(2, firstContacts(NL, jane()), { outgoing: [outgoing()], provedAddresses: [JANE] }));
      expect(await store.audit({})).toHaveLength(1);
      expect(await store.outbox()).toEqual([]);
      expect((await worldOf(store)).provedAddresses.size).toBe(0);
      expect(await store.storedMail(ref(2))).toBeNull();
    });
  });

  describe('closing', () => {
    it('finishes what was asked and refuses what comes later', async () => {
      const store = open();
      const commits = [store.commit(mailPlan(1)), store.commit(mailPlan(2))];
      await store.close();
      expect(await Promise.all(commits)).toEqual([COMMITTED, COMMITTED]);
      await expect(store.commit(mailPlan(3))).rejects.toMatchObject({ code: 'closed' });
      await expect(store.rosters()).rejects.toMatchObject({ code: 'closed' });
      await expect(store.verifyAudit()).rejects.toMatchObject({ code: 'closed' });
      await store.close();
    });

    it('refuses what may not be stored, and nothing else that came with it', async () => {
      const store = open();
      const nameless = changePlan(1, firstContacts(NL, john({ name: 'a\nb' })));
      const outcomes = await Promise.allSettled([store.commit(nameless), store.commit(mailPlan(2))]);
      expect(outcomes).toMatchObject([{ reason: { name: 'StoreError', code: 'bug' } }, { value: COMMITTED }]);
      expect((await store.rosters()).length + (await store.audit({})).length).toBe(0);
    });
  });
}
