import { addressKey, sameAddress } from '../core/email-address.ts';
import { plus } from '../core/instant.ts';
import type { NewToken } from '../core/plan.ts';
import { addressesOf } from '../core/roster.ts';
import type { ContactDifference, RosterChange } from '../core/roster-change.ts';
import { type WelcomeView, welcomeLetter } from '../replies/contact-letters.ts';
import type { Letterhead } from '../replies/letter.ts';
import { hasProvedItself } from './addressees.ts';
import { type Addressed, isAnswered, letterhead, type NoticeContext } from './notice-context.ts';
import { outgoingMail } from './outgoing.ts';

/** An address that is to be welcomed, and for which ccTLDs. */
export type Greeting = Omit<WelcomeView, keyof Letterhead>;

export function greetingsFor(
  difference: ContactDifference,
  { tld }: RosterChange,
  context: NoticeContext,
): readonly Greeting[] {
  if (difference.kind !== 'added' && difference.kind !== 'changed') return [];
  const contact = difference.after;
  const before = difference.kind === 'changed' ? addressesOf(difference.before) : [];
  const fresh = addressesOf(contact).filter((address) => !before.some((old) => sameAddress(old, address)));
  return fresh.flatMap((to) => {
    const moved = difference.kind === 'changed';
    const known = hasProvedItself(context.world, to) || isAnswered(to, context);
    // Somebody who moved to an address that proved itself is told like everybody else.
    if (moved && known) return [];
    return [{ to, tlds: [tld], contact, addressOnly: moved || !sameAddress(to, contact.email), known }];
  });
}

/** One person who comes to several ccTLDs at once, in the same place of each, is welcomed once. */
export function mergedGreetings(greetings: readonly Greeting[]): readonly Greeting[] {
  const merged = new Map<string, Greeting>();
  for (const greeting of greetings) {
    const { to, contact, addressOnly } = greeting;
    const key = JSON.stringify([addressKey(to), contact.name, contact.rank, addressOnly]);
    const first = merged.get(key);
    merged.set(key, first === undefined ? greeting : { ...first, tlds: [...first.tlds, ...greeting.tlds] });
  }
  return [...merged.values()];
}

export function welcome({ to, tlds, contact, addressOnly, known }: Greeting, context: NoticeContext): Addressed {
  const { house, world, ref, rules } = context;
  const { secret, hash } = house.mintToken();
  const letter = welcomeLetter(house.texts, { ...letterhead(context), to, tlds, contact, addressOnly, known });
  const token: NewToken = {
    hash,
    purpose: 'welcome',
    ref,
    recipient: to,
    expiresAt: plus(world.now, house.book.limits.welcomeOpenFor),
    change: null,
  };
  return {
    to,
    token,
    mail: outgoingMail(letter, {
      kind: 'welcome',
      ref,
      to,
      result: 'notice',
      rules,
      about: null,
      replyToDetail: secret,
    }),
  };
}
