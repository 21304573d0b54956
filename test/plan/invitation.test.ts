import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readRequest } from '../../src/parse/read-request.ts';
import { DAY, type Instant, plus } from '../../src/core/instant.ts';
import type { Tld } from '../../src/core/cctld.ts';
import { type PlannedInvitations, planInvitations, planInvitationWish } from '../../src/plan/invitation.ts';
import type { House } from '../../src/plan/house.ts';
import { attendInvitations } from '../../src/schedule/invitation-reminders.ts';
import type { Store } from '../../src/store/port.ts';
import { storeAt, temporaryFile } from '../store/temporary-store.ts';
import { shippedHouse } from '../support/house.ts';
import { observe } from '../support/iana.ts';
import { BR, changePlan, email, firstContacts, john, NL, NOON, observation, RF, TABLE } from '../support/plans.ts';

const SHARED = email('admin@registry.example');

let house: House;
let store: Store;
let other: Store;
let now: Instant = NOON;

beforeAll(async () => {
  house = await shippedHouse();
});

beforeEach(async () => {
  now = NOON;
  const file = temporaryFile();
  store = storeAt(file);
  other = storeAt(file);
  await store.commit(changePlan(1, firstContacts(NL, john())));
  await observe(
    store,
    [observation({ tld: BR, adminEmail: SHARED }), observation({ tld: RF, adminEmail: SHARED })],
    now,
  );
});

async function planned(wanted: readonly Tld[] | null = null): Promise<PlannedInvitations> {
  const world = await store.world({ from: null, tokenHashes: [], deferralKey: null }, now);
  const events = await store.invitations();
  const ref = await store.nextReference(now);
  return planInvitations(house, world, { ref, actor: 'test', wanted, events, perMinute: 60 });
}

async function invite(wanted: readonly Tld[] | null = null): Promise<PlannedInvitations> {
  const invitations = await planned(wanted);
  if (invitations.plan !== null) expect(await store.commit(invitations.plan)).toEqual({ outcome: 'committed' });
  return invitations;
}

describe('invitations', () => {
  test('go to the Admin Contacts of those who are missing, one letter to each', async () => {
    const { invited, skipped } = await planned();
    expect(invited.map(({ tlds, mail }) => [tlds, mail.to])).toEqual([[[BR, RF], SHARED]]);
    expect(skipped).toEqual([]);
  });

  test('hold the mail that joins, which does nothing until it is filled in', async () => {
    const { invited } = await planned([BR]);
    const text = invited[0]?.mail.text ?? '';
    expect(text).toContain('SUBSCRIBE .br\nName:\nEmail:\nSecondary email:\nPhone:\n');
    const filled = text.replace(
      'Name:\nEmail:\nSecondary email:\nPhone:\n',
      'Name: Ana Silva\nEmail: ana@registro.example\nPhone: +55 11 5509 3500\n',
    );
    const [command] = readRequest({ table: TABLE, subject: '', text: filled }).commands;
    expect(command?.command).toMatchObject({ word: 'SUBSCRIBE', tlds: [{ tld: BR }] });
  });

  test('tell public facts only', async () => {
    const { invited } = await planned();
    expect(invited[0]?.mail.text).not.toContain('John');
    expect(invited[0]?.mail.attachments).toBeUndefined();
  });

  test('are not repeated before the quiet time is over', async () => {
    await invite();
    now = plus(now, 89 * DAY);
    expect(await planned([BR])).toMatchObject({
      plan: null,
      skipped: [{ tld: BR, why: 'invited-lately', until: plus(NOON, 90 * DAY) }],
    });
    now = plus(now, 2 * DAY);
    expect((await planned([BR])).invited).toHaveLength(1);
  });

  test('are reminded of twice, a month apart, by one of two processes; whoever joins or declines is left alone', async () => {
    const reminded = async (days: number): Promise<readonly string[]> => {
      now = plus(now, days * DAY);
      await Promise.all([store, other].map((one) => attendInvitations(house, one, now, 60)));
      const mails = await store.outboxWaiting();
      for (const { id } of mails) await store.markSent(id, now, '250');
      return mails.map(({ subject }) => subject.replace(/^\[.*?\] /u, ''));
    };
    expect(await reminded(0)).toEqual([]);
    const { skipped } = await invite();
    expect(skipped).toEqual([]);
    expect(await reminded(29)).toHaveLength(1);
    expect(await reminded(2)).toEqual(['Again: .br and .рф and TLD-OPS, the list of ccTLD security contacts']);
    expect(await reminded(0)).toEqual([]);
    const at = now;
    await store.commit(planInvitationWish([RF], 'declined', { ref: await store.nextReference(at), at, actor: 'test' }));
    expect(await reminded(30)).toEqual(['Again: .br and TLD-OPS, the list of ccTLD security contacts']);
    for (const days of [30, 30, 29, 1, 400]) expect(await reminded(days)).toEqual([]);
    expect((await invite([BR])).invited).toHaveLength(1);
    expect(await reminded(31)).toHaveLength(2);
  });

  test('take no reference as long as nobody is to be reminded', async () => {
    await invite();
    const before = await store.nextReference(now);
    for (let minute = 0; minute < 3; minute += 1) await attendInvitations(house, store, now, 60);
    const after = await store.nextReference(now);
    expect(Number(after.slice(5)) - Number(before.slice(5))).toBe(1);
  });

  test('do not go to members, to those who declined, or where nobody is known', async () => {
    const at = now;
    await store.commit(planInvitationWish([BR], 'declined', { ref: await store.nextReference(at), at, actor: 'test' }));
    expect((await planned([NL, BR])).skipped).toEqual([
      { tld: NL, why: 'member' },
      { tld: BR, why: 'declined' },
    ]);
    await store.commit(planInvitationWish([BR], 'reopened', { ref: await store.nextReference(at), at, actor: 'test' }));
    expect((await planned([BR])).invited).toHaveLength(1);
    const elsewhere = storeAt(temporaryFile());
    store = elsewhere;
    expect((await planned([BR])).skipped).toEqual([{ tld: BR, why: 'no-admin-known' }]);
  });
});
