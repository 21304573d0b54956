/** Soon to be answered at the same time: from here on somebody waits longer because something else is done. */
const MANY = 4;
/** A client with more mails needs less between an answer and its next mail. Clients that send in step all need it at the same moment. */
const BETWEEN_MAILS_MS = 50;

/** The mails whose clients wait for their 250. */
export type AwaitedMails = {
  /** One more is to be decided, or has its answer. */
  readonly notice: () => void;
  /** True while many have their answer sooner when everything else waits, and a moment longer, in which their next mails come. */
  readonly areMany: () => boolean;
};

/**
 * @param soon how many have their answer soon
 * @param now milliseconds of a clock that only grows
 */
export function awaitedMails(soon: () => number, now: () => number = () => performance.now()): AwaitedMails {
  let lastMany = Number.NEGATIVE_INFINITY;

  function notice(): void {
    if (soon() >= MANY) lastMany = now();
  }

  return {
    notice,
    areMany() {
      notice();
      return now() - lastMany < BETWEEN_MAILS_MS;
    },
  };
}
