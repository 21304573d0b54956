import { SECOND } from '../core/instant.ts';
import type { Counts } from './counts.ts';

/** A hundred times as long as it takes to look at a mail. Whoever needs more waits for somebody else. */
const SOON_MS = SECOND;

/**
 * Counts a mail that came. One that is looked at for longer waits for a DNS that does not answer; nothing that others put off
 * would help it, so it does not count until it is to be decided.
 */
export function awaitedMail(counts: Counts): { readonly isDecided: () => void; readonly hasItsAnswer: () => void } {
  let isCounted = true;
  const timer = setTimeout(count, SOON_MS, false).unref();
  counts.await(1);

  function count(is: boolean): void {
    clearTimeout(timer);
    if (is !== isCounted) counts.await(is ? 1 : -1);
    isCounted = is;
  }

  return { isDecided: () => count(true), hasItsAnswer: () => count(false) };
}
