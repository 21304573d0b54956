import type { HeldCase } from '../core/held-case.ts';
import { rosterOf, type World } from '../core/world.ts';
import { freezeOf } from './freeze.ts';
import type { PlanParts } from './plan-parts.ts';

/** A decided dispute ends the freeze of its ccTLDs, but for those about which another one is open. */
export function thaw({ ref, tlds, commands }: HeldCase, world: World): Partial<PlanParts> {
  if (!commands.includes('DISPUTE')) return {};
  const free = tlds.filter(
    (tld) =>
      rosterOf(world, tld).frozenUntil !== null && (world.openDisputes.get(tld) ?? []).every((other) => other === ref),
  );
  return {
    freezes: free.map((tld) => freezeOf(world, tld, null)),
    disputesSeen: tlds.map((tld) => ({ tld, refs: world.openDisputes.get(tld) ?? [] })),
  };
}
