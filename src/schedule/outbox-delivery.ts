import type { Instant } from '../core/instant.ts';
import { plus } from '../core/instant.ts';
import type { Delivery, QueuedMail } from '../core/outgoing.ts';
import type { Store } from '../store/port.ts';

export type OutboxDelivery = {
  readonly store: Pick<Store, 'nextToSend' | 'markSent' | 'markUnsent'>;
  readonly deliver: (mail: QueuedMail, signal: AbortSignal) => Promise<Delivery>;
  /** When to try again after that many attempts; null: never. */
  readonly nextAttempt: (createdAt: Instant, attempts: number, now: Instant) => Instant | null;
  readonly clock: () => Instant;
  readonly report: (mail: QueuedMail, delivery: Delivery, givenUp: boolean) => void;
  /** The mail will never arrive: somebody has to know. */
  readonly onGivenUp: (mail: QueuedMail, reason: string) => Promise<void>;
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
  /** Ends after the delivery at hand, which is cut short where it takes longer than some seconds. */
  stop(): Promise<void>;
};

/** Sends what waits in the outbox, one mail after the other, oldest first, until it is stopped. */
export function startOutboxDelivery(outbox: OutboxDelivery): OutboxWorker {
  const cutShort = new AbortController();
  const stopping = new AbortController();
  let wakeUp: () => void = () => undefined;

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const sent = await sendNext(outbox, cutShort.signal).catch((error: unknown) => {
        outbox.onTrouble(error);
        return false;
      });
      if (!sent && !stopping.signal.aborted) await pause();
    }
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, POLL_MS);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  const running = run();
  return {
    wake: () => wakeUp(),
    async stop() {
      stopping.abort();
      wakeUp();
      const deadline = setTimeout(() => cutShort.abort(), FINISHING_MS);
      await running;
      clearTimeout(deadline);
    },
  };
}

/** True where there was a mail to send, whatever became of it. */
async function sendNext(outbox: OutboxDelivery, signal: AbortSignal): Promise<boolean> {
  const { store, clock } = outbox;
  const mail = await store.nextToSend(clock(), plus(clock(), LEASE_MS));
  if (mail === null) return false;
  const delivery = await outbox.deliver(mail, signal);
  const now = clock();
  if (delivery.result === 'delivered') {
    await store.markSent(mail.id, now, delivery.response);
    outbox.report(mail, delivery, false);
    return true;
  }
  const next = delivery.result === 'rejected' ? null : outbox.nextAttempt(mail.createdAt, mail.attempts + 1, now);
  // Told before it is put away: a crash in between tells it twice rather than never.
  if (next === null) await outbox.onGivenUp(mail, delivery.reason);
  await store.markUnsent(mail.id, now, delivery.reason, next);
  outbox.report(mail, delivery, next === null);
  return true;
}
