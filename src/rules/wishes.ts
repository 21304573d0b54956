import type { Tld } from '../core/cctld.ts';
import type { Command, ContactDraft, Doubt } from '../core/command.ts';
import { asciiDomain, type EmailAddress, sameAddress } from '../core/email-address.ts';
import type { Fault, FaultCode } from '../core/fault.ts';
import { type Contact, hasAddress, type Rank, type Roster } from '../core/roster.ts';
import type { ChangingItem } from './asked-item.ts';
import { lineOf } from './draft-contact.ts';
import { calledSo, samePersonByName } from '../core/person-name.ts';
import { updatesTogether } from './updates-together.ts';

/** Somebody who is to stand on the roster with these data. */
export type Arrival = {
  readonly item: ChangingItem;
  readonly draft: ContactDraft;
  /** The entry that the draft is about; null for a newcomer. */
  readonly existing: Contact | null;
  readonly inheritedRank: Rank | null;
  readonly declarative: boolean;
};

/** What all commands of a mail want of one ccTLD's roster. */
export type Wishes = {
  readonly arrivals: readonly Arrival[];
  readonly leaving: ReadonlySet<Contact>;
  readonly faults: readonly { readonly item: ChangingItem; readonly fault: Fault }[];
  readonly doubts: readonly { readonly item: ChangingItem; readonly doubt: Doubt }[];
  /** Whom a REMOVE names, by address or as its sender. */
  readonly removed: ReadonlySet<Contact>;
  /** One command removes whom another names. */
  readonly contradictory: boolean;
};

type Collected = {
  readonly tld: Tld;
  readonly roster: Roster;
  readonly arrivals: Arrival[];
  readonly leaving: Set<Contact>;
  readonly removed: Set<Contact>;
  /** Those whom CONTACTS leaves out, unless a block of it or elsewhere in the mail keeps them. */
  readonly leftOut: Map<Contact, ChangingItem>;
  readonly faults: { readonly item: ChangingItem; readonly fault: Fault }[];
  readonly doubts: { readonly item: ChangingItem; readonly doubt: Doubt }[];
};

/** @param asker whose entry UPDATE and REMOVE of oneself are about. */
export function wishesFor(tld: Tld, items: readonly ChangingItem[], roster: Roster, asker: EmailAddress): Wishes {
  const collected: Collected = {
    tld,
    roster,
    arrivals: [],
    leaving: new Set(),
    removed: new Set(),
    leftOut: new Map(),
    faults: [],
    doubts: [],
  };
  for (const item of items) if (item.tlds.includes(tld)) collect(item, collected, asker);
  for (const [contact, item] of collected.leftOut) {
    if (collected.arrivals.some(({ existing }) => existing === contact)) continue;
    collected.leaving.add(contact);
    collected.doubts.push({
      item,
      doubt: { code: 'contacts-leaves-out', line: item.located.line, detail: contact.name },
    });
  }
  const contradictory = collected.arrivals.some(
    ({ existing, item }) =>
      existing !== null &&
      collected.leaving.has(existing) &&
      (item.located.command.word === 'CONTACTS' || item.located.command.word === 'UPDATE'),
  );
  return { ...collected, contradictory };
}

function collect(item: ChangingItem, collected: Collected, asker: EmailAddress): void {
  const { command } = item.located;
  switch (command.word) {
    case 'SUBSCRIBE':
      arrive(item, draftsFor(command.contacts, item, collected), collected, []);
      return;
    case 'CONTACTS':
      declare(item, command, collected);
      return;
    case 'REPLACE':
      replace(item, command, collected);
      return;
    case 'REMOVE':
      remove(item, command, collected, asker);
      return;
    case 'UPDATE':
      update(item, command.draft, collected, asker);
  }
}

function fault(item: ChangingItem, collected: Collected, code: FaultCode, value: string, line?: number): void {
  collected.faults.push({ item, fault: { code, tld: collected.tld, line: line ?? item.located.line, value } });
}

/** A roster line names its own ccTLD: one of the command's, or the whole command is in question. */
function draftsFor(
  contacts: readonly ContactDraft[],
  item: ChangingItem,
  collected: Collected,
): readonly ContactDraft[] {
  if (contacts.length === 0) fault(item, collected, 'nobody-named', '');
  return contacts.filter((draft) => {
    if (draft.label === null) return true;
    const label = asciiDomain(draft.label.slice(1));
    if (label === collected.tld) return true;
    if (!item.tlds.some((tld) => tld === label)) {
      fault(item, collected, 'cctld-mismatch', draft.label, draft.line);
    }
    return false;
  });
}

function arrive(
  item: ChangingItem,
  drafts: readonly ContactDraft[],
  collected: Collected,
  inherited: readonly Rank[],
  declarative = false,
): void {
  drafts.forEach((draft, index) => {
    const existing = entryOf(collected.roster, draft.email);
    collected.arrivals.push({ item, draft, existing, inheritedRank: inherited[index] ?? null, declarative });
  });
}

function declare(
  item: ChangingItem,
  { contacts, listVersion }: Extract<Command, { readonly word: 'CONTACTS' }>,
  collected: Collected,
): void {
  const { revision } = collected.roster;
  if (listVersion !== undefined && revision > 0 && listVersion !== revision)
    collected.doubts.push({
      item,
      doubt: { code: 'list-changed-since', line: item.located.line, detail: '' },
    });
  const drafts = draftsFor(contacts, item, collected);
  for (const draft of drafts) {
    // In a declared list a known name with another address is the same person.
    const existing = entryOf(collected.roster, draft.email) ?? namesake(collected.roster, draft, drafts);
    collected.arrivals.push({ item, draft, existing, inheritedRank: null, declarative: true });
  }
  if (drafts.length === 0) return;
  for (const contact of collected.roster.contacts) collected.leftOut.set(contact, item);
}

function namesake(roster: Roster, draft: ContactDraft, drafts: readonly ContactDraft[]): Contact | null {
  const same = calledSo(draft.name, roster.contacts);
  const listedItself =
    same !== null && drafts.some((other) => other.email !== null && sameAddress(other.email, same.email));
  return listedItself ? null : same;
}

function replace(
  item: ChangingItem,
  command: Extract<Command, { readonly word: 'REPLACE' }>,
  collected: Collected,
): void {
  if (command.replaced.length === 0) fault(item, collected, 'nobody-named', '');
  const gone = leave(item, command.replaced, collected);
  const drafts = draftsFor(command.contacts, item, collected);
  const { roster } = collected;
  const stays = drafts.find(({ email }) => gone.some((contact) => contact === entryOf(roster, email)));
  // Named by the one address and described with the other, beside somebody else: that may be who goes.
  if (stays !== undefined && drafts.some(({ email }) => entryOf(roster, email) !== entryOf(roster, stays.email)))
    collected.doubts.push({
      item,
      doubt: { code: 'line-not-understood', line: stays.line, detail: stays.email ?? '' },
    });
  arrive(
    item,
    drafts,
    collected,
    gone.map(({ rank }) => rank),
  );
}

function remove(
  item: ChangingItem,
  command: Extract<Command, { readonly word: 'REMOVE' }>,
  collected: Collected,
  asker: EmailAddress,
): void {
  if (item.request === 'remove-oneself') {
    for (const contact of leave(item, [asker], collected)) collected.removed.add(contact);
  } else if (command.all) {
    for (const contact of collected.roster.contacts) collected.leaving.add(contact);
    const detail = collected.roster.contacts
      .map(({ name }) => name)
      .join(', ')
      .slice(0, 80);
    collected.doubts.push({ item, doubt: { code: 'remove-all', line: item.located.line, detail } });
    if (collected.roster.contacts.length === 0) fault(item, collected, 'nobody-there', 'ALL');
  } else {
    for (const contact of leave(item, command.removed, collected)) collected.removed.add(contact);
  }
}

function leave(item: ChangingItem, addresses: readonly EmailAddress[], collected: Collected): readonly Contact[] {
  return addresses.flatMap((address) => {
    const contact = entryOf(collected.roster, address);
    if (contact === null) {
      fault(item, collected, 'not-there', address);
      return [];
    }
    collected.leaving.add(contact);
    return [contact];
  });
}

function update(item: ChangingItem, draft: ContactDraft, collected: Collected, asker: EmailAddress): void {
  const empty = [draft.name, draft.email, draft.secondaryEmail, draft.phone, draft.rank].every(
    (value) => value === null,
  );
  if (empty && draft.faults.length === 0) fault(item, collected, 'nothing-to-update', '');
  const own = item.request === 'update-details' || item.request === 'update-address';
  const existing = own ? entryOf(collected.roster, asker) : entryOf(collected.roster, draft.email);
  if (existing === null) {
    if (!own)
      fault(item, collected, draft.email === null ? 'nobody-named' : 'not-there', draft.email ?? '', draft.line);
    return;
  }
  if (own && draft.name !== null && !samePersonByName(existing.name, draft.name)) {
    fault(item, collected, 'another-person', draft.name, lineOf(draft, 'name'));
    return;
  }
  if (own && draft.rank !== null && draft.rank !== existing.rank) {
    const [line, wanted] = [lineOf(draft, 'rank'), `#${draft.rank}`];
    // Whoever serves several ccTLDs may have copied the rank of another of them.
    if (item.tlds.length === 1) return fault(item, collected, 'rank-by-admin', wanted, line);
    collected.doubts.push({ item, doubt: { code: 'line-not-understood', line, detail: wanted } });
  }
  const allowed = own ? { ...draft, rank: null } : draft;
  const at = collected.arrivals.findIndex(
    (one) => one.existing === existing && one.item.located.command.word === 'UPDATE',
  );
  const earlier = collected.arrivals[at];
  const arrival: Arrival = { item, draft: allowed, existing, inheritedRank: null, declarative: false };
  if (earlier === undefined) collected.arrivals.push(arrival);
  else collected.arrivals[at] = { ...arrival, draft: updatesTogether(earlier.draft, allowed, existing) };
}

function entryOf(roster: Roster, address: EmailAddress | null): Contact | null {
  if (address === null) return null;
  return (
    roster.contacts.find((contact) => sameAddress(contact.email, address)) ??
    roster.contacts.find((contact) => hasAddress(contact, address)) ??
    null
  );
}
