import { HOUR } from '../core/instant.ts';
import type { Log } from '../ops/log.ts';
import type { Metrics } from '../ops/metrics.ts';
import { every, type Repeated } from '../schedule/every.ts';
import { removeOldMail } from '../schedule/retention.ts';
import type { Workplace } from './workplace.ts';

/** Looks once an hour for mail that was kept for long enough. */
export function startRetention(
  { store, house, clock }: Workplace,
  log: Log,
  metrics: Metrics,
  onError: (error: unknown) => void,
): Repeated {
  const stopping = new AbortController();
  const rounds = every(
    HOUR,
    async () => {
      const removed = await removeOldMail(store, house.book.limits.mailsKeptFor, clock(), stopping.signal);
      metrics.oldMailRemoved(removed.mails + removed.letters);
      if (removed.mails + removed.letters > 0) log({ event: 'old-mail-removed', ...removed });
    },
    onError,
  );
  return {
    async stop() {
      stopping.abort();
      await rounds.stop();
    },
  };
}
