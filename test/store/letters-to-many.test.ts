import { describe, expect, it } from 'vitest';
import { DAY } from '../../src/core/instant.ts';
import type { NotificationRun } from '../../src/core/notification.ts';
import type { Store } from '../../src/store/port.ts';
import { ADMIN, email, JANE, JOHN, later, NL, NOON, outgoing, plan, ref } from '../support/plans.ts';
import { rawConnection, storeAt, temporaryFile } from './temporary-store.ts';

const attachments = [{ filename: 'list.csv', contentType: 'text/csv', text: 'a,b\r\n' }] as const;
const letter = (to: typeof JOHN) =>
  outgoing({ kind: 'notification', ref: ref(1), to, text: 'The list.\n', attachments, notBefore: NOON });
const next = async (store: Store) => (await store.nextToSend(later(1), later(DAY), 1))[0];

describe('a letter to many', () => {
  it('is stored once, handed out whole to each, and its files go with the last', async () => {
    const file = temporaryFile();
    const store = storeAt(file);
    await store.commit(plan({ ref: ref(1), outgoing: [letter(JOHN), letter(JANE)] }));
    const contents = rawConnection(file).prepare('select text, attachments from mail_content');
    expect(contents.all()).toEqual([{ text: 'The list.\n', attachments: JSON.stringify(attachments) }]);
    const [one, other] = [await next(store), await next(store)];
    expect(one).toMatchObject({ to: JOHN, text: 'The list.\n', attachments });
    expect(other).toMatchObject({ to: JANE, text: 'The list.\n', attachments });
    await store.markSent(one?.id ?? '', NOON, '250');
    expect(contents.all()).toHaveLength(1);
    expect(contents.get()).toMatchObject({ attachments: JSON.stringify(attachments) });
    await store.markUnsent(other?.id ?? '', NOON, '550', null);
    expect(contents.get()).toEqual({ text: 'The list.\n', attachments: '[]' });
  });

  it('gives way to every other mail and waits for its time', async () => {
    const store = storeAt(temporaryFile());
    const bulk = [letter(JOHN), { ...letter(JANE), notBefore: later(DAY) }];
    await store.commit(plan({ ref: ref(1), outgoing: bulk }));
    await store.commit(plan({ ref: ref(2), outgoing: [outgoing({ ref: ref(2), to: ADMIN })] }));
    const handedOut = await store.nextToSend(later(1), later(DAY), 9);
    expect(handedOut.map(({ to }) => to)).toEqual([ADMIN, JOHN]);
  });

  it('does not count among the mails that have a ceiling', async () => {
    const store = storeAt(temporaryFile());
    await store.commit(plan({ ref: ref(1), outgoing: [letter(JOHN), letter(JANE)] }));
    const world = await store.world({ from: null, tokenHashes: [], deferralKey: null }, later(1));
    expect(world.mailsThisHour).toBe(0);
  });
});

describe('a run of the schedule', () => {
  const run: NotificationRun = {
    kind: 'weekly',
    dueAt: NOON,
    round: 1,
    at: NOON,
    ref: ref(1),
    outcome: 'sent',
    recipients: 2,
    shown: { nl: 3 },
  };

  it('is made once, by whichever process is quicker', async () => {
    const file = temporaryFile();
    const [one, other] = [storeAt(file), storeAt(file)];
    const order = (number: number) =>
      plan({
        ref: ref(number),
        notification: { ...run, ref: ref(number) },
        outgoing: [{ ...letter(JOHN), ref: ref(number) }],
      });
    const outcomes = await Promise.all([one.commit(order(1)), other.commit(order(2))]);
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['committed', 'duplicate']);
    expect(await one.outbox()).toHaveLength(1);
    expect(await other.notificationRuns()).toMatchObject([{ kind: 'weekly', shown: { nl: 3 } }]);
  });

  it('does not go by a reference that another matter has taken', async () => {
    const store = storeAt(temporaryFile());
    await store.commit(plan({ ref: ref(1), outgoing: [outgoing()] }));
    expect(await store.commit(plan({ ref: ref(1), notification: run }))).toEqual({ outcome: 'stale' });
  });
});

it('the register of invitations keeps who was asked, and when', async () => {
  const store = storeAt(temporaryFile());
  const to = email('admin@registry.example');
  await store.commit(plan({ ref: ref(1), invitations: [{ tld: NL, event: 'invited', recipient: to }] }));
  await store.commit(
    plan({ ref: ref(2), at: later(1), invitations: [{ tld: NL, event: 'declined', recipient: null }] }),
  );
  expect(await store.invitations()).toEqual([
    { tld: NL, event: 'invited', recipient: to, at: NOON, ref: ref(1) },
    { tld: NL, event: 'declined', recipient: null, at: later(1), ref: ref(2) },
  ]);
});
