import { plus } from '../core/instant.ts';
import type { Plan } from '../core/plan.ts';
import type { Case } from '../core/stored-mail.ts';
import type { World } from '../core/world.ts';
import { caseAudit } from './case-steps.ts';
import { caseNews } from './case-thread.ts';
import { freezeOf } from './freeze.ts';
import type { House } from './house.ts';
import { combined } from './plan-parts.ts';

/** The rosters of a dispute stay as they are until it is decided, or closed because nobody did. Null: it is none that waits. */
export function planKeepFrozen(house: House, world: World, { held, mail }: Case, reviewer: string): Plan | null {
  if (held.state !== 'open' || !held.commands.includes('DISPUTE')) return null;
  const until = plus(held.waitsSince, house.book.limits.caseExpiresAfter);
  if (until <= world.now) return null;
  const freezes = held.tlds.map((tld) => freezeOf(world, tld, until));
  const audit = [{ ...caseAudit('freeze-kept', held, reviewer), details: { case: held.ref, tlds: held.tlds, until } }];
  const news = caseNews(house, world, { held, mail }, held.changeDigest, {
    kind: 'kept-frozen',
    actor: reviewer,
    until,
  });
  return { ...combined({ freezes, audit }, news), ref: held.ref, at: world.now, mail: null };
}
