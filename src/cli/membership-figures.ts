import { isBouncing } from '../core/address-health.ts';
import type { AddressKey } from '../core/email-address.ts';
import { type Instant, instantOf } from '../core/instant.ts';
import { rostersAt } from '../core/roster-past.ts';
import { NO_MAIL } from '../core/world.ts';
import { handling } from '../roster-out/handling.ts';
import { statistics, type Statistics } from '../roster-out/statistics.ts';
import { ccnsoFrom } from './policy.ts';
import type { Workplace } from './workplace.ts';

/** The figures of the membership as they were at that moment; of one that is yet to come (the end of today), as they are now. */
export async function membershipFigures(
  { house, store, settings, clock }: Workplace,
  wanted: Instant,
  since: Instant | null,
): Promise<Statistics> {
  const now = clock();
  const at = wanted < now ? wanted : now;
  const { table } = house.book;
  const history = await store.pastChanges();
  // What the present rosters say is newer than history where somebody only re-confirmed.
  const rosters =
    at === now ? new Map((await store.rosters()).map((roster) => [roster.tld, roster])) : rostersAt(history, at);
  const from = since ?? instantOf(0);
  return statistics({
    handling: handling(await store.mailsTaken(from, at), await store.heldCases(), from, at),
    table,
    ccnso: await ccnsoFrom(settings.rulesDir, table),
    rosters,
    history,
    staleAfter: house.book.limits.contactAskedAfter,
    // What came back is known of today only.
    bouncing: at === now ? await bouncingAddresses(store, now) : new Set(),
    at,
    since,
  });
}

async function bouncingAddresses(store: Workplace['store'], now: Instant): Promise<ReadonlySet<AddressKey>> {
  const { addressHealth } = await store.world(NO_MAIL, now);
  return new Set([...addressHealth].filter(([, health]) => isBouncing(health)).map(([key]) => key));
}
