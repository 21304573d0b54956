import { setTimeout as sleep } from 'node:timers/promises';
import { type Instant, plus } from '../core/instant.ts';
import type { Removed, Store } from '../store/port.ts';

/** Between two parts: mail that comes in meanwhile goes first. */
const PAUSE_MS = 50;

/** Removes the text of all mail of before `keptFor` ago, part by part, until none is left or the service stops. */
export async function removeOldMail(
  store: Pick<Store, 'removeOldMail' | 'noteRemoved'>,
  keptFor: number,
  now: Instant,
  signal: AbortSignal,
): Promise<Removed> {
  const before = plus(now, -keptFor);
  let removed: Removed = { mails: 0, letters: 0 };
  while (!signal.aborted) {
    const { mails, letters } = await store.removeOldMail(before, now);
    if (mails + letters === 0) break;
    removed = { mails: removed.mails + mails, letters: removed.letters + letters };
    await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
  }
  if (removed.mails + removed.letters > 0) await store.noteRemoved(removed, before, now);
  return removed;
}
