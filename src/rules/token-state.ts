import { sameAddress } from '../core/email-address.ts';
import type { Confirmer, HeldCase } from '../core/held-case.ts';
import type { Instant } from '../core/instant.ts';
import type { Limits } from '../core/limits.ts';
import type { Digest } from '../core/message.ts';
import { isAmong } from '../core/roster.ts';
import { invitable, isAdminOf, isContactOf } from '../core/tlds-of-address.ts';
import { type DisputableChange, reviewedCase, type TokenTarget } from '../core/token-target.ts';
import type { World } from '../core/world.ts';
import type { Facts } from './vocabulary.ts';

/** What the token that came with a mail is worth for this request. */
export function tokenState(request: Facts['request'], world: World, limits: Limits): Facts['token'] {
  const { token } = world;
  switch (token.kind) {
    case 'none':
    case 'unknown':
      return token.kind;
    case 'confirmation':
      if (request === 'welcome-ok' || request === 'dispute') return 'unknown';
      return confirmationState(token, world);
    case 'welcome':
      return request === 'confirm' || request === 'deny' || request === 'dispute'
        ? 'unknown'
        : onceAndInTime(token, world);
    case 'invitation':
      if (request === 'confirm' || request === 'deny' || request === 'dispute' || request === 'welcome-ok')
        return 'unknown';
      return invitable(world, token.address).length === 0
        ? 'void'
        : onceAndInTime({ used: false, expiresAt: token.expiresAt }, world);
    case 'note':
      return request === 'case-note'
        ? onceAndInTime({ used: !takesAnswers(token, limits), expiresAt: token.expiresAt }, world)
        : 'unknown';
    case 'review':
    case 'address-review': {
      if (request !== 'review-decision') return 'unknown';
      return reviewedCase(token)?.state === 'open' ? onceAndInTime(token, world) : 'closed';
    }
    case 'dispute':
      if (request === 'confirm' || request === 'deny' || request === 'welcome-ok') return 'unknown';
      return mayDispute(token.disputed, world) ? onceAndInTime(token, world) : 'void';
  }
}

/** Whoever has a say in the ccTLD now may dispute any change; whoever was taken off its list, that change only. */
function mayDispute({ recipient, change }: DisputableChange, world: World): boolean {
  const { tld, before, after } = change;
  return (
    isAdminOf(world, tld, recipient) ||
    isContactOf(world, tld, recipient) ||
    (isAmong(before, recipient) && !isAmong(after, recipient))
  );
}

/** What is said about a decided case, or once more by whoever has said enough, is for the Secretariat's own mailbox. */
function takesAnswers(
  { held, answers }: Extract<TokenTarget, { readonly kind: 'note' }>,
  { committeeAnswersMost }: Limits,
): boolean {
  return held.state === 'open' && answers < committeeAnswersMost;
}

function onceAndInTime(
  { used, expiresAt }: { readonly used: boolean; readonly expiresAt: Instant },
  { now }: World,
): Facts['token'] {
  if (used) return 'closed';
  return expiresAt > now ? 'open' : 'late';
}

function confirmationState(
  token: Extract<TokenTarget, { readonly kind: 'confirmation' }>,
  world: World,
): Facts['token'] {
  const { held } = token;
  const confirmer = confirmerOf(held, token.tokenHash);
  if (held.state !== 'open' || confirmer === null || confirmer.confirmedAt !== null) return 'closed';
  if (!adminStillThere(confirmer, world)) return 'void';
  return held.kind === 'hold' || token.expiresAt <= world.now ? 'late' : 'open';
}

export function confirmerOf(held: HeldCase, tokenHash: Digest): Confirmer | null {
  return held.confirmers.find(({ tokenHashes }) => tokenHashes.includes(tokenHash)) ?? null;
}

/** IANA still publishes the address that was asked, for each of its ccTLDs. */
export function adminStillThere(confirmer: Confirmer, world: World): boolean {
  if (confirmer.party !== 'admin') return true;
  return confirmer.tlds.every((tld) => {
    const record = world.iana.get(tld);
    return record !== undefined && sameAddress(record.adminEmail, confirmer.address);
  });
}
