import type { Plan } from '../core/plan.ts';
import { changeOf, type JudgedChange } from '../core/roster-change.ts';
import type { PastChange } from '../core/roster-past.ts';
import type { Case } from '../core/stored-mail.ts';
import { rosterOf, type World } from '../core/world.ts';
import { appliedChange } from './applied.ts';
import { caseAudit, closedCase, toldAgreed } from './case-steps.ts';
import { caseNews } from './case-thread.ts';
import { underCeilings } from './ceilings.ts';
import type { House } from './house.ts';
import { combined } from './plan-parts.ts';
import { thaw } from './thaw.ts';

export type Restore =
  | { readonly ok: true; readonly change: JudgedChange; readonly plan: Plan }
  /** `changed-since`: it would take back more than what is disputed. */
  | { readonly ok: false; readonly fault: 'no-open-dispute' | 'changed-since' };

/**
 * Puts a roster back as it was before a disputed change, and decides the dispute with it: a change of its own, told to
 * everybody concerned.
 * @param disputed the change, as it is kept.
 */
export function planRestore(
  house: House,
  world: World,
  { held, mail }: Case,
  disputed: PastChange,
  reviewer: string,
): Restore {
  if (held.state !== 'open' || !held.commands.includes('DISPUTE') || !held.tlds.includes(disputed.tld)) {
    return { ok: false, fault: 'no-open-dispute' };
  }
  const roster = rosterOf(world, disputed.tld);
  if (roster.revision !== disputed.revision) return { ok: false, fault: 'changed-since' };
  const change = changeOf(roster, disputed.before);
  const closed = closedCase(held, 'approved', world);
  const applied = appliedChange([change], {
    house,
    world,
    ref: held.ref,
    rules: held.rules,
    askedBy: mail.message.author.address,
    authority: 'secretariat',
    actor: reviewer,
    answered: [],
  });
  const parts = combined(
    { cases: [closed], audit: [caseAudit('case-restored', held, reviewer)] },
    applied,
    thaw(held, world),
    toldAgreed(house, world, mail, held),
    caseNews(house, world, { held: closed, mail }, held.changeDigest, { kind: 'restored', actor: reviewer }),
  );
  const plan = { ...underCeilings(parts, world, house.book.limits).parts, ref: held.ref, at: world.now, mail: null };
  return { ok: true, change, plan };
}
