import { sameAddress } from '../core/email-address.ts';
import type { Confirmer, HeldCase } from '../core/held-case.ts';
import type { TokenTarget, World } from '../core/world.ts';
import type { Facts } from './vocabulary.ts';

/** What the token that came with a mail is worth for this request. */
export function tokenState(request: Facts['request'], world: World): Facts['token'] {
  const { token } = world;
  switch (token.kind) {
    case 'none':
    case 'unknown':
      return token.kind;
    case 'confirmation':
      if (request === 'welcome-ok' || request === 'dispute') return 'unknown';
      return confirmationState(token, world);
    case 'welcome':
      return request === 'confirm' || request === 'deny' || request === 'dispute' ? 'unknown' : 'open';
    case 'dispute':
      if (request === 'confirm' || request === 'deny' || request === 'welcome-ok') return 'unknown';
      return token.expiresAt > world.now ? 'open' : 'late';
  }
}

function confirmationState(
  token: Extract<TokenTarget, { readonly kind: 'confirmation' }>,
  world: World,
): Facts['token'] {
  const { held } = token;
  const confirmer = confirmerOf(held, token.tokenHash);
  if (held.state !== 'open' || confirmer === null || confirmer.confirmedAt !== null) return 'closed';
  if (held.kind === 'hold' || token.expiresAt <= world.now) return 'late';
  return adminStillThere(confirmer, world) ? 'open' : 'void';
}

export function confirmerOf(held: HeldCase, tokenHash: string): Confirmer | null {
  return held.confirmers.find(({ tokenHashes }) => tokenHashes.some((hash) => hash === tokenHash)) ?? null;
}

/** IANA still publishes the address that was asked, for each of its ccTLDs. */
export function adminStillThere(confirmer: Confirmer, world: World): boolean {
  if (confirmer.party !== 'admin') return true;
  return confirmer.tlds.every((tld) => {
    const record = world.iana.get(tld);
    return record !== undefined && sameAddress(record.adminEmail, confirmer.address);
  });
}
