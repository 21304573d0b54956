import type { Tld } from '../core/cctld.ts';
import { isBouncing } from '../core/address-health.ts';
import { type AddressKey, addressKey, type EmailAddress, sameAddress } from '../core/email-address.ts';
import { elapsed, type Instant, plus } from '../core/instant.ts';
import type { Reference } from '../core/message.ts';
import type { AuditEntry, Plan } from '../core/plan.ts';
import { addressesOf, type Contact } from '../core/roster.ts';
import { changeOf, type JudgedChange } from '../core/roster-change.ts';
import type { StillRightQuestion } from '../core/still-right.ts';
import type { World } from '../core/world.ts';
import { stillRightLetter } from '../replies/still-right-letter.ts';
import type { Unreached } from '../replies/unreached-letters.ts';
import { hasProvedItself } from './addressees.ts';
import { roomForMails } from './ceilings.ts';
import type { House } from './house.ts';
import { outgoingMail } from './outgoing.ts';
import { combined, type PlanParts } from './plan-parts.ts';
import { hasFellows, type MayKnow, questionsAbout } from './unreached.ts';

/** Somebody on the list, by primary address. */
type Person = {
  readonly address: EmailAddress;
  readonly entries: readonly { readonly tld: Tld; readonly contact: Contact }[];
  /** Of the entry that was confirmed longest ago. */
  readonly confirmedAt: Instant;
};

type Due =
  | { readonly what: 'ask' | 'remind' | 'ask-others' | 'ask-admin'; readonly person: Person }
  /** Answered, or nobody's address any more. */
  | { readonly what: 'close'; readonly question: StillRightQuestion };

/**
 * Asks people on the list whether their entries are still right, one letter each however many ccTLDs they serve; reminds
 * them; then asks the other contacts, and then the Admin Contact. Nobody is taken off the list. Null: nothing is due.
 * @param most mails in this round; what is due beyond is due in the next.
 */
export function planStillRight(house: House, world: World, ref: Reference, most: number): Plan | null {
  const due = questionsDue(house, world).slice(0, Math.min(most, roomForMails(world, house.book.limits)));
  if (due.length === 0) return null;
  const parts = combined(...due.map((one) => step(house, world, ref, one)), othersAsked(house, world, ref, due));
  return { ...parts, ref, at: world.now, mail: null };
}

/** Whether {@link planStillRight} has something to do. */
export function isStillRightDue(house: House, world: World): boolean {
  return questionsDue(house, world).length > 0;
}

/** The reader of this address says that the own entries are still right, where that was asked. */
export function stillRightBy(world: World, address: EmailAddress): readonly JudgedChange[] {
  return [...world.rosters.values()].flatMap((roster) => {
    const isMeant = (contact: Contact): boolean =>
      world.stillRight.has(addressKey(contact.email)) && addressesOf(contact).some((own) => sameAddress(own, address));
    if (!roster.contacts.some(isMeant)) return [];
    const after = roster.contacts.map((one) => (isMeant(one) ? { ...one, confirmedAt: world.now } : one));
    return [changeOf(roster, after)];
  });
}

function questionsDue(house: House, world: World): readonly Due[] {
  const people = peopleOf(world);
  const due = [...people.values()].flatMap((person) => dueFor(house, world, person) ?? []);
  const orphans = [...world.stillRight].filter(([key]) => !people.has(key));
  return [...orphans.map(([, question]) => ({ what: 'close', question }) as const), ...due];
}

function dueFor(house: House, world: World, person: Person): Due | null {
  const { contactAskedAfter, contactRemindedEvery, contactReminders } = house.book.limits;
  const { now } = world;
  const question = world.stillRight.get(addressKey(person.address));
  const isOld = elapsed(person.confirmedAt, now) >= contactAskedAfter;
  if (question === undefined) return isOld ? { what: 'ask', person } : null;
  if (person.confirmedAt > question.askedAt) return { what: 'close', question };
  if (elapsed(question.askedAt, now) >= contactAskedAfter) return { what: 'ask', person };
  if (elapsed(question.lastAt, now) < contactRemindedEvery) return null;
  if (question.reminders < contactReminders) return { what: 'remind', person };
  if (question.othersAskedAt === null && hasFellows(world, unreached(person, question))) {
    return { what: 'ask-others', person };
  }
  return question.adminAskedAt === null ? { what: 'ask-admin', person } : null;
}

function peopleOf({ rosters }: World): ReadonlyMap<AddressKey, Person> {
  const people = new Map<AddressKey, Person>();
  for (const { tld, contacts } of rosters.values()) {
    for (const contact of contacts) {
      const { email: address, confirmedAt } = contact;
      const known = people.get(addressKey(address)) ?? { address, entries: [], confirmedAt };
      people.set(addressKey(address), {
        address,
        entries: [...known.entries, { tld, contact }],
        confirmedAt: confirmedAt < known.confirmedAt ? confirmedAt : known.confirmedAt,
      });
    }
  }
  return people;
}

function step(house: House, world: World, ref: Reference, due: Due): Partial<PlanParts> {
  if (due.what === 'close') {
    const { question } = due;
    return { stillRight: [{ address: question.address, before: question, after: null }] };
  }
  const { now } = world;
  const { what, person } = due;
  const { address, entries } = person;
  const before = world.stillRight.get(addressKey(address)) ?? null;
  const begun: StillRightQuestion = {
    address,
    askedAt: now,
    reminders: 0,
    lastAt: now,
    othersAskedAt: null,
    adminAskedAt: null,
  };
  const tld = entries[0]?.tld ?? null;
  const moved = (after: StillRightQuestion, audit: AuditEntry): Partial<PlanParts> => ({
    stillRight: [{ address, before, after }],
    audit: [audit],
  });
  const audit = (kind: AuditEntry['kind'], details: AuditEntry['details']): AuditEntry => ({
    kind,
    tld,
    actor: 'system',
    details: { address, ...details },
  });
  switch (what) {
    case 'ask':
      return combined(moved(begun, audit('contact-asked', { reminder: 0 })), letterTo(house, world, ref, person, null));
    case 'remind': {
      const asked = before ?? begun;
      const reminders = asked.reminders + 1;
      return combined(
        moved({ ...asked, reminders, lastAt: now }, audit('contact-asked', { reminder: reminders })),
        letterTo(house, world, ref, person, asked.askedAt),
      );
    }
    case 'ask-others':
      return moved(
        { ...(before ?? begun), lastAt: now, othersAskedAt: now },
        audit('contact-asked-about', { asked: 'contacts' }),
      );
    case 'ask-admin':
      return moved(
        { ...(before ?? begun), lastAt: now, adminAskedAt: now },
        audit('contact-asked-about', { asked: 'admin' }),
      );
  }
}

function letterTo(
  house: House,
  world: World,
  ref: Reference,
  { address, entries }: Person,
  askedAt: Instant | null,
): Partial<PlanParts> {
  const [first] = entries;
  if (first === undefined) return {};
  const { limits } = house.book;
  const to = readAddress(world, address, first.contact);
  const { secret, hash } = house.mintToken();
  const letter = stillRightLetter(house.texts, {
    ref,
    table: world.table,
    mailbox: house.mailbox,
    rules: [],
    to,
    name: first.contact.name,
    entries: entries.map(({ tld, contact }) => ({ tld, contacts: [contact] })),
    proved: hasProvedItself(world, to),
    askedAt,
  });
  const headers = { kind: 'question', ref, to, result: 'notice', rules: [], about: null } as const;
  // Good until the question is asked anew.
  const expiresAt = plus(world.now, limits.contactAskedAfter);
  return {
    outgoing: [outgoingMail(letter, { ...headers, replyToDetail: secret, notBefore: world.now })],
    newTokens: [{ hash, purpose: 'welcome', ref, recipient: to, expiresAt, change: null }],
  };
}

/** The primary address, unless mail to it comes back and the other one works. */
function readAddress({ addressHealth }: World, address: EmailAddress, { secondaryEmail }: Contact): EmailAddress {
  const works = (one: EmailAddress): boolean => !isBouncing(addressHealth.get(addressKey(one)));
  return works(address) || secondaryEmail === null || !works(secondaryEmail) ? address : secondaryEmail;
}

function othersAsked(house: House, world: World, ref: Reference, due: readonly Due[]): Partial<PlanParts> {
  const about = due.flatMap((one): readonly { one: Unreached; asked: readonly MayKnow[] }[] => {
    if (one.what !== 'ask-others' && one.what !== 'ask-admin') return [];
    const question = world.stillRight.get(addressKey(one.person.address));
    if (question === undefined) return [];
    return [{ one: unreached(one.person, question), asked: [one.what === 'ask-others' ? 'fellows' : 'admin'] }];
  });
  return { outgoing: questionsAbout(house, world, ref, 'silent', about) };
}

function unreached({ address, entries }: Person, { askedAt }: StillRightQuestion): Unreached {
  return {
    name: entries[0]?.contact.name ?? '',
    address,
    isPrimary: true,
    since: askedAt,
    tlds: entries.map(({ tld }) => tld),
  };
}
