import type { Tld } from '../core/cctld.ts';
import { addressKey } from '../core/email-address.ts';
import type { Limits } from '../core/limits.ts';
import { type AuthenticatedMessage, isProved } from '../core/message.ts';
import type { CountedCases } from '../core/plan.ts';
import { isAdminOf, isContactOf } from '../core/tlds-of-address.ts';
import { mailboxOf, ownerOf } from '../core/whose-address.ts';
import type { World } from '../core/world.ts';
import type { AskedItem, Asker } from './asked-item.ts';

/** How many cases more a ceiling lets wait. */
export type Places = { readonly of: CountedCases; readonly left: number };

export type PlacesAsked = {
  readonly asker: Asker;
  readonly message: AuthenticatedMessage;
  readonly world: World;
  readonly limits: Limits;
};

type Asked = Pick<AskedItem, 'request'>;

export function isFull(places: readonly Places[]): boolean {
  return places.some(({ left }) => left <= 0);
}

/** Of requests that nobody proved, held for the Secretariat. */
export function placesOfUnproved(
  tld: Tld | null,
  { message, world, limits }: Omit<PlacesAsked, 'asker'>,
): readonly Places[] {
  if (isProved(message)) return [];
  const { inAll, byTld } = world.unprovedHolds;
  const places: Places = { of: { who: 'unproved', tld: null }, left: limits.unprovedHoldsInAll - inAll };
  if (tld === null) return [places];
  return [places, { of: { who: 'unproved', tld }, left: limits.unprovedHoldsPerTld - (byTld.get(tld) ?? 0) }];
}

/** Of requests like this one, by who sends them. The unproved are asked whether it was meant so: see {@link isAskedNoMore}. */
export function placesOfSender({ request }: Asked, tld: Tld | null, asked: PlacesAsked): readonly Places[] {
  if (tld === null) return [];
  const { asker, message, world, limits } = asked;
  if (request === 'dispute') {
    const open = world.openDisputes.get(tld)?.length ?? 0;
    return [{ of: { who: 'disputes', tld }, left: limits.disputesPerTld - open }];
  }
  if (request === 'update-address') {
    const mailbox = mailboxOf(asker.address);
    const own = world.provedWaiting.filter(({ from }) => mailboxOf(from) === mailbox);
    return [{ of: { who: 'mailbox', mailbox }, left: limits.outsidersWaitingPerSender - own.length }];
  }
  const isInsider = asker.adminOf.includes(tld) || asker.contactOf.includes(tld);
  return isProved(message) && !isInsider ? placesOfOutsider(tld, asked) : [];
}

function placesOfOutsider(tld: Tld, { asker, world, limits }: PlacesAsked): readonly Places[] {
  const mailbox = mailboxOf(asker.address);
  const owner = ownerOf(asker.address);
  const outsiders = world.provedWaiting.filter(
    ({ from, tlds }) => !tlds.every((one) => isAdminOf(world, one, from) || isContactOf(world, one, from)),
  );
  const ofDomain = outsiders.filter(({ from }) => ownerOf(from) === owner);
  const ofSender = ofDomain.filter(({ from }) => mailboxOf(from) === mailbox);
  const here = ofDomain.filter(({ tlds }) => tlds.includes(tld));
  return [
    { of: { who: 'mailbox', mailbox }, left: limits.outsidersWaitingPerSender - ofSender.length },
    { of: { who: 'domain', owner, tld }, left: limits.outsidersWaitingPerDomain - here.length },
    { of: { who: 'domain', owner, tld: null }, left: limits.outsidersWaitingPerDomainInAll - ofDomain.length },
    { of: { who: 'proved' }, left: limits.outsidersWaitingInAll - outsiders.length },
  ];
}

/**
 * The unproved have limits of their own: what they send in somebody's name must not shut out that somebody. An Admin Contact is
 * asked whether it was meant so, which has a ceiling; beyond it, each would wait for the Secretariat.
 */
export function isAskedNoMore(
  { request }: Asked,
  tld: Tld | null,
  { asker, message, world, limits }: PlacesAsked,
): boolean {
  if (tld === null || request === 'dispute' || request === 'update-address' || isProved(message)) return false;
  const today = world.unprovedMailsToday.get(addressKey(asker.address)) ?? 0;
  return asker.adminOf.includes(tld) && today >= limits.unprovedMailsPerDay;
}
