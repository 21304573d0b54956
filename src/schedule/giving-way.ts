/** Whoever waits for an answer by mail looks into his mailbox after some seconds, not sooner. */
const LONGEST_MS = 10_000;

export type GivingWay = {
  /** Whether letters may go at this moment. */
  readonly mayGo: () => boolean;
  /** No letter waits any more. */
  readonly caughtUp: () => void;
};

/**
 * Letters wait while many clients wait for their 250, though never for more than ten seconds: from then on they go beside
 * them, until none is left.
 * @param now milliseconds of a clock that only grows
 */
export function givingWay(isBusy: () => boolean, now: () => number = () => performance.now()): GivingWay {
  let since: number | null = null;
  return {
    mayGo() {
      if (!isBusy()) return true;
      since ??= now();
      return now() - since >= LONGEST_MS;
    },
    caughtUp() {
      since = null;
    },
  };
}
