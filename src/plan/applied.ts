import type { HeldCase } from '../core/held-case.ts';
import { withEntries } from '../core/layered-map.ts';
import { changesData, revisionMade, type JudgedChange, type RosterChange } from '../core/roster-change.ts';
import type { World } from '../core/world.ts';
import { changeAudit } from './case.ts';
import type { NoticeContext } from './notice-context.ts';
import { noticesOf } from './notices.ts';
import { redelegationsSpokenOf } from './redelegation.ts';
import { combined, type PlanParts } from './plan-parts.ts';

/** A change that is made now: the roster, its notices and its history. */
export function appliedChange(
  changes: readonly JudgedChange[],
  context: NoticeContext & {
    readonly actor: string;
    /** The Admin Contact's word, or a person's of the Secretariat for it; not a contact's about the own entry. */
    readonly adminsWord?: boolean;
  },
): PlanParts {
  const spoken = context.adminsWord === true ? redelegationsSpokenOf(context.world, changes) : {};
  const ianaSeen = changes.map(({ tld }) => ({ tld, before: context.world.iana.get(tld) ?? null }));
  return combined({ changes, ianaSeen }, spoken, noticesOf(changes, context), {
    audit: changeAudit(changes.filter(changesData), context.actor, context.authority),
  });
}

/** The world as it is once these changes are made, for what the answers show. */
export function worldAfter(world: World, changes: readonly RosterChange[]): World {
  const changed = changes.map((change) => {
    const { tld, after } = change;
    const frozenUntil = world.rosters.get(tld)?.frozenUntil ?? null;
    // A confirmation anew is no version of its own: the store counts none, and neither does the block that is sent back.
    const revision = changesData(change) ? revisionMade(change) : change.revision;
    return [tld, { tld, revision, contacts: after, frozenUntil }] as const;
  });
  return { ...world, rosters: withEntries(world.rosters, changed) };
}

/** The world in which these requests wait no more, as far as they are closed. */
export function withoutClosed(world: World, cases: readonly HeldCase[]): World {
  const closed = new Set(cases.filter(({ state }) => state !== 'open').map(({ ref }) => ref));
  const openCases = [...world.openCases].map(([tld, refs]) => [tld, refs.filter((ref) => !closed.has(ref))] as const);
  return closed.size === 0 ? world : { ...world, openCases: new Map(openCases) };
}
