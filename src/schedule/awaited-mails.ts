import type { Undecided } from '../core/undecided.ts';

/** A hundred times as long as it takes to look at a mail. Whoever needs more waits for somebody else. */
const SOON_MS = 1000;
/** Soon to be answered at the same time: from here on somebody waits longer because something else is done. */
const MANY = 4;
/** A client with more mails needs less between an answer and its next mail. Clients that send in step all need it at the same moment. */
const BETWEEN_MAILS_MS = 50;

/** The mails whose clients wait for their 250. */
export type AwaitedMails = {
  /** @returns to be called when it has its answer */
  readonly came: (mail: Pick<Undecided, 'mayBeCalledOff'>) => () => void;
  /** How many have it soon: those that came a moment ago, and those that are being decided. */
  readonly soon: () => number;
  /** True while many have their answer sooner when everything else waits, and a moment longer, in which their next mails come. */
  readonly areMany: () => boolean;
};

/**
 * Those that are counted came a moment ago or are being decided. A mail that is looked at for longer waits for a DNS that does
 * not answer; nothing that others put off would help it.
 * @param now milliseconds of a clock that only grows
 */
export function awaitedMails(now: () => number = () => performance.now()): AwaitedMails {
  const mails = new Set<{ readonly since: number; readonly mail: Pick<Undecided, 'mayBeCalledOff'> }>();
  let lastMany = Number.NEGATIVE_INFINITY;

  function soon(): number {
    const earliest = now() - SOON_MS;
    let count = 0;
    for (const { since, mail } of mails) if (since > earliest || !mail.mayBeCalledOff) count += 1;
    return count;
  }

  function notice(): void {
    if (soon() >= MANY) lastMany = now();
  }

  return {
    came(mail) {
      const awaited = { since: now(), mail };
      mails.add(awaited);
      notice();
      return () => {
        notice();
        mails.delete(awaited);
      };
    },
    soon,
    areMany() {
      notice();
      return now() - lastMany < BETWEEN_MAILS_MS;
    },
  };
}
