import type { Tld } from '../core/cctld.ts';
import { addressKey, domainOf, type EmailAddress, localPartOf } from '../core/email-address.ts';
import type { Limits } from '../core/limits.ts';
import { type AuthenticatedMessage, isProved } from '../core/message.ts';
import { registrableDomain } from '../core/registrable-domain.ts';
import { isAdminOf, isContactOf } from '../core/tlds-of-address.ts';
import type { World } from '../core/world.ts';
import type { AskedItem, Asker } from './asked-item.ts';

/** How many requests more may wait, about the one ccTLD and about any; `Infinity`: as many as come. */
export type Places = { readonly ofTld: number; readonly inAll: number };

export type PlacesAsked = {
  readonly asker: Asker;
  readonly message: AuthenticatedMessage;
  readonly world: World;
  readonly limits: Limits;
};

const ENDLESS: Places = { ofTld: Number.POSITIVE_INFINITY, inAll: Number.POSITIVE_INFINITY };
const NONE: Places = { ofTld: 0, inAll: 0 };

export function isFull({ ofTld, inAll }: Places): boolean {
  return Math.min(ofTld, inAll) <= 0;
}

/** Of requests that nobody proved, held for the Secretariat. */
export function placesOfUnproved(tld: Tld | null, { message, world, limits }: Omit<PlacesAsked, 'asker'>): Places {
  if (isProved(message)) return ENDLESS;
  const { inAll, byTld } = world.unprovedHolds;
  const here = tld === null ? 0 : (byTld.get(tld) ?? 0);
  return { ofTld: limits.unprovedHoldsPerTld - here, inAll: limits.unprovedHoldsInAll - inAll };
}

/** Of requests like this one, by who sends them. */
export function placesOfSender(
  { request }: Pick<AskedItem, 'request'>,
  tld: Tld | null,
  { asker, message, world, limits }: PlacesAsked,
): Places {
  if (tld === null) return ENDLESS;
  if (request === 'dispute') {
    return { ...ENDLESS, ofTld: limits.disputesPerTld - (world.openDisputes.get(tld)?.length ?? 0) };
  }
  if (request === 'update-address') {
    const own = world.provedWaiting.filter(({ from }) => mailboxOf(from) === mailboxOf(asker.address));
    return { ...ENDLESS, inAll: limits.outsidersWaitingPerSender - own.length };
  }
  // The unproved have limits of their own: what they send in somebody's name must not shut out that somebody. It is asked
  // whether it was meant so, which has a ceiling; beyond it, each would wait for the Secretariat.
  if (!isProved(message)) {
    const isAskedNoMore = (world.unprovedMailsToday.get(addressKey(asker.address)) ?? 0) >= limits.unprovedMailsPerDay;
    return asker.adminOf.includes(tld) && isAskedNoMore ? NONE : ENDLESS;
  }
  return asker.adminOf.includes(tld) || asker.contactOf.includes(tld)
    ? ENDLESS
    : placesOfOutsider(tld, { asker, world, limits });
}

function placesOfOutsider(tld: Tld, { asker, world, limits }: Omit<PlacesAsked, 'message'>): Places {
  const outsiders = world.provedWaiting.filter(
    ({ from, tlds }) => !tlds.every((one) => isAdminOf(world, one, from) || isContactOf(world, one, from)),
  );
  const ofDomain = outsiders.filter(({ from }) => ownerOf(from) === ownerOf(asker.address));
  const ofSender = ofDomain.filter(({ from }) => mailboxOf(from) === mailboxOf(asker.address));
  const here = ofDomain.filter(({ tlds }) => tlds.includes(tld));
  return {
    ofTld: limits.outsidersWaitingPerDomain - here.length,
    inAll: Math.min(
      limits.outsidersWaitingPerSender - ofSender.length,
      limits.outsidersWaitingPerDomainInAll - ofDomain.length,
      limits.outsidersWaitingInAll - outsiders.length,
    ),
  };
}

/** Whoever has registered a domain has as many names below it as he likes. */
function ownerOf(address: EmailAddress): string {
  const domain = domainOf(address);
  return registrableDomain(domain) ?? domain;
}

/** Many providers let one person have any number of addresses behind a plus (RFC 5233), one of the largest by dots. */
function mailboxOf(address: EmailAddress): string {
  const name = localPartOf(address).replace(/\+.*$/u, '').replaceAll('.', '');
  return `${name.toLowerCase()}@${domainOf(address)}`;
}
