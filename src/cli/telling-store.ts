import type { IntakeEvent } from '../intake/intake.ts';
import type { CommitOutcome, Plan } from '../core/plan.ts';
import type { Store } from '../store/port.ts';

/** The store, telling of each letter that a committed plan left unwritten: whoever made the plan, a mail or the clock. */
export function tellingStore(store: Store, report: (event: IntakeEvent) => void): Store {
  function tell(plan: Plan, { outcome }: CommitOutcome): void {
    if (outcome === 'committed') for (const event of suppressedIn(plan)) report(event);
  }
  return {
    ...store,
    async commit(plan) {
      const outcome = await store.commit(plan);
      tell(plan, outcome);
      return outcome;
    },
    async commitAndLease(plan, leaseUntil) {
      const outcome = await store.commitAndLease(plan, leaseUntil);
      tell(plan, outcome.committed);
      return outcome;
    },
  };
}

function suppressedIn({ ref, audit, decided }: Plan): readonly IntakeEvent[] {
  const own = audit.flatMap(({ kind, details }): readonly IntakeEvent[] =>
    kind === 'mail-suppressed'
      ? [{ event: 'mail-suppressed', ref, to: String(details['to']), kind: String(details['kind']) }]
      : [],
  );
  return decided === undefined ? own : [...own, ...suppressedIn(decided)];
}
