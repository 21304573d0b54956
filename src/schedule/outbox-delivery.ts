import { type Instant, plus } from '../core/instant.ts';
import type { Delivery, LeasedMail, QueuedMail } from '../core/outgoing.ts';
import type { Store } from '../store/port.ts';

type Failure = Exclude<Delivery, { readonly result: 'delivered' }>;

export type OutboxDelivery = {
  readonly store: Pick<Store, 'nextToSend' | 'markSent' | 'markUnsent'>;
  readonly deliver: (mail: LeasedMail, signal: AbortSignal) => Promise<Delivery>;
  /** When to try again after that many attempts; null: never. */
  readonly nextAttempt: (createdAt: Instant, attempts: number, now: Instant) => Instant | null;
  /** So many mails at most are under way at the same time. */
  readonly atOnce: number;
  readonly clock: () => Instant;
  readonly report: (mail: QueuedMail, delivery: Delivery, givenUp: boolean) => void;
  /** The mail will never arrive: somebody has to know. */
  readonly onGivenUp: (mail: QueuedMail, delivery: Failure) => Promise<void>;
  /** The database is in trouble; the loop goes on. */
  readonly onTrouble: (error: unknown) => void;
};

/** Longer than one delivery may take; afterwards another process may try the same mail, with the same Message-ID. */
const LEASE_MS = 120_000;
/** At the end, what is under way may take so long to finish; cut short, the mail might reach its receiver twice. */
const FINISHING_MS = 3000;
/** Another process (the shell) may have put mail into the outbox. */
const POLL_MS = 1000;

export type OutboxWorker = {
  /** There is mail: do not wait for the next look. */
  wake(): void;
  /** Ends after the deliveries at hand, which are cut short where they take longer than some seconds. */
  stop(): Promise<void>;
};

/** Sends what waits in the outbox, oldest first, until it is stopped. */
export function startOutboxDelivery(outbox: OutboxDelivery): OutboxWorker {
  const cutShort = new AbortController();
  const stopping = new AbortController();
  const resting = new Set<() => void>();
  const remembering = new Set<Promise<void>>();
  // Called while nobody rested: a lane that has just found nothing may have looked too early.
  let called = false;

  /** One lane: a mail after the other. Whoever finds one calls another lane, for there may be more. */
  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const sent = await sendNext(outbox, cutShort.signal, callOne, aside).catch((error: unknown) => {
        outbox.onTrouble(error);
        return false;
      });
      if (!sent && !called && !stopping.signal.aborted) await rest();
      called = false;
    }
  }

  function rest(): Promise<void> {
    return new Promise((resolve) => {
      const goOn = (): void => {
        clearTimeout(timer);
        resting.delete(goOn);
        resolve();
      };
      const timer = setTimeout(goOn, POLL_MS);
      resting.add(goOn);
    });
  }

  function callOne(): void {
    const { value: goOn } = resting.values().next();
    if (goOn === undefined) called = true;
    else goOn();
  }

  function aside(work: Promise<void>): void {
    const tracked = work.catch(outbox.onTrouble).finally(() => remembering.delete(tracked));
    remembering.add(tracked);
  }

  const lanes = Promise.all(Array.from({ length: outbox.atOnce }, run));
  return {
    wake: callOne,
    async stop() {
      stopping.abort();
      for (const goOn of resting) goOn();
      const deadline = setTimeout(() => cutShort.abort(), FINISHING_MS);
      await lanes;
      await Promise.all(remembering);
      clearTimeout(deadline);
    },
  };
}

/**
 * True where there was a mail to send, whatever became of it.
 * @param aside what is still to be remembered of a mail that has left; the next one need not wait for it.
 */
async function sendNext(
  outbox: OutboxDelivery,
  signal: AbortSignal,
  found: () => void,
  aside: (remembering: Promise<void>) => void,
): Promise<boolean> {
  const { store, clock } = outbox;
  const mail = await store.nextToSend(clock(), plus(clock(), LEASE_MS));
  if (mail === null) return false;
  found();
  const delivery = await outbox.deliver(mail, signal);
  const now = clock();
  if (delivery.result === 'delivered') {
    aside(store.markSent(mail.id, now, delivery.response).then(() => outbox.report(mail, delivery, false)));
    return true;
  }
  const next = delivery.result === 'rejected' ? null : outbox.nextAttempt(mail.createdAt, mail.attempts + 1, now);
  // Told before it is put away: a crash in between tells it twice rather than never.
  if (next === null) await outbox.onGivenUp(mail, delivery);
  await store.markUnsent(mail.id, now, delivery.reason, next);
  outbox.report(mail, delivery, next === null);
  return true;
}
