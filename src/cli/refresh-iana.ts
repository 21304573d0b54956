import type { AdminAddressChange } from '../store/port.ts';
import type { Workplace } from './workplace.ts';

/** What a look at the IANA source brought; `changes` are admin addresses that are others than before. */
export type IanaRefresh =
  | {
      readonly ok: true;
      readonly asked: number;
      readonly changes: readonly AdminAddressChange[];
      readonly warnings: readonly string[];
    }
  | { readonly ok: false; readonly reason: string };

/** Takes over what the configured source says now. Where it cannot be read, the last good copy stays. */
export async function refreshIana({
  ianaSource,
  store,
  clock,
}: Pick<Workplace, 'ianaSource' | 'store' | 'clock'>): Promise<IanaRefresh> {
  const look = await ianaSource.look();
  if (!look.ok) return look;
  const changes = await store.observeIana(look.observations, clock());
  return { ok: true, asked: look.observations.length, changes, warnings: look.warnings };
}
