import { addressKey, type EmailAddress, sameAddress, withoutRepeatedAddresses } from '../core/email-address.ts';
import { DAY, plus } from '../core/instant.ts';
import type { NewToken } from '../core/plan.ts';
import { addressesOf, isAmong } from '../core/roster.ts';
import {
  changesData,
  type ContactDifference,
  differences,
  movedContacts,
  type RosterChange,
} from '../core/roster-change.ts';
import { changeNoticeLetter, type ChangeNoticeView, farewellLetter } from '../replies/contact-letters.ts';
import { hasProvedItself, leavesBy } from './addressees.ts';
import { greetingsFor, mergedGreetings, welcome } from './greetings.ts';
import { type Addressed, isAnswered, letterhead, type NoticeContext } from './notice-context.ts';
import { outgoingMail } from './outgoing.ts';
import type { PlanParts } from './plan-parts.ts';

/**
 * Everybody concerned is told of a change that was made: those who came (once, for all their ccTLDs), those who went,
 * the Admin Contact and the contacts.
 */
export function noticesOf(changes: readonly RosterChange[], context: NoticeContext): Partial<PlanParts> {
  const made = changes.filter(changesData);
  const greetings = made.flatMap((change) => differences(change).flatMap((one) => greetingsFor(one, change, context)));
  const letters = [
    ...mergedGreetings(greetings).map((greeting) => welcome(greeting, context)),
    ...made.flatMap((change) => {
      const greeted = greetings.filter(({ tlds }) => tlds.includes(change.tld)).map(({ to }) => to);
      return lettersOf(change, greeted, context);
    }),
  ];
  return {
    outgoing: letters.map(({ mail }) => mail),
    newTokens: letters.flatMap(({ token }) => (token === null ? [] : [token])),
  };
}

function lettersOf(
  change: RosterChange,
  greeted: readonly EmailAddress[],
  context: NoticeContext,
): readonly Addressed[] {
  const parted = differences(change).flatMap((difference) => farewells(difference, change, context));
  const personally = new Set([...greeted, ...parted.map(({ to }) => to)].map(addressKey));
  const told = recipients(change, context)
    .filter((to) => !personally.has(addressKey(to)))
    // Whoever leaves can disagree with the token of a notice only, which no answer carries.
    .filter((to) => !isAnswered(to, context) || leavesBy(change, to, context.world))
    .map((to) => notice(to, change, context));
  return [...parted, ...told];
}

/** The Admin Contact, and both addresses of everybody who was or is on the roster. */
function recipients(change: RosterChange, { world }: NoticeContext): readonly EmailAddress[] {
  const admin = world.iana.get(change.tld)?.adminEmail;
  const staying = new Set(change.after.map(({ email }) => addressKey(email)));
  const touched = differences(change).flatMap((difference) =>
    difference.kind === 'changed' ? [...addressesOf(difference.before), ...addressesOf(difference.after)] : [],
  );
  const primaries = [...change.before, ...change.after]
    .map(({ email }) => email)
    .filter((email) => staying.has(addressKey(email)));
  const all = [...(admin === undefined ? [] : [admin]), ...primaries, ...touched];
  return withoutRepeatedAddresses(all);
}

function farewells(difference: ContactDifference, change: RosterChange, context: NoticeContext): readonly Addressed[] {
  if (difference.kind !== 'removed') return [];
  const contact = difference.before;
  const letter = farewellLetter(context.house.texts, {
    ...letterhead(context),
    to: contact.email,
    tlds: [change.tld],
    contact,
    disputeDays: Math.floor(context.house.book.limits.disputeWindow / DAY),
  });
  const { token, secret } = disputeToken(contact.email, change, context);
  const { ref, rules } = context;
  const mail = outgoingMail(letter, {
    kind: 'farewell',
    ref,
    to: contact.email,
    result: 'notice',
    rules,
    about: null,
    replyToDetail: secret,
  });
  return [{ to: contact.email, token, mail }];
}

function notice(to: EmailAddress, change: RosterChange, context: NoticeContext): Addressed {
  const { house, world, ref, rules, askedBy, authority } = context;
  const admin = world.iana.get(change.tld)?.adminEmail;
  const isAdmin = admin !== undefined && sameAddress(admin, to);
  const trusted = isAdmin || (isAmong(change.after, to) && hasProvedItself(world, to));
  const { token, secret } = disputeToken(to, change, context);
  const letter = changeNoticeLetter(house.texts, {
    ...letterhead(context),
    to,
    changes: [change],
    askedBy,
    authority,
    stage: 'done',
    showRoster: trusted,
    disputeDays: Math.floor(house.book.limits.disputeWindow / DAY),
    tooFew: isAdmin && change.after.length < house.book.limits.contactsLeast,
  });
  return {
    to,
    token,
    mail: outgoingMail(letter, {
      kind: 'change-notice',
      ref,
      to,
      result: 'notice',
      rules,
      about: null,
      replyToDetail: secret,
    }),
  };
}

/** The old primary address hears of an address change when it is asked, and so does the Admin Contact. */
export function askedNotices(
  changes: readonly RosterChange[],
  context: NoticeContext,
  unproved: boolean,
): Partial<PlanParts> {
  const { house, world, ref, rules, askedBy, authority } = context;
  const outgoing = changes.flatMap((change) => {
    const moved = movedContacts(change).map(({ before }) => before.email);
    if (moved.length === 0) return [];
    const admin = world.iana.get(change.tld)?.adminEmail;
    const told = [...moved, ...(admin === undefined ? [] : [admin])].filter((to) => !isAnswered(to, context));
    return told.map((to) => {
      const view: ChangeNoticeView = {
        ...letterhead(context),
        to,
        changes: [change],
        askedBy,
        authority,
        stage: 'asked',
        showRoster: (admin !== undefined && sameAddress(admin, to)) || hasProvedItself(world, to),
        disputeDays: null,
        tooFew: false,
      };
      return outgoingMail(changeNoticeLetter(house.texts, view), {
        kind: 'change-notice',
        ref,
        to,
        result: 'notice',
        rules,
        about: null,
        unproved,
      });
    });
  });
  return { outgoing };
}

function disputeToken(
  to: EmailAddress,
  change: RosterChange,
  { house, world, ref }: NoticeContext,
): { readonly secret: string; readonly token: NewToken } {
  const { secret, hash } = house.mintToken();
  const expiresAt = plus(world.now, house.book.limits.disputeWindow);
  return { secret, token: { hash, purpose: 'dispute', ref, recipient: to, expiresAt, change } };
}
