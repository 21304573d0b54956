import { plus } from '../core/instant.ts';
import type { Digest, Reference } from '../core/message.ts';
import type { Plan } from '../core/plan.ts';
import type { JudgedChange } from '../core/roster-change.ts';
import { AS_SENT } from '../core/standing.ts';
import type { Case } from '../core/stored-mail.ts';
import { NO_MAIL, rosterOf, type World } from '../core/world.ts';
import { together } from '../plan/approval.ts';
import { changeDigest } from '../plan/change-digest.ts';
import { judgedAgain } from '../plan/judged-again.ts';
import { planKeepFrozen } from '../plan/keep-frozen.ts';
import { planRestore } from '../plan/restore.ts';
import type { ReviewFault } from '../plan/review.ts';
import { gravityOf } from '../plan/second-person.ts';
import { contactsBlock } from '../replies/contacts-block.ts';
import type { RosterVersion, StoredAudit } from '../store/port.ts';
import { corrected } from './corrected-request.ts';
import { deskReviewers, endorsersOf } from './endorsers.ts';
import type { ReviewDesk } from './review-case.ts';

export type RestoreFault = ReviewFault | 'unknown-case' | 'decided-meanwhile' | 'changed-since' | 'no-open-dispute';

/** A change that somebody disputes, who made it, and whether it can still be taken back. */
export type DisputedChange = {
  readonly version: RosterVersion;
  /** What is on record of the mail or decision that made it. */
  readonly made: readonly StoredAudit[];
  /** The dispute names it; otherwise it is one that it may be about. */
  readonly isNamed: boolean;
  /** What taking it back would do, or why it cannot be. */
  readonly restore:
    | { readonly ok: true; readonly change: JudgedChange; readonly digest: Digest; readonly letters: number }
    | { readonly ok: false; readonly fault: RestoreFault };
};

/** The changes that an open dispute is or may be about, newest first. */
export async function disputedChanges(desk: ReviewDesk, ref: Reference): Promise<readonly DisputedChange[]> {
  const { house, store, clock } = desk;
  const one = await openDispute(desk, ref);
  if (one === null) return [];
  const world = await store.world(NO_MAIL, clock());
  const named = (await store.audit({ ref })).flatMap(({ kind, details }) =>
    kind === 'roster-frozen' && typeof details['disputed'] === 'string' ? [details['disputed']] : [],
  );
  const versions = (await Promise.all(one.held.tlds.map((tld) => store.desk.rosterHistory(tld)))).flat();
  const since = plus(one.held.receivedAt, -house.book.limits.disputeWindow);
  const about = versions.filter((version) => (named.length > 0 ? named.includes(version.ref) : version.at >= since));
  return Promise.all(
    about.map(async (version) => {
      const planned = restoreOf(desk, world, one, version, 'secretariat:preview');
      return {
        version,
        made: await store.audit({ ref: version.ref }),
        isNamed: named.length > 0,
        restore: planned.ok
          ? {
              ok: true,
              change: planned.change,
              digest: changeDigest([planned.change], house.digest),
              letters: planned.plan.outgoing.length,
            }
          : planned,
      };
    }),
  );
}

/**
 * Puts the roster back as it was before the change that led to this revision, where that is still the last one.
 * @param how see {@link reviewCase}.
 */
export async function restoreRoster(
  desk: ReviewDesk,
  ref: Reference,
  wanted: { readonly tld: string; readonly revision: number; readonly shown: Digest },
  reviewer: string,
  how: 'together' | 'alone' = 'together',
): Promise<{ readonly ok: true } | { readonly ok: false; readonly fault: RestoreFault }> {
  const { house, store, clock } = desk;
  const one = await openDispute(desk, ref);
  if (one === null) return { ok: false, fault: 'already-decided' };
  const tld = one.held.tlds.find((label) => label === wanted.tld);
  const history = tld === undefined ? [] : await store.desk.rosterHistory(tld);
  const version = history.find(({ revision }) => revision === wanted.revision);
  if (version === undefined) return { ok: false, fault: 'no-open-dispute' };
  const world = await store.world(NO_MAIL, clock());
  const planned = restoreOf(desk, world, one, version, reviewer);
  if (!planned.ok) return planned;
  const { change, plan } = planned;
  if (changeDigest([change], house.digest) !== wanted.shown) return { ok: false, fault: 'world-changed' };
  if (how === 'alone') return committed(desk, plan);
  const { asker } = judgedAgain(house, world, one.mail, AS_SENT);
  const gravity = gravityOf(house.book.limits, { asker, changes: [change] }, one.mail, 'sender');
  const approver = { reviewer, counts: (await deskReviewers(store)).has(reviewer) };
  const before = await endorsersOf(store, ref, wanted.shown);
  const outcome = together(house, world, one, gravity, { shown: wanted.shown }, approver, before, {
    ok: true,
    plan,
    changes: [change],
  });
  if (!outcome.ok) return { ok: false, fault: outcome.fault };
  return committed(desk, outcome.plan);
}

async function committed(
  { store }: ReviewDesk,
  plan: Plan,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly fault: RestoreFault }> {
  const { outcome } = await store.commit(plan);
  return outcome === 'committed' ? { ok: true } : { ok: false, fault: 'decided-meanwhile' };
}

/** False where it is no dispute that waits. */
export async function keepFrozen(desk: ReviewDesk, ref: Reference, reviewer: string): Promise<boolean> {
  const { house, store, clock } = desk;
  const one = await openDispute(desk, ref);
  if (one === null) return false;
  const world = await store.world(NO_MAIL, clock());
  const plan = planKeepFrozen(house, world, one, reviewer);
  return plan !== null && (await store.commit(plan)).outcome === 'committed';
}

async function openDispute({ store }: ReviewDesk, ref: Reference): Promise<Case | null> {
  const held = await store.heldCase(ref);
  const mail = await store.storedMail(ref);
  return held === null || mail === null || held.state !== 'open' || !held.commands.includes('DISPUTE')
    ? null
    : { held, mail };
}

/** What stood on the list before is judged like what anybody asks for: the policy may be another one today. */
function restoreOf(
  { house }: ReviewDesk,
  world: World,
  one: Case,
  version: RosterVersion,
  reviewer: string,
): ReturnType<typeof planRestore> | { readonly ok: false; readonly fault: RestoreFault } {
  const planned = planRestore(house, world, one, version, reviewer);
  if (!planned.ok || version.before.length === 0) return planned;
  const block = contactsBlock(house.book.table, { ...rosterOf(world, version.tld), contacts: version.before });
  const asked = judgedAgain(house, world, corrected(house, one.mail, block), {
    confirmation: 'none',
    review: 'approved',
  });
  const isFaulty = asked.items.length === 0 || asked.items.some(({ faults }) => faults.length > 0);
  return isFaulty ? { ok: false, fault: 'policy-refuses' } : planned;
}
