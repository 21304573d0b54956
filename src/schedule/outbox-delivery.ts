import { type Instant, MINUTE, plus } from '../core/instant.ts';
import type { Delivery, LeasedMail, QueuedMail } from '../core/outgoing.ts';
import type { CommitOutcome, Plan } from '../core/plan.ts';
import type { Store } from '../store/port.ts';
import { givingWay } from './giving-way.ts';
import { paceToMany } from './pace-to-many.ts';

type Failure = Exclude<Delivery, { readonly result: 'delivered' }>;

export type OutboxDelivery = {
  readonly store: Pick<Store, 'commit' | 'commitAndLease' | 'nextToSend' | 'markSent' | 'markUnsent'>;
  readonly deliver: (mail: LeasedMail, signal: AbortSignal) => Promise<Delivery>;
  /** When to try again after that many attempts; null: never. */
  readonly nextAttempt: (createdAt: Instant, attempts: number, now: Instant) => Instant | null;
  /** So many mails at most are under way at the same time. */
  readonly atOnce: number;
  /** So many letters to many leave in a minute at most. */
  readonly toManyPerMinute: number;
  /** So many clients wait for an answer to their mail that letters wait for them, see {@link givingWay}. */
  readonly isBusy: () => boolean;
  readonly clock: () => Instant;
  readonly report: (mail: QueuedMail, delivery: Delivery, givenUp: boolean) => void;
  /** The mail will never arrive: somebody has to know. */
  readonly onGivenUp: (mail: QueuedMail, delivery: Failure) => Promise<void>;
  /** The database is in trouble; the loop goes on. */
  readonly onTrouble: (error: unknown) => void;
};

/**
 * Longer than it takes until the last of the mails that are handed out at once is done, each in a minute at most; then
 * another process may try them, with the same Message-IDs.
 */
const LEASE_MS = 15 * MINUTE;
/** At the end, what is under way may take so long to finish; cut short, the mail might reach its receiver twice. */
const FINISHING_MS = 3000;
/** Another process (the shell) may have put mail into the outbox. */
const POLL_MS = 1000;
/** While letters give way, it is looked so often whether they still have to. */
const GIVING_WAY_MS = 20;

export type OutboxWorker = {
  /** There is mail: do not wait for the next look. */
  wake(): void;
  /** Commits the plan; where nothing else is to be sent its letters are on their way at once, without being looked for. */
  commit(plan: Plan): Promise<CommitOutcome>;
  /** Ends after the deliveries at hand, which are cut short where they take longer than some seconds. */
  stop(): Promise<void>;
};

/** Sends what waits in the outbox, oldest first, until it is stopped. */
export function startOutboxDelivery(outbox: OutboxDelivery): OutboxWorker {
  const { store, clock, atOnce } = outbox;
  const turn = givingWay(outbox.isBusy);
  const toMany = paceToMany(outbox.toManyPerMinute, clock);
  const cutShort = new AbortController();
  const unfinished = new Set<Promise<void>>();
  let underWay = 0;
  let stopping = false;
  let looking: Promise<void> | null = null;
  let comingAgain: NodeJS.Timeout | null = null;
  // There may be more than was handed out.
  let more = false;

  function wake(): void {
    if (stopping) return;
    more = true;
    // Half of them at a time: handing out costs little more for many than for one.
    if (looking !== null || underWay > atOnce / 2) return;
    if (!turn.mayGo()) {
      comeAgain();
      return;
    }
    looking = handOut()
      .catch(outbox.onTrouble)
      .finally(() => {
        looking = null;
        // Somebody called behind the last look, or the mails that filled all places are through already.
        if (more) wake();
      });
  }

  /** Whoever is waited for may be the last one, behind whom nobody calls. */
  function comeAgain(): void {
    comingAgain ??= setTimeout(() => {
      comingAgain = null;
      wake();
    }, GIVING_WAY_MS);
  }

  async function handOut(): Promise<void> {
    while (more) {
      more = false;
      const room = atOnce - underWay;
      const mails = await store.nextToSend(clock(), plus(clock(), LEASE_MS), room, toMany.room());
      toMany.left(mails.filter(({ notBefore }) => notBefore !== undefined).length);
      for (const mail of mails) track(send(mail));
      if (mails.length === room) {
        more = true;
        return;
      }
      turn.caughtUp();
    }
  }

  async function send(mail: LeasedMail): Promise<void> {
    underWay += 1;
    const delivery = await outbox.deliver(mail, cutShort.signal).finally(() => {
      underWay -= 1;
    });
    if (more) wake();
    await remember(outbox, mail, delivery);
  }

  async function commit(plan: Plan): Promise<CommitOutcome> {
    const letters = plan.outgoing.length + (plan.decided?.outgoing.length ?? 0);
    const isNext = !stopping && !more && looking === null && turn.mayGo();
    if (letters === 0 || !isNext || underWay + letters > atOnce) return store.commit(plan);
    // Their places, until it is known how many there are.
    underWay += letters;
    try {
      const outcome = await store.commitAndLease(plan, plus(clock(), LEASE_MS));
      // What is handed out at the end is sent by the process that comes next.
      if (!stopping) for (const mail of outcome.letters) track(send(mail));
      return outcome.committed;
    } finally {
      underWay -= letters;
    }
  }

  function track(work: Promise<void>): void {
    const tracked = work.catch(outbox.onTrouble).finally(() => unfinished.delete(tracked));
    unfinished.add(tracked);
  }

  const poll = setInterval(wake, POLL_MS);
  wake();
  return {
    wake,
    commit,
    async stop() {
      stopping = true;
      more = false;
      clearInterval(poll);
      if (comingAgain !== null) clearTimeout(comingAgain);
      const deadline = setTimeout(() => cutShort.abort(), FINISHING_MS);
      await looking;
      while (unfinished.size > 0) await Promise.all(unfinished);
      clearTimeout(deadline);
    },
  };
}

async function remember(outbox: OutboxDelivery, mail: LeasedMail, delivery: Delivery): Promise<void> {
  const { store, clock } = outbox;
  const now = clock();
  if (delivery.result === 'delivered') {
    await store.markSent(mail.id, now, delivery.response);
    outbox.report(mail, delivery, false);
    return;
  }
  const next = delivery.result === 'rejected' ? null : outbox.nextAttempt(mail.createdAt, mail.attempts + 1, now);
  // Told before it is put away: a crash in between tells it twice rather than never.
  if (next === null) await outbox.onGivenUp(mail, delivery);
  await store.markUnsent(mail.id, now, delivery.reason, next);
  outbox.report(mail, delivery, next === null);
}
