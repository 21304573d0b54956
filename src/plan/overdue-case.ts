import type { HeldCase } from '../core/held-case.ts';
import { DAY, elapsed, type Instant } from '../core/instant.ts';
import type { Limits } from '../core/limits.ts';
import type { Plan } from '../core/plan.ts';
import type { Case, StoredMail } from '../core/stored-mail.ts';
import type { World } from '../core/world.ts';
import { caseAudit, closedCase, toldRefused } from './case-steps.ts';
import { caseNews } from './case-thread.ts';
import { underCeilings } from './ceilings.ts';
import type { House } from './house.ts';
import { thaw } from './thaw.ts';
import { combined, type PlanParts } from './plan-parts.ts';

/** Whether anything is due, without a look at the world. */
export function isOverdue(
  { caseReminderAfter, caseSecondReminderAfter, caseExpiresAfter }: Limits,
  held: HeldCase,
  now: Instant,
): boolean {
  const waited = elapsed(held.waitsSince, now);
  const next = [caseReminderAfter, caseSecondReminderAfter, caseExpiresAfter][held.reminders] ?? caseExpiresAfter;
  return held.state === 'open' && held.kind === 'hold' && waited >= next;
}

/**
 * What time does to a case that waits for the Secretariat: two reminders, then it is closed undone, and a proved
 * requester is told. Null: nothing is due. Nothing is ever done by silence.
 */
export function planOverdue(house: House, world: World, held: HeldCase, mail: StoredMail): Plan | null {
  if (!isOverdue(house.book.limits, held, world.now)) return null;
  const { caseReminderAfter, caseSecondReminderAfter, caseExpiresAfter } = house.book.limits;
  const waited = elapsed(held.waitsSince, world.now);
  const due = [caseReminderAfter, caseSecondReminderAfter].filter((after) => waited >= after).length;
  const days = Math.floor(waited / DAY);
  if (waited >= caseExpiresAfter) return planned(house, world, held, lapsed(house, world, held, mail, days));
  return planned(house, world, held, reminded(house, world, { held, mail }, due, days));
}

function planned({ book }: House, world: World, { ref }: HeldCase, parts: PlanParts): Plan {
  return { ...underCeilings(parts, world, book.limits).parts, ref, at: world.now, mail: null };
}

function reminded(house: House, world: World, { held, mail }: Case, reminders: number, days: number): PlanParts {
  const next: HeldCase = { ...held, version: held.version + 1, reminders };
  return combined(
    { cases: [next], audit: [caseAudit('case-reminded', held, 'system')] },
    caseNews(house, world, { held: next, mail }, held.changeDigest, { kind: 'reminder', days }),
  );
}

function lapsed(house: House, world: World, held: HeldCase, mail: StoredMail, days: number): PlanParts {
  const closed = closedCase(held, 'expired', world);
  return combined(
    { cases: [closed], audit: [caseAudit('case-lapsed', held, 'system')] },
    thaw(held, world),
    toldRefused(house, world, mail, held, 'time', '', []),
    caseNews(house, world, { held: closed, mail }, held.changeDigest, { kind: 'lapsed', days }),
  );
}
