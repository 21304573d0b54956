import type { Plan } from '../core/plan.ts';
import type { Case } from '../core/stored-mail.ts';
import type { World } from '../core/world.ts';
import { caseNews, hasThread } from './case-thread.ts';
import type { House } from './house.ts';
import { combined } from './plan-parts.ts';

/**
 * Says who takes care of a case, so that others look at another one. It binds nobody.
 * @param to empty: nobody does any more.
 */
export function assignment(house: House, world: World, { held, mail }: Case, to: string, reviewer: string): Plan {
  const step =
    to === ''
      ? ({ kind: 'given-back', actor: reviewer } as const)
      : ({ kind: 'assigned', actor: reviewer, name: to } as const);
  const details = { case: held.ref, to };
  const audit = [{ kind: 'case-assigned', tld: held.tlds[0] ?? null, actor: reviewer, details }] as const;
  const news = hasThread(held) ? caseNews(house, world, { held, mail }, held.changeDigest, step) : {};
  return { ...combined({ audit }, news), ref: held.ref, at: world.now, mail: null };
}
