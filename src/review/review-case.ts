import type { HeldCase } from '../core/held-case.ts';
import type { Instant } from '../core/instant.ts';
import type { Digest, Reference } from '../core/message.ts';
import type { RosterChange } from '../core/roster-change.ts';
import { AS_SENT } from '../core/standing.ts';
import type { Case, StoredMail } from '../core/stored-mail.ts';
import { NO_MAIL, type World } from '../core/world.ts';
import { planApproval } from '../plan/approval.ts';
import { changeDigest } from '../plan/change-digest.ts';
import type { House } from '../plan/house.ts';
import { judgedAgain } from '../plan/judged-again.ts';
import { planReview, type ReviewDecision, type ReviewFault, type ReviewOutcome } from '../plan/review.ts';
import type { Store } from '../store/port.ts';
import { corrected } from './corrected-request.ts';
import { deskReviewers, endorsersOf } from './endorsers.ts';
import { whyRefused } from './why-refused.ts';

export type ReviewDesk = { readonly house: House; readonly store: Store; readonly clock: () => Instant };

export type Reviewed =
  | { readonly ok: true; readonly changes: readonly RosterChange[] }
  | {
      readonly ok: false;
      readonly fault: ReviewFault | 'unknown-case' | 'decided-meanwhile';
      /** Sentences, where the policy refuses it. */
      readonly why?: readonly string[];
    };

/** What the reviewer had before the eyes. Each is null where it is not known: then the case is taken as it is. */
export type Seen = { readonly version: number | null; readonly digest: Digest | null };

const AS_IT_IS: Seen = { version: null, digest: null };
const MOST_TRIES = 3;

/**
 * Decides a case once: whoever comes second is told so and changes nothing.
 * @param reviewer for the audit, for example `secretariat:kim`.
 * @param together where the policy wants several reviewers to approve it, this is one of them; `alone` is for the shell.
 */
export async function reviewCase(
  desk: ReviewDesk,
  ref: Reference,
  decision: ReviewDecision,
  reviewer: string,
  seen: Seen = AS_IT_IS,
  together: 'together' | 'alone' = 'alone',
): Promise<Reviewed> {
  const { house, store, clock } = desk;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const held = await store.heldCase(ref);
    const mail = await store.storedMail(ref);
    if (held === null || mail === null) return { ok: false, fault: 'unknown-case' };
    const world = await store.world(NO_MAIL, clock());
    const judged =
      decision.word === 'approve' && decision.block !== undefined ? corrected(house, mail, decision.block) : mail;
    const missed = whatChanged(house, world, held, judged, seen);
    if (missed !== null) return { ok: false, fault: missed };
    const outcome =
      together === 'together' && decision.word === 'approve'
        ? await approvedTogether(desk, world, { held, mail: judged }, decision, reviewer)
        : planReview(house, world, { held, mail: judged }, decision, reviewer);
    if (!outcome.ok) {
      const { fault, judgement } = outcome;
      const isRefused = fault === 'policy-refuses' && judgement !== null;
      return { ok: false, fault, ...(isRefused ? { why: whyRefused(house, ref, judgement) } : {}) };
    }
    const { outcome: committed } = await store.commit(outcome.plan);
    if (committed === 'committed') return { ok: true, changes: outcome.changes };
  }
  return { ok: false, fault: 'decided-meanwhile' };
}

async function approvedTogether(
  desk: ReviewDesk,
  world: World,
  one: Case,
  decision: Extract<ReviewDecision, { readonly word: 'approve' }>,
  reviewer: string,
): Promise<ReviewOutcome> {
  const shown = decision.shown ?? one.held.changeDigest;
  const counts = (await deskReviewers(desk.store)).has(reviewer);
  const before = await endorsersOf(desk.store, one.held.ref, shown);
  return planApproval(desk.house, world, one, decision, { reviewer, counts }, before);
}

/** What keeps a decision from being about the case as it now stands; null where nothing does. */
function whatChanged(
  house: House,
  world: World,
  held: HeldCase,
  mail: StoredMail,
  seen: Seen,
): 'already-decided' | 'decided-meanwhile' | 'world-changed' | null {
  if (held.state !== 'open') return 'already-decided';
  if (seen.version !== null && seen.version !== held.version) return 'decided-meanwhile';
  if (seen.digest === null) return null;
  const { changes } = judgedAgain(house, world, mail, AS_SENT);
  return changeDigest(changes, house.digest) === seen.digest ? null : 'world-changed';
}
