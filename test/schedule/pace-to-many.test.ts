import { expect, test } from 'vitest';
import { type Instant, instantOf, MINUTE, plus, SECOND } from '../../src/core/instant.ts';
import type { Delivery } from '../../src/core/outgoing.ts';
import { startOutboxDelivery } from '../../src/schedule/outbox-delivery.ts';
import { paceToMany } from '../../src/schedule/pace-to-many.ts';
import { storeAt, temporaryFile } from '../store/temporary-store.ts';
import { email, later, outgoing, plan, ref } from '../support/plans.ts';

test('as many a minute as it is told, with what was not used in two seconds', () => {
  let now: Instant = instantOf(Date.UTC(2026, 2, 1));
  const pace = paceToMany(300, () => now);
  const gone: number[] = [];
  for (const wait of [0, 0, 200, SECOND, MINUTE, -MINUTE, SECOND]) {
    now = plus(now, wait);
    const letters = pace.room();
    pace.left(letters);
    gone.push(letters);
  }
  expect(gone).toEqual([10, 0, 1, 5, 10, 0, 5]);
});

test('letters to many that waited while nothing ran leave no faster than others, and hold up no answer', async () => {
  const store = storeAt(temporaryFile());
  const to = (index: number) => email(`person${index}@nic.nl`);
  const letters = Array.from({ length: 40 }, (_, index) =>
    outgoing({ kind: 'notification', ref: ref(1), to: to(index), notBefore: later(index * SECOND) }),
  );
  await store.commit(plan({ ref: ref(1), outgoing: letters }));
  let now = later(MINUTE);
  const gone: string[] = [];
  const worker = startOutboxDelivery({
    store,
    deliver: async (mail): Promise<Delivery> => {
      gone.push(mail.kind);
      return { result: 'delivered', response: '250' };
    },
    atOnce: 20,
    toManyPerMinute: 60,
    isBusy: () => false,
    nextAttempt: () => null,
    clock: () => now,
    report: () => undefined,
    onGivenUp: async () => undefined,
    onTrouble: (error) => {
      throw error;
    },
  });
  const soon = { timeout: 10_000 };
  await expect.poll(() => gone.length, soon).toBe(2);
  await store.commit(plan({ ref: ref(2), outgoing: [outgoing({ ref: ref(2), kind: 'answer' })] }));
  await expect.poll(() => gone, soon).toEqual(['notification', 'notification', 'answer']);
  now = plus(now, SECOND);
  await expect.poll(() => gone.length, soon).toBe(4);
  await worker.stop();
  expect((await store.outboxWaiting()).length).toBe(37);
});
