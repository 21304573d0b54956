import type { CommitOutcome } from '../../core/plan.ts';
import type { IanaTaking } from '../port.ts';
import { commitPlan } from './commit-plan.ts';
import type { Tables } from './tables.ts';

/** Takes over what a source says, with all that follows from it, or nothing of it. Inside a transaction. */
export function observeIana(tables: Tables, { steps, plan, round, at }: IanaTaking): CommitOutcome {
  const { iana } = tables;
  if (!steps.every((step) => iana.isCurrent(step))) return { outcome: 'stale' };
  const committed: CommitOutcome = plan === null ? { outcome: 'committed' } : commitPlan(tables, plan).committed;
  if (committed.outcome !== 'committed') return committed;
  for (const step of steps) iana.take(step);
  if (round !== null) iana.completeRound(round, at);
  return committed;
}
