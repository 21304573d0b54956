import type { IanaObservation } from '../../src/core/iana.ts';
import { type IanaContext, type IanaNews, observed } from '../../src/core/iana-step.ts';
import type { Instant } from '../../src/core/instant.ts';
import type { Store } from '../../src/store/port.ts';

/** Stores what a source said, as a look does where nobody has to hear of it; resolves with what people would hear of. */
export async function observe(
  store: Store,
  observations: readonly IanaObservation[],
  now: Instant,
  context: Partial<IanaContext> = {},
): Promise<readonly IanaNews[]> {
  const known = new Map((await store.ianaRecords()).map((record) => [record.tld, record]));
  const steps = observations.map((seen) =>
    observed(known.get(seen.tld) ?? null, seen, { now, configured: 'rdap', established: false, ...context }),
  );
  const { outcome } = await store.observeIana({ steps, plan: null, round: null, at: now });
  if (outcome !== 'committed') throw new Error(`IANA data: ${outcome}`);
  return steps.flatMap(({ news }) => news);
}
