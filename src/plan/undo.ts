import { elapsed } from '../core/instant.ts';
import type { Plan } from '../core/plan.ts';
import type { PastChange } from '../core/roster-past.ts';
import { changeOf } from '../core/roster-change.ts';
import type { Case } from '../core/stored-mail.ts';
import { rosterOf, type World } from '../core/world.ts';
import { appliedChange } from './applied.ts';
import { caseAudit } from './case-steps.ts';
import { caseNews, hasThread } from './case-thread.ts';
import type { House } from './house.ts';
import { combined } from './plan-parts.ts';

/**
 * Puts the rosters back as they were before a reviewer's approval: a change of its own, told to everybody concerned. Null
 * where the time for it is over, where a roster changed again since, or is frozen by a dispute.
 * @param made what the approval changed, as it is kept.
 */
export function planUndo(
  house: House,
  world: World,
  { held, mail }: Case,
  made: readonly PastChange[],
  reviewer: string,
): Plan | null {
  const { closedAt } = held;
  if (made.length === 0 || closedAt === null || elapsed(closedAt, world.now) > house.book.limits.undoFor) return null;
  const isUntouched = made.every(({ tld, revision }) => {
    const { revision: current, frozenUntil } = rosterOf(world, tld);
    return current === revision && (frozenUntil === null || frozenUntil <= world.now);
  });
  if (!isUntouched) return null;
  const changes = made.map(({ tld, before }) => changeOf(rosterOf(world, tld), before));
  const applied = appliedChange(changes, {
    house,
    world,
    ref: held.ref,
    rules: [],
    askedBy: house.mailbox,
    authority: 'secretariat',
    actor: reviewer,
    answered: [],
  });
  const audit = [caseAudit('case-undone', held, reviewer)];
  const news = hasThread(held)
    ? caseNews(house, world, { held, mail }, held.changeDigest, { kind: 'undone', actor: reviewer })
    : {};
  return { ...combined(applied, { audit }, news), ref: held.ref, at: world.now, mail: null };
}
