import { type AddressKey, addressKey, type EmailAddress } from '../core/email-address.ts';
import type { IanaNews } from '../core/iana-step.ts';
import { DAY, elapsed, type Instant } from '../core/instant.ts';
import type { Reference } from '../core/message.ts';
import { rosterOf, type World } from '../core/world.ts';
import { type AdminMove, ianaNoticeLetter } from '../replies/iana-letters.ts';
import type { House } from './house.ts';
import { outgoingMail } from './outgoing.ts';
import type { PlanParts } from './plan-parts.ts';

type AddressNews = Extract<IanaNews, { readonly kind: 'address' }>;
type Concerned = {
  readonly to: EmailAddress;
  readonly lost: AdminMove[];
  readonly gained: AdminMove[];
  readonly contactOf: AdminMove[];
};

/** A ccTLD whose address changes again so soon after the last change is told of to the Secretariat only. */
const ONCE_IN = DAY;

/** One letter for each address concerned, however many ccTLDs it serves. It holds what IANA publishes and no more. */
export function adminNotices(
  house: House,
  world: World,
  ref: Reference,
  news: readonly IanaNews[],
  until: Instant,
): Partial<PlanParts> {
  const concerned = new Map<AddressKey, Concerned>();
  const of = (to: EmailAddress): Concerned => {
    const known = concerned.get(addressKey(to)) ?? { to, lost: [], gained: [], contactOf: [] };
    concerned.set(addressKey(to), known);
    return known;
  };
  for (const one of news) {
    if (one.kind !== 'address' || isTooSoon(one, world)) continue;
    const { tld, before, after } = one;
    const byHand = after.source === 'manual';
    const move: AdminMove = { tld, before: before.adminEmail, after: after.adminEmail, byHand };
    of(before.adminEmail).lost.push(move);
    of(after.adminEmail).gained.push(move);
    for (const { email } of rosterOf(world, tld).contacts) of(email).contactOf.push(move);
  }
  const outgoing = [...concerned.values()].map(({ to, ...moves }) => {
    const letterhead = { ref, table: world.table, mailbox: house.mailbox, rules: [] };
    const letter = ianaNoticeLetter(house.texts, { ...letterhead, to, ...moves, until });
    return outgoingMail(letter, { kind: 'change-notice', ref, to, result: 'notice', rules: [], about: null });
  });
  return { outgoing };
}

function isTooSoon({ before }: AddressNews, { now }: World): boolean {
  return before.changedAt !== null && elapsed(before.changedAt, now) < ONCE_IN;
}
