import { type AddressCase, isUnreachable } from '../core/address-case.ts';
import { addressKey } from '../core/email-address.ts';
import type { Digest, Reference } from '../core/message.ts';
import { NO_MAIL } from '../core/world.ts';
import { type AddressDecision, planAddressAssignment, planAddressDecision } from '../plan/address-case.ts';
import { changeDigest } from '../plan/change-digest.ts';
import { unreachable } from '../plan/unreachable.ts';
import type { Unreachable } from '../replies/unreached-letters.ts';
import type { ReviewDesk } from './review-case.ts';

/** Everything that is needed to decide a case about an address, as the world is now: the same for shell and desk. */
export type AddressCaseView = {
  readonly held: AddressCase;
  /** Whose it is, and what mail servers say of it; null where it works, was changed, or left the list. */
  readonly known: Unreachable | null;
  /** Of no change: the form of a decision has one. */
  readonly digest: Digest;
};

export type AddressReviewed =
  | { readonly ok: true }
  | { readonly ok: false; readonly fault: 'unknown-case' | 'already-decided' | 'decided-meanwhile' };

const MOST_TRIES = 3;

/** Null where there is no such case about an address. */
export async function addressCaseView(desk: ReviewDesk, ref: Reference): Promise<AddressCaseView | null> {
  const { house, store, clock } = desk;
  const held = await store.addressCase(ref);
  if (held === null) return null;
  const world = await store.world(NO_MAIL, clock());
  const health = world.addressHealth.get(addressKey(held.address));
  const known = health !== undefined && isUnreachable(health) ? unreachable(world, health) : null;
  return { held, known, digest: changeDigest([], house.digest) };
}

/** Decides it once: whoever comes second is told so. @param version that the reviewer saw; null: as it is. */
export async function decideAddressCase(
  desk: ReviewDesk,
  ref: Reference,
  decision: AddressDecision,
  reviewer: string,
  version: number | null = null,
): Promise<AddressReviewed> {
  const { house, store, clock } = desk;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const held = await store.addressCase(ref);
    if (held === null) return { ok: false, fault: 'unknown-case' };
    if (held.state !== 'open') return { ok: false, fault: 'already-decided' };
    if (version !== null && version !== held.version) return { ok: false, fault: 'decided-meanwhile' };
    const world = await store.world(NO_MAIL, clock());
    const plan = planAddressDecision(house, world, held, decision, reviewer);
    if ((await store.commit(plan)).outcome === 'committed') return { ok: true };
  }
  return { ok: false, fault: 'decided-meanwhile' };
}

/** False where it does not wait. @param to empty: nobody has it any more. */
export async function assignAddressCase(
  desk: ReviewDesk,
  held: AddressCase,
  to: string,
  reviewer: string,
): Promise<boolean> {
  if (held.state !== 'open') return false;
  const { house, store, clock } = desk;
  const world = await store.world(NO_MAIL, clock());
  return (await store.commit(planAddressAssignment(house, world, held, to, reviewer))).outcome === 'committed';
}
