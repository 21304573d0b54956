import { afterEach, describe, expect, it, vi } from 'vitest';
import { instantOf } from '../../src/core/instant.ts';
import type { Delivery, LeasedMail, OutgoingMail } from '../../src/core/outgoing.ts';
import type { Plan } from '../../src/core/plan.ts';
import { startOutboxDelivery } from '../../src/schedule/outbox-delivery.ts';
import { queuedMail } from '../smtp/queued-mail.ts';
import { outgoing, plan, ref } from '../support/plans.ts';

const NO_COMMITS = {
  commit: () => Promise.reject(new Error('nothing is decided here')),
  commitAndLease: () => Promise.reject(new Error('nothing is decided here')),
};

/** An outbox of one mail whose delivery takes until it is told to be over. */
function oneMail(): {
  readonly worker: ReturnType<typeof startOutboxDelivery>;
  readonly begun: Promise<AbortSignal>;
  readonly finish: (delivery: Delivery) => void;
  readonly marked: string[];
} {
  const begun = Promise.withResolvers<AbortSignal>();
  const over = Promise.withResolvers<Delivery>();
  const marked: string[] = [];
  const waiting = [queuedMail()];
  const worker = startOutboxDelivery({
    store: {
      ...NO_COMMITS,
      nextToSend: async (_now, _until, most) => waiting.splice(0, most),
      markSent: async () => void marked.push('sent'),
      markUnsent: async () => void marked.push('unsent'),
    },
    deliver: (_mail, signal) => {
      begun.resolve(signal);
      return over.promise;
    },
    atOnce: 2,
    toManyPerMinute: 300,
    isBusy: () => false,
    nextAttempt: (_createdAt, _attempts, now) => now,
    clock: () => instantOf(Date.UTC(2026, 0, 2)),
    report: () => undefined,
    onGivenUp: async () => undefined,
    onTrouble: (error) => {
      throw error;
    },
  });
  return { worker, begun: begun.promise, finish: over.resolve, marked };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('stopping the delivery', () => {
  it('lets the mail that is under way finish, and remembers that it went out', async () => {
    const { worker, begun, finish, marked } = oneMail();
    const signal = await begun;
    const stopped = worker.stop();
    expect(signal.aborted).toBe(false);
    finish({ result: 'delivered', response: '250 2.0.0 Sunk' });
    await stopped;
    expect(marked).toEqual(['sent']);
  });

  it('cuts it short where it takes too long', async () => {
    const { worker, begun, finish, marked } = oneMail();
    const signal = await begun;
    signal.addEventListener('abort', () => finish({ result: 'deferred', reason: 'aborted' }));
    await worker.stop();
    expect(marked).toEqual(['unsent']);
  });
});

/** An outbox of so many mails, each of which is under way until it is told to be over. */
function manyMails(count: number, isBusy: () => boolean = () => false) {
  const waiting = Array.from({ length: count }, (_, index) => queuedMail({ id: `mail${index}` }));
  const underWay: { readonly id: string; readonly finish: () => void }[] = [];
  const marked: string[] = [];
  const looks: number[] = [];
  const queued = (mail: OutgoingMail): LeasedMail => queuedMail({ ...mail, id: mail.subject });
  const worker = startOutboxDelivery({
    store: {
      commit: async (decided) => {
        waiting.push(...decided.outgoing.map(queued));
        return { outcome: 'committed' };
      },
      commitAndLease: async (decided) => ({
        committed: { outcome: 'committed' },
        letters: decided.outgoing.map(queued),
      }),
      nextToSend: async (_now, _until, most) => {
        looks.push(most);
        return waiting.splice(0, most);
      },
      markSent: async (id) => void marked.push(id),
      markUnsent: async () => undefined,
    },
    atOnce: 2,
    toManyPerMinute: 300,
    isBusy,
    deliver: ({ id }) =>
      new Promise((resolve) => {
        underWay.push({ id, finish: () => resolve({ result: 'delivered', response: '250 2.0.0 Sunk' }) });
      }),
    nextAttempt: (_createdAt, _attempts, now) => now,
    clock: () => instantOf(Date.UTC(2026, 0, 2)),
    report: () => undefined,
    onGivenUp: async () => undefined,
    onTrouble: (error) => {
      throw error;
    },
  });
  return { worker, waiting, underWay, marked, looks };
}

describe('several mails in the outbox', () => {
  it('are under way together, but no more of them than it may be', async () => {
    const { worker, underWay, marked } = manyMails(3);
    await expect.poll(() => underWay.map(({ id }) => id)).toEqual(['mail0', 'mail1']);
    underWay[1]?.finish();
    await expect.poll(() => underWay.map(({ id }) => id)).toEqual(['mail0', 'mail1', 'mail2']);
    expect(marked).toEqual(['mail1']);
    for (const { finish } of underWay) finish();
    await worker.stop();
    expect(marked.toSorted()).toEqual(['mail0', 'mail1', 'mail2']);
  });

  // However many turns of the microtask queue lie between the end of a look and the call.
  it.each(Array.from({ length: 12 }, (_, turns) => turns))(
    'are found by a call %i turns after a look',
    async (turns) => {
      vi.useFakeTimers({ toFake: ['setInterval'] });
      const { worker, waiting, underWay } = manyMails(0);
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      waiting.push(queuedMail({ id: 'late' }));
      worker.wake();
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      expect(underWay.map(({ id }) => id)).toEqual(['late']);
      for (const { finish } of underWay) finish();
      await worker.stop();
    },
  );

  it('wait while many clients wait for their answer, and leave when that is over', async () => {
    let busy = true;
    const { worker, underWay } = manyMails(1, () => busy);
    worker.wake();
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    expect(underWay).toEqual([]);
    busy = false;
    worker.wake();
    await expect.poll(() => underWay.length).toBe(1);
    underWay[0]?.finish();
    await worker.stop();
  });

  it('are all sent, however often somebody calls', async () => {
    const { worker, underWay, marked } = manyMails(40);
    for (let done = 0; done < 40; done += 1) {
      worker.wake();
      await expect.poll(() => underWay.length).toBeGreaterThan(done);
      underWay[done]?.finish();
    }
    await worker.stop();
    expect(marked).toHaveLength(40);
  });
});

/** A plan with letters of these subjects. */
function planOf(...subjects: readonly string[]): Plan {
  return plan({ ref: ref(1), outgoing: subjects.map((subject) => outgoing({ subject })) });
}

describe('letters of a plan that is committed here', () => {
  const settled = (): Promise<void> =>
    new Promise((resolve) => {
      setImmediate(resolve);
    });

  it('are on their way without being looked for', async () => {
    const { worker, underWay, looks, marked } = manyMails(0);
    await settled();
    const before = looks.length;
    expect(await worker.commit(planOf('answer', 'notice'))).toEqual({ outcome: 'committed' });
    expect(underWay.map(({ id }) => id)).toEqual(['answer', 'notice']);
    expect(looks).toHaveLength(before);
    for (const { finish } of underWay) finish();
    await worker.stop();
    expect(marked).toEqual(['answer', 'notice']);
  });

  it.each([
    ['there is no room for all of them', ['one', 'two', 'three'], () => false],
    ['many clients wait for their answer', ['one'], () => true],
  ])('wait with the others where %s', async (_where, subjects, isBusy) => {
    const { worker, underWay, waiting } = manyMails(0, isBusy);
    await settled();
    await worker.commit(planOf(...subjects));
    expect(underWay).toEqual([]);
    expect(waiting.map(({ id }) => id)).toEqual(subjects);
    await worker.stop();
  });

  it('leave soon after the last client has its answer, though nobody calls', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'setTimeout'] });
    let isBusy = true;
    const { worker, underWay } = manyMails(0, () => isBusy);
    await settled();
    await worker.commit(planOf('one'));
    worker.wake();
    await settled();
    expect(underWay).toEqual([]);
    isBusy = false;
    // Less than the second after which everybody looks.
    vi.advanceTimersByTime(100);
    await settled();
    expect(underWay.map(({ id }) => id)).toEqual(['one']);
    underWay[0]?.finish();
    await worker.stop();
  });

  it('do not overtake what waits already', async () => {
    const { worker, underWay, waiting } = manyMails(3);
    await settled();
    underWay[0]?.finish();
    await worker.commit(planOf('late'));
    await settled();
    expect(underWay.map(({ id }) => id)).toEqual(['mail0', 'mail1', 'mail2']);
    expect(waiting.map(({ id }) => id)).toEqual(['late']);
    for (const { finish } of underWay) finish();
    await expect.poll(() => underWay.map(({ id }) => id)).toContain('late');
    underWay.at(-1)?.finish();
    await worker.stop();
  });

  // However many turns of the microtask queue lie between the commit and the call.
  it.each(Array.from({ length: 12 }, (_, turns) => turns))(
    'keep their places until they are under way: a call %i turns behind the commit adds none',
    async (turns) => {
      const { worker, waiting, underWay } = manyMails(0);
      await settled();
      const committed = worker.commit(planOf('one', 'two'));
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      waiting.push(queuedMail({ id: 'late' }));
      worker.wake();
      await committed;
      await settled();
      expect(underWay.map(({ id }) => id)).toEqual(['one', 'two']);
      for (const { finish } of underWay) finish();
      await expect.poll(() => underWay.map(({ id }) => id)).toContain('late');
      underWay.at(-1)?.finish();
      await worker.stop();
    },
  );

  it('are left to the process that comes next where this one is about to end', async () => {
    const { worker, underWay } = manyMails(0);
    await settled();
    const committed = worker.commit(planOf('late'));
    const stopped = worker.stop();
    expect(await committed).toEqual({ outcome: 'committed' });
    await stopped;
    expect(underWay).toEqual([]);
  });
});
