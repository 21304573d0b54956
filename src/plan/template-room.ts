import type { Tld } from '../core/cctld.ts';
import type { Command, ContactDraft } from '../core/command.ts';
import type { EmailAddress } from '../core/email-address.ts';
import { calledSo } from '../core/person-name.ts';
import { type Contact, hasAddress } from '../core/roster.ts';
import { rosterOf, type World } from '../core/world.ts';
import type { AskedItem } from '../rules/asked-item.ts';
import { labelledTld } from './template-person.ts';

/** Whom one ccTLD's list has room for, of all people that a mail names. */
export type Room = {
  readonly admitted: ReadonlySet<ContactDraft>;
  /** So many have to go for them, besides those whom the mail or an empty field of its template takes off. */
  readonly goers: number;
  /** In whose command those are to be named: the last newcomer's. */
  readonly host: ContactDraft | null;
};

/** The entry of a roster that an address belongs to. */
export function entryOf(world: World, tld: Tld, address: EmailAddress | null): Contact | null {
  if (address === null) return null;
  const { contacts } = rosterOf(world, tld);
  return contacts.find((contact) => hasAddress(contact, address)) ?? null;
}

/** The same block twice is one person. */
export function samePerson(a: ContactDraft, b: ContactDraft): boolean {
  return a === b || (a.email !== null && a.email === b.email && a.name === b.name && a.phone === b.phone);
}

/** People whom a command would put on this list: a roster line may name another one of the command's ccTLDs, or of the reader's. */
export function draftsFor(
  tld: Tld,
  { located, tlds }: AskedItem,
  { world, adminOf }: { readonly world: World; readonly adminOf: readonly Tld[] },
): readonly ContactDraft[] {
  const command = located?.command;
  if (command === undefined || !('contacts' in command)) return [];
  return command.contacts.filter((draft) => {
    const label = labelledTld(draft, world.table);
    const moved = label !== null && (tlds.includes(label) || adminOf.includes(label));
    return moved ? label === tld : tlds.includes(tld);
  });
}

export function roomOn(
  tld: Tld,
  items: readonly AskedItem[],
  context: { readonly world: World; readonly most: number; readonly adminOf: readonly Tld[] },
): Room {
  const { world, most } = context;
  const roster = rosterOf(world, tld).contacts;
  const named = new Map<Contact, ContactDraft>();
  const comers: ContactDraft[] = [];
  const twins: ContactDraft[] = [];
  for (const item of items) {
    const command = item.located?.command;
    for (const draft of draftsFor(tld, item, context)) {
      const entry =
        entryOf(world, tld, draft.email) ?? (command?.word === 'CONTACTS' ? calledSo(draft.name, roster) : null);
      if ([...named.values(), ...comers].some((other) => samePerson(other, draft))) twins.push(draft);
      else if (entry !== null && !named.has(entry)) named.set(entry, draft);
      else comers.push(draft);
    }
    const updated = command?.word === 'UPDATE' && item.tlds.includes(tld) ? command.draft : null;
    const entry = updated === null ? null : entryOf(world, tld, updated.email);
    if (entry !== null && updated !== null && !named.has(entry)) named.set(entry, updated);
  }
  const kept = comers.slice(0, Math.max(0, most - named.size));
  const admitted = new Set([...named.values(), ...kept, ...twins]);
  // A command none of whose people has room is not in the template.
  const printed = items.filter((item) => {
    const drafts = draftsFor(tld, item, context);
    return item.tlds.includes(tld) && (drafts.length === 0 || drafts.some((draft) => admitted.has(draft)));
  });
  const leaving = printed.flatMap(({ located }) => (located === null ? [] : [leavingBy(located.command, tld, world)]));
  const gone = new Set(leaving.flatMap(({ entries }) => entries));
  const declared = printed.some(({ located }) => located?.command.word === 'CONTACTS');
  const staying = roster.filter((one) => named.has(one) || (!declared && !gone.has(one)));
  const toName = leaving.reduce((sum, one) => sum + one.toName, 0);
  return {
    admitted,
    goers: Math.max(0, staying.length + kept.length - most - toName),
    host: kept.at(-1) ?? null,
  };
}

/** Those who keep their ranks: whom no command names or takes off. Nobody, as long as it is open who goes. */
export function untouchedOn(
  tld: Tld,
  items: readonly AskedItem[],
  context: { readonly world: World; readonly adminOf: readonly Tld[] },
): readonly Contact[] {
  const { world } = context;
  const commands = items.flatMap(({ located, tlds }) =>
    located !== null && tlds.includes(tld) ? located.command : [],
  );
  const leaving = commands.map((command) => leavingBy(command, tld, world));
  const open = leaving.some(({ toName }) => toName > 0) || commands.some(({ word }) => word === 'CONTACTS');
  if (open) return [];
  const named = new Set(
    items.flatMap((item) => draftsFor(tld, item, context)).map(({ email }) => entryOf(world, tld, email)),
  );
  const gone = new Set(leaving.flatMap(({ entries }) => entries));
  return rosterOf(world, tld).contacts.filter((entry) => !named.has(entry) && !gone.has(entry));
}

/** Those whom a command takes off, and how many more its template asks for. */
function leavingBy(
  command: Command,
  tld: Tld,
  world: World,
): { readonly entries: readonly Contact[]; readonly toName: number } {
  if (command.word !== 'REPLACE' && command.word !== 'REMOVE') return { entries: [], toName: 0 };
  if (command.word === 'REMOVE' && command.all) return { entries: rosterOf(world, tld).contacts, toName: 0 };
  const addresses = command.word === 'REPLACE' ? command.replaced : command.removed;
  const entries = addresses.flatMap((address) => entryOf(world, tld, address) ?? []);
  return { entries, toName: Math.max(addresses.length, 1) - entries.length };
}
