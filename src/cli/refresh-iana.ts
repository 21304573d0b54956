import type { Workplace } from './workplace.ts';

export type IanaRefresh = {
  readonly ok: boolean;
  readonly asked: number;
  readonly changed: number;
  readonly warnings: readonly string[];
};

/**
 * Takes over what the configured source says now. Where it cannot be read, the last good copy stays.
 */
export async function refreshIana({
  ianaSource,
  store,
  clock,
}: Pick<Workplace, 'ianaSource' | 'store' | 'clock'>): Promise<IanaRefresh> {
  if (ianaSource === null) return { ok: true, asked: 0, changed: 0, warnings: [] };
  const look = await ianaSource.look();
  if (!look.ok) return { ok: false, asked: 0, changed: 0, warnings: [look.reason] };
  const changes = await store.observeIana(look.observations, clock());
  return { ok: true, asked: look.observations.length, changed: changes.length, warnings: look.warnings };
}
