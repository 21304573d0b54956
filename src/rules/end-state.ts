import type { Tld } from '../core/cctld.ts';
import type { Doubt } from '../core/command.ts';
import { type EmailAddress, sameAddress } from '../core/email-address.ts';
import type { Fault } from '../core/fault.ts';
import { addressesOf, type Contact, hasAddress, rankAt, type Roster, sameDetails } from '../core/roster.ts';
import { changeOf, type JudgedChange } from '../core/roster-change.ts';
import { rosterOf, type World } from '../core/world.ts';
import type { AskedItem, ChangingItem } from './asked-item.ts';
import { type ContactDetails, draftedContact, lineOf, oddestOf } from './draft-contact.ts';
import { alikeByName, samePersonByName } from '../core/person-name.ts';
import { type Ranked, rankOrder } from './rank-order.ts';
import type { RoleMailboxes } from './role-mailbox.ts';
import type { Facts } from './vocabulary.ts';
import { type Arrival, type Wishes, wishesFor } from './wishes.ts';

/** What one ccTLD's roster would be after all changing commands of a mail, in whatever order they stand. */
export type EndState = {
  readonly tld: Tld;
  readonly change: JudgedChange;
  readonly faults: readonly { readonly item: AskedItem; readonly fault: Fault }[];
  readonly doubts: readonly { readonly item: AskedItem; readonly doubt: Doubt }[];
  readonly conflict: Facts['conflict'];
  /** One command takes off whom another one lists; what is meant, a person has to find out. */
  readonly contradictory: boolean;
  readonly look: Facts['look'];
};

export type EndStateContext = {
  readonly world: World;
  readonly asker: EmailAddress;
  readonly mailboxes: RoleMailboxes;
  readonly contactsMost: number;
  /** Whose entries, where the mail names them, count as confirmed now. A contact's word is about the own one. */
  readonly reconfirms: 'everybody' | 'asker' | 'nobody';
};

type Drafted = { readonly details: ContactDetails; readonly before: Contact | null; readonly mentioned: boolean };

export function endState(tld: Tld, items: readonly ChangingItem[], context: EndStateContext): EndState {
  const roster = rosterOf(context.world, tld);
  const wishes = wishesFor(tld, items, roster, context.asker);
  const arrivals = wishes.arrivals.map((arrival) => ({ arrival, ...draft(arrival, tld, context) }));
  const faults = [
    ...wishes.faults,
    ...arrivals.flatMap(({ arrival, faults: found }) => found.map((fault) => ({ item: arrival.item, fault }))),
  ];
  const doubts = [
    ...wishes.doubts,
    ...arrivals.flatMap(({ arrival, doubts: found }) => found.map((doubt) => ({ item: arrival.item, doubt }))),
  ];

  const entries: Ranked<Drafted>[] = staying(roster, wishes);
  for (const { arrival, details } of arrivals) {
    if (details === null) continue;
    // Two commands may name one address, or change one entry: it would become two people.
    const twin = entries.find(
      ({ value }) =>
        value.mentioned &&
        (sameAddress(value.details.email, details.email) ||
          (value.before !== null && value.before === arrival.existing)),
    );
    if (twin === undefined) {
      entries.push({
        value: { details, before: arrival.existing, mentioned: true },
        wanted: arrival.draft.rank,
        held: arrival.existing?.rank ?? arrival.inheritedRank,
      });
    } else if (JSON.stringify(twin.value.details) !== JSON.stringify(details)) {
      faults.push({
        item: arrival.item,
        fault: { code: 'same-address-twice', tld, line: lineOf(arrival.draft, 'email'), value: details.email },
      });
    }
  }
  const { ordered, conflict } = rankOrder(entries);
  const last = arrivals.at(-1);
  if (ordered.length > context.contactsMost && last !== undefined) {
    // Whom the line named above adds; those who are there stand in the list below.
    const names = ordered.filter(({ before }) => before === null).map(({ details }) => details.name);
    faults.push({
      item: last.arrival.item,
      fault: { code: 'fourth-contact', tld, line: last.arrival.draft.line, value: names.join(', ').slice(0, 80) },
    });
  }
  const after = ordered.map((entry, index) => contactFrom(entry, index, context));
  // Taken off and put back with other details is changed; put back as it was, one of the two commands did nothing.
  const contradictory =
    wishes.contradictory ||
    entries.some(
      ({ wanted, value: { before, details } }) =>
        before !== null &&
        wishes.removed.has(before) &&
        (wanted === null || wanted === before.rank) &&
        saysTheSame(before, details),
    );
  return {
    tld,
    change: changeOf(roster, after),
    faults,
    doubts,
    contradictory,
    conflict: contradictory ? 'contradiction' : conflict ? 'rank' : conflictOfPeople(roster, ordered, context),
    look: oddestOf(arrivals.map(({ look }) => look)),
  };
}

function saysTheSame(before: ContactDetails, after: ContactDetails): boolean {
  return (
    before.name === after.name &&
    before.email === after.email &&
    before.secondaryEmail === after.secondaryEmail &&
    before.phone === after.phone
  );
}

function draft(arrival: Arrival, tld: Tld, { world, mailboxes }: EndStateContext): ReturnType<typeof draftedContact> {
  const cctld = world.table.get(tld);
  if (cctld === undefined) return { details: null, faults: [], doubts: [], look: 'ordinary' };
  return draftedContact(arrival.draft, arrival.existing, { cctld, mailboxes, declarative: arrival.declarative });
}

/** Contacts whom the mail does not touch. */
function staying(roster: Roster, wishes: Wishes): Ranked<Drafted>[] {
  return roster.contacts
    .filter((contact) => !wishes.leaving.has(contact) && !wishes.arrivals.some(({ existing }) => existing === contact))
    .map((contact) => ({
      value: { details: contact, before: contact, mentioned: false },
      wanted: null,
      held: contact.rank,
    }));
}

function contactFrom(
  { details, before, mentioned }: Drafted,
  index: number,
  { world, asker, reconfirms }: EndStateContext,
): Contact {
  const { now } = world;
  const contact: Contact = {
    rank: rankAt(index),
    name: details.name,
    email: details.email,
    secondaryEmail: details.secondaryEmail,
    phone: details.phone,
    since: before?.since ?? now,
    confirmedAt: before?.confirmedAt ?? now,
  };
  if (before === null) return contact;
  const isAmongThem = reconfirms === 'everybody' || (reconfirms === 'asker' && hasAddress(before, asker));
  const confirmed = mentioned && (isAmongThem || !sameDetails(before, { ...contact, rank: before.rank }));
  return confirmed ? { ...contact, confirmedAt: now } : contact;
}

function conflictOfPeople(
  { contacts }: Roster,
  all: readonly Drafted[],
  { contactsMost }: EndStateContext,
): 'none' | 'address' | 'namesake' {
  if (all.some((entry) => isSomebodyElse(entry) || sharesAddress(entry, all))) return 'address';
  // More than there is room for are a fault, whatever their names; and a mail can name thousands.
  if (all.length > contactsMost) return 'none';
  return all.some((entry) => hasNewNamesake(entry, contacts, all)) ? 'namesake' : 'none';
}

function isSomebodyElse({ before, details }: Drafted): boolean {
  return before !== null && !samePersonByName(before.name, details.name);
}

/** What the list says already is no matter of a mail that does not name either of them. */
function sharesAddress(entry: Drafted, all: readonly Drafted[]): boolean {
  return (
    entry.mentioned &&
    all.some(
      (other) => other !== entry && addressesOf(other.details).some((address) => hasAddress(entry.details, address)),
    )
  );
}

/** The list would have more people of one name than before; where one of two such people goes for a third, it has not. */
function hasNewNamesake(
  { mentioned, details, before: own }: Drafted,
  before: readonly Contact[],
  after: readonly Drafted[],
): boolean {
  if (!mentioned) return false;
  const alike = after.filter((other) => alikeByName(other.details.name, details.name)).length;
  const names = own === null ? [details.name] : [details.name, own.name];
  const had = names.map((wanted) => before.filter(({ name }) => alikeByName(name, wanted)).length);
  return alike > Math.max(1, ...had);
}
