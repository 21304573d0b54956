import type { Tld } from '../core/cctld.ts';
import type { ContactDraft } from '../core/command.ts';
import { addressKey, type EmailAddress, sameAddress } from '../core/email-address.ts';
import { samePersonByName } from '../core/person-name.ts';
import { type Contact, hasAddress, type Rank, rankAt } from '../core/roster.ts';
import { rosterOf } from '../core/world.ts';
import { ROLES } from '../replies/contacts-block.ts';
import type { TemplateField } from '../replies/template-view.ts';
import { groupedBy, mended, type MendedCommand, personContext, type TemplateContext } from './template-arrivals.ts';
import { entryFields, personFields, updateFields } from './template-person.ts';
import { entryOf } from './template-room.ts';

// What a contact asks for the own entry.

/** A contact's UPDATE; none for somebody who is no contact. */
export function ownUpdate(draft: ContactDraft, context: TemplateContext): readonly MendedCommand[] {
  const own = context.contactOf;
  if (own.length === 0) return [];
  const others = own.filter((tld) => isAnother(draft, entryOf(context.world, tld, context.asker)));
  if (others.length > 0) return others.map((tld) => successor(tld, draft, context));
  if (asksForRankOnly(draft)) return inOtherOrder(own, draft.rank, context);
  const shared = sharedTlds(own, context);
  const fields = updateFields(draft, personContext(draft, own, context), false);
  const moves = own.some((tld) => changesAddress(tld, fields, context));
  if (shared.length > 0 && !moves) return sharedUpdate(shared, draft, context);
  if (shared.length === own.length && moves) return own.flatMap((tld) => withOtherAddress(tld, draft, context));
  return [{ command: { word: 'UPDATE', head: 'UPDATE', people: [fields] }, tlds: [], leftOut: [] }];
}

function isAnother({ name }: ContactDraft, entry: Contact | null): boolean {
  return name !== null && entry !== null && !samePersonByName(entry.name, name);
}

/** Another person comes by REPLACE, with an address of the own. */
function successor(tld: Tld, draft: ContactDraft, context: TemplateContext): MendedCommand {
  const entry = entryOf(context.world, tld, context.asker);
  const { email } = draft;
  const own = entry !== null && email !== null && hasAddress(entry, email);
  const fresh = { ...draft, email: own ? null : email, secondaryEmail: null, rank: null };
  const fields = personFields(fresh, personContext(fresh, [tld], context));
  return mended(context, 'REPLACE', [tld], entry === null ? [] : [entry.email], [fields]);
}

/** Beside commands that need the Admin Contact's word, who may send them all as well: the own entry by its address. */
function sharedTlds(own: readonly Tld[], { items, sees }: TemplateContext): readonly Tld[] {
  const others = items.flatMap(({ request, tlds }) => (request === 'roster-change' ? tlds : []));
  return own.filter((tld) => others.includes(tld) && sees(tld));
}

function sharedUpdate(tlds: readonly Tld[], draft: ContactDraft, context: TemplateContext): readonly MendedCommand[] {
  return groupedBy(tlds, (tld) => ownAddresses(tld, context)).map(([of, addresses]) => {
    const fields = updateFields(draft, personContext(draft, of, context), false);
    return mended(context, 'UPDATE', of, addresses, [fields.filter(({ label }) => label !== 'Email')]);
  });
}

function changesAddress(tld: Tld, fields: readonly TemplateField[], context: TemplateContext): boolean {
  const own = ownAddresses(tld, context).map(addressKey);
  return fields.some(({ label, value }) => label === 'Email' && !own.some((one) => one === value.toLowerCase()));
}

/** The Admin Contact changes an address by REPLACE of the whole entry. */
function withOtherAddress(tld: Tld, draft: ContactDraft, context: TemplateContext): readonly MendedCommand[] {
  const entry = entryOf(context.world, tld, context.asker);
  if (entry === null) return [];
  const { email } = draft;
  const second = entry.secondaryEmail;
  const kept = second === null || (email !== null && sameAddress(email, second)) ? null : second;
  const whole: ContactDraft = {
    ...draft,
    name: draft.name ?? entry.name,
    phone: draft.phone ?? entry.phone,
    secondaryEmail: draft.secondaryEmail ?? kept,
    rank: null,
  };
  const fields = personFields(whole, personContext(whole, [tld], context));
  return [mended(context, 'REPLACE', [tld], [entry.email], [fields])];
}

function ownAddresses(tld: Tld, { world, asker }: TemplateContext): readonly EmailAddress[] {
  const entry = entryOf(world, tld, asker);
  return entry === null ? [] : [entry.email];
}

/** REMOVE of the own entry from lists on which it is. */
export function ownRemoval(own: readonly Tld[], context: TemplateContext): readonly MendedCommand[] {
  const shared = sharedTlds(own, context);
  const rest = own.filter((tld) => !shared.includes(tld));
  return [
    ...(rest.length === 0 ? [] : [mended(context, 'REMOVE', rest, ['me'], [])]),
    ...groupedBy(shared, (tld) => ownAddresses(tld, context)).map(([of, addresses]) =>
      mended(context, 'REMOVE', of, addresses, []),
    ),
  ];
}

function asksForRankOnly({ name, email, secondaryEmail, phone, rank, faults }: ContactDraft): boolean {
  const others = [name, email, secondaryEmail, phone].some((value) => value !== null);
  return !others && (rank !== null || faults.length > 0) && faults.every(({ code }) => code === 'rank-unknown');
}

/**
 * Ranks are the Admin Contact's: the list in the wanted order. Nothing where it is not plain which list or order, or it is so
 * already, or other commands change the list.
 */
function inOtherOrder(own: readonly Tld[], wanted: Rank | null, context: TemplateContext): readonly MendedCommand[] {
  const [tld, ...more] = own;
  const entry = tld === undefined ? null : entryOf(context.world, tld, context.asker);
  if (tld === undefined || more.length > 0 || entry === null || wanted === null || context.items.length > 1) return [];
  const { contacts } = rosterOf(context.world, tld);
  if (wanted > contacts.length) return [];
  const others = contacts.filter((one) => one !== entry);
  const ordered = [...others.slice(0, wanted - 1), entry, ...others.slice(wanted - 1)];
  if (ordered.every((one, index) => one === contacts[index])) return [];
  const people = ordered.map((one, index) => [
    ...entryFields(one),
    { label: 'Role' as const, value: ROLES[rankAt(index)] },
  ]);
  return [mended(context, 'CONTACTS', [tld], [], people)];
}

/** The own entry as UPDATE, to be edited. */
export function ownEntry(tlds: readonly Tld[], context: TemplateContext): readonly MendedCommand[] {
  const [entry] = tlds.flatMap((tld) => entryOf(context.world, tld, context.asker) ?? []);
  if (entry === undefined) return [];
  return [{ command: { word: 'UPDATE', head: 'UPDATE', people: [entryFields(entry)] }, tlds: [], leftOut: [] }];
}
