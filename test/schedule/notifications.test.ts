import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DAY, HOUR, type Instant, plus } from '../../src/core/instant.ts';
import type { OutgoingMail } from '../../src/core/outgoing.ts';
import type { House } from '../../src/plan/house.ts';
import { attendNotifications, foresee, type NotificationDesk, notifyNow } from '../../src/schedule/notifications.ts';
import type { Store } from '../../src/store/port.ts';
import { shippedHouse } from '../support/house.ts';
import {
  BR,
  changed,
  changePlan,
  contact,
  email,
  firstContacts,
  JANE,
  jane,
  JOHN,
  john,
  NL,
  NOON,
  outgoing,
  plan,
  ref,
} from '../support/plans.ts';
import { storeAt, temporaryFile } from '../store/temporary-store.ts';

// NOON is Thursday, 12 March 2026, 12:00 UTC.
const SCHEDULE = { monthly: { day: 1, hour: 6, minute: 0 }, weekly: { weekday: 'mon', hour: 6, minute: 0 } } as const;
const JOHNS_OTHER = email('john@home.example');

let house: House;
let file = '';
let store: Store;
let now: Instant = NOON;

beforeAll(async () => {
  house = await shippedHouse();
});

beforeEach(async () => {
  file = temporaryFile();
  store = storeAt(file);
  now = NOON;
  await store.commit(
    changePlan(1, firstContacts(NL, john({ secondaryEmail: JOHNS_OTHER }), jane()), {
      provedAddresses: [JOHN, JOHNS_OTHER],
    }),
  );
});

function desk(on: Store = store): NotificationDesk {
  return { house, store: on, clock: () => now, schedule: SCHEDULE, perMinute: 60 };
}

const made = async (on: Store = store): Promise<readonly string[]> =>
  (await attendNotifications(desk(on))).map(({ kind, outcome, recipients }) => `${kind} ${outcome} ${recipients}`);

const waiting = async (): Promise<readonly string[]> => (await store.outboxWaiting()).map(({ to }) => to);

async function firstMail(): Promise<OutgoingMail> {
  const [mail] = await store.nextToSend(plus(now, DAY), plus(now, 2 * DAY), 1);
  if (mail === undefined) throw new Error('nothing waits');
  return mail;
}

describe('the schedule', () => {
  test('sends nothing for times when nobody was on the list', async () => {
    expect(await made()).toEqual([]);
    now = plus(now, DAY);
    expect(await made()).toEqual([]);
    expect(await waiting()).toEqual([]);
  });

  test('sends the whole list to each proved address, one mail each, and once', async () => {
    now = plus(now, 4 * DAY);
    expect(await made()).toEqual(['weekly sent 2']);
    expect(await made()).toEqual([]);
    expect(await waiting()).toEqual([JOHN, JOHNS_OTHER]);
    const mail = await firstMail();
    expect(mail).toMatchObject({ result: 'notice', autoSubmitted: 'auto-generated', replyToDetail: null });
    expect(mail.text).toContain('"Jane Roe, #2, .nl, +31 6 12345678" jane.roe@nic.nl');
    expect(mail.attachments?.map(({ contentType }) => contentType)).toEqual([
      'text/html',
      'text/vcard',
      'text/csv',
      'text/vcard',
    ]);
  });

  test('sends the weekly mail only if something changed since the last one, and tells what', async () => {
    now = plus(now, 4 * DAY);
    await made();
    now = plus(now, 7 * DAY);
    expect(await made()).toEqual(['weekly unchanged 0']);
    await store.commit(
      changePlan(90, firstContacts(BR, contact({ name: 'Ana Silva', email: email('ana@registro.br') }))),
    );
    const [nl] = await store.rosters();
    if (nl === undefined) throw new Error('no roster');
    await store.commit(changePlan(91, changed({ ...nl, tld: NL, revision: 1 }, john({ secondaryEmail: JOHNS_OTHER }))));
    now = plus(now, 7 * DAY);
    const foreseen = await foresee(desk(), { kind: 'weekly', at: now, again: false, actor: 'test' });
    expect(await made()).toEqual(['weekly sent 2']);
    const text = foreseen.plan.outgoing[0]?.text ?? '';
    expect(text).toContain('Since the last time (2026-03-16):\n- joined: .br\n- changed: .nl');
    expect(text).toContain('Taken off (-):\n- #2 Jane Roe, jane.roe@nic.nl');
  });

  test('makes up for what was missed, once', async () => {
    now = plus(now, 60 * DAY);
    expect(await made()).toEqual(['monthly sent 2', 'weekly unchanged 0']);
    expect(await made()).toEqual([]);
    now = plus(now, HOUR);
    expect(await made()).toEqual([]);
  });

  test('is made by one of two processes that share the database', async () => {
    const other = storeAt(file);
    now = plus(now, 4 * DAY);
    const results = await Promise.all([made(store), made(other)]);
    expect(results.flat()).toEqual(['weekly sent 2']);
    expect(await waiting()).toHaveLength(2);
  });

  test('spreads the mails over time, behind all other mail', async () => {
    now = plus(now, 4 * DAY);
    await made();
    const times = (await store.outbox()).map(({ nextAttemptAt }) => nextAttemptAt);
    expect(times).toEqual([now, plus(now, 1000)]);
    await store.commit(plan({ ref: ref(50), outgoing: [outgoing({ ref: ref(50), to: JANE })] }));
    expect(await firstMail()).toMatchObject({ to: JANE });
    expect(await firstMail()).toMatchObject({ to: JOHN });
  });
});

describe('by hand', () => {
  const monthly = { kind: 'monthly', again: false, actor: 'secretariat:shell' } as const;

  test('a mail is sent once, and once more when asked for', async () => {
    expect(await notifyNow(desk(), { ...monthly, at: now })).toMatchObject({ sentBefore: null });
    expect(await notifyNow(desk(), { ...monthly, at: now })).toMatchObject({ sentBefore: { round: 1, recipients: 2 } });
    expect(await waiting()).toHaveLength(2);
    expect(await notifyNow(desk(), { ...monthly, at: now, again: true })).toMatchObject({ run: { round: 2 } });
    expect(await waiting()).toHaveLength(4);
  });

  test('the schedule does not send again what a person has sent', async () => {
    now = plus(now, 4 * DAY);
    await notifyNow(desk(), { ...monthly, kind: 'weekly', at: now });
    expect(await made()).toEqual([]);
  });

  test('a look ahead that finds nothing new does not keep the schedule from telling what changes until then', async () => {
    await notifyNow(desk(), { ...monthly, at: now });
    const ahead = { ...monthly, kind: 'weekly', at: plus(now, 5 * DAY) } as const;
    expect(await notifyNow(desk(), ahead)).toMatchObject({ isMade: false, run: { outcome: 'unchanged' } });
    const [nl] = await store.rosters();
    if (nl === undefined) throw new Error('no roster');
    await store.commit(changePlan(91, changed({ ...nl, tld: NL, revision: 1 }, john({ secondaryEmail: JOHNS_OTHER }))));
    now = plus(now, 5 * DAY);
    expect(await made()).toEqual(['weekly sent 2']);
  });

  test.each(['weekly', 'monthly'] as const)(
    'what changes after a %s one was sent ahead of its day is told on that day',
    async (kind) => {
      const day = plus(now, (kind === 'weekly' ? 4 : 20) * DAY);
      const sent = await notifyNow(desk(), { ...monthly, kind, at: day });
      expect(sent).toMatchObject({ isMade: true, run: { outcome: 'sent', recipients: 2 } });
      const [nl] = await store.rosters();
      if (nl === undefined) throw new Error('no roster');
      await store.commit(
        changePlan(91, changed({ ...nl, tld: NL, revision: 1 }, john({ secondaryEmail: JOHNS_OTHER }))),
      );
      now = day;
      expect(await made()).toContain(`${kind} sent 2`);
      expect(await made()).toEqual([]);
    },
  );

  test.each(['weekly', 'monthly'] as const)(
    'a %s one that was sent ahead is not sent again where nothing changed',
    async (kind) => {
      const day = plus(now, (kind === 'weekly' ? 4 : 20) * DAY);
      await notifyNow(desk(), { ...monthly, kind, at: day });
      now = day;
      expect(await made()).toContain(`${kind} unchanged 0`);
      expect(await made()).toEqual([]);
      const again = await notifyNow(desk(), { ...monthly, kind, at: now, again: true });
      expect(again).toMatchObject({ isMade: true, run: { round: 3, outcome: 'sent' } });
    },
  );

  test('one that is sent ahead of time does not keep others from their day', async () => {
    await notifyNow(desk(), { ...monthly, at: plus(now, 300 * DAY) });
    now = plus(now, 30 * DAY);
    expect(await made()).toEqual(['monthly sent 2', 'weekly unchanged 0']);
  });

  test('a dry run changes nothing', async () => {
    const foreseen = await foresee(desk(), { ...monthly, at: now });
    expect(foreseen.run.recipients).toBe(2);
    expect(foreseen.unproved).toBe(1);
    expect(await store.notificationRuns()).toEqual([]);
    expect(await waiting()).toEqual([]);
  });
});

test('1,500 addresses get their mail in one transaction', async () => {
  const { plan: foreseen } = await foresee(desk(), { kind: 'monthly', at: now, again: false, actor: 'test' });
  const [letter] = foreseen.outgoing;
  if (letter === undefined) throw new Error('no letter');
  const mails = Array.from({ length: 1500 }, (_, index) => ({ ...letter, to: email(`m${index}@a.example`) }));
  expect(await store.commit({ ...foreseen, outgoing: mails })).toEqual({ outcome: 'committed' });
  expect(await waiting()).toHaveLength(1500);
  expect((await firstMail()).attachments).toHaveLength(4);
});
