import type { Undecided } from '../core/undecided.ts';

/** A hundred times as long as it takes to look at a mail. Whoever needs more waits for somebody else. */
const SOON_MS = 1000;

/** The mails whose clients wait for their 250. */
export type AwaitedMails = {
  /** @returns to be called when it has its answer */
  readonly came: (mail: Pick<Undecided, 'mayBeCalledOff'>) => () => void;
  /** How many have it sooner when everything else waits: those that came a moment ago, and those that are being decided. */
  readonly soon: () => number;
};

/**
 * A mail that is looked at for longer waits for a DNS that does not answer; nothing that others put off would help it.
 * @param now milliseconds of a clock that only grows
 */
export function awaitedMails(now: () => number = () => performance.now()): AwaitedMails {
  const mails = new Set<{ readonly since: number; readonly mail: Pick<Undecided, 'mayBeCalledOff'> }>();
  return {
    came(mail) {
      const awaited = { since: now(), mail };
      mails.add(awaited);
      return () => mails.delete(awaited);
    },
    soon: () => [...mails].filter(({ since, mail }) => now() - since < SOON_MS || !mail.mayBeCalledOff).length,
  };
}
