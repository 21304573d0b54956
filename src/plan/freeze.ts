import type { Tld } from '../core/cctld.ts';
import type { Instant } from '../core/instant.ts';
import type { Freeze } from '../core/plan.ts';
import { rosterOf, type World } from '../core/world.ts';

/** @param until null: its freeze ends */
export function freezeOf(world: Pick<World, 'rosters'>, tld: Tld, until: Instant | null): Freeze {
  return { tld, before: rosterOf(world, tld).frozenUntil, until };
}
