import type { Tld } from '../core/cctld.ts';
import { BLANK_PERSON, type Command, type ContactDraft } from '../core/command.ts';
import { type EmailAddress, sameAddress, withoutRepeatedAddresses } from '../core/email-address.ts';
import { alikeByName, samePersonByName } from '../core/person-name.ts';
import { type Contact, hasAddress } from '../core/roster.ts';
import type { StoredMail } from '../core/stored-mail.ts';
import { rosterOf } from '../core/world.ts';
import { type AskedItem, askedItems, type Asker } from '../rules/asked-item.ts';
import type { JudgedItem, Judgement } from '../rules/judge.ts';
import type { MendedCommand, TemplateContext } from './template-arrivals.ts';
import { mendedCommands, offeredCommands } from './template-commands.ts';
import { ownEntry, ownUpdate } from './template-own.ts';
import { entryOf } from './template-room.ts';
import { lineAgainst, type Wish, wishCommand, wishIn } from './wish.ts';

/**
 * Contact blocks without a command get their command; without any, an Admin Contact gets the first ones to fill in, and a
 * contact the own entry.
 */
export function freeText(
  { asked }: JudgedItem,
  mail: Pick<StoredMail, 'message' | 'request'>,
  { asker }: Judgement,
  context: TemplateContext,
): readonly MendedCommand[] {
  const { adminOf, contactOf, world } = context;
  const { request } = mail;
  // What is to be sent there is CONFIRM or DENY, or DISPUTE.
  if (world.token.kind === 'confirmation' || world.token.kind === 'dispute') return [];
  const inSubject = ofSubject(mail, asker, context);
  if (inSubject.length > 0) return inSubject;
  const wished = (request.loose.length > 0 ? ofLeavers : ofWish)(asked.tlds, mail, context);
  if (wished.length > 0) return wished;
  const [only, ...more] = asked.tlds.filter((tld) => adminOf.includes(tld));
  if (adminOf.length === 0) return contactOf.length === 0 ? [] : ofContact(request.loose, asked.tlds, context);
  // Where there are contacts, the answer's CONTACTS block is the form to edit.
  const listed = asked.tlds.some((tld) => context.sees(tld) && rosterOf(world, tld).contacts.length > 0);
  if (request.loose.length === 0 && listed) return [];
  return offeredCommands(request.loose, only === undefined || more.length > 0 ? [] : [only], context);
}

/** What the Subject asks for, where nothing in the text speaks against it. */
function ofSubject(
  { message, request }: Pick<StoredMail, 'message' | 'request'>,
  asker: Asker,
  context: TemplateContext,
): readonly MendedCommand[] {
  const { inSubject } = request;
  if (inSubject === undefined || request.loose.length > 0 || lineAgainst({ message, request }) !== null) return [];
  const items = askedItems(message, { ...request, commands: [inSubject] }, context.world, asker);
  return mendedCommands(
    items.map((item) => withPeopleOfText(item, { message, request }, context)),
    context,
  );
}

/** A Subject that names nobody new, with those whom the text names. */
function withPeopleOfText(
  item: AskedItem,
  mail: Pick<StoredMail, 'message' | 'request'>,
  context: TemplateContext,
): AskedItem {
  const { located, tlds } = item;
  const command = located?.command;
  if (command?.word !== 'SUBSCRIBE' && command?.word !== 'REPLACE') return item;
  if (located === null || command.contacts.length > 0 || !tlds.every(context.sees)) return item;
  const wishes = tlds.flatMap((tld) => wishIn(context.world, mail, tld) ?? []);
  const old = command.word === 'REPLACE' ? command.replaced : [];
  const fresh = wishes
    .flatMap(({ people }) => people)
    .filter(
      ({ email }) =>
        !old.some((one) => sameAddress(one, email)) && tlds.every((tld) => entryOf(context.world, tld, email) === null),
    );
  const people = fresh.filter(({ email }, index) => fresh.findIndex((one) => sameAddress(one.email, email)) === index);
  const contacts = people.map((one) => ({ ...BLANK_PERSON, ...one }));
  const leaving = wishes.flatMap((wish) => wish.leaving);
  const filled: Command =
    command.word === 'SUBSCRIBE'
      ? { ...command, contacts }
      : { ...command, replaced: old.length > 0 ? old : predecessors(leaving, contacts), contacts };
  return { ...item, located: { ...located, command: filled } };
}

/** Where more people are named than come, it is not plain who of them goes. */
function predecessors(leaving: readonly Contact[], comers: readonly ContactDraft[]): readonly EmailAddress[] {
  const addresses = withoutRepeatedAddresses(leaving.map(({ email }) => email));
  return addresses.length > comers.length ? [] : addresses;
}

/** Contact blocks below words that say whom they replace. Empty: the words name nobody but the people of the blocks. */
function ofLeavers(
  tlds: readonly Tld[],
  mail: Pick<StoredMail, 'message' | 'request'>,
  context: TemplateContext,
): readonly MendedCommand[] {
  const [tld, ...more] = tlds;
  if (tld === undefined || more.length > 0 || !context.sees(tld)) return [];
  const { loose: contacts } = mail.request;
  const wish = wishIn(context.world, mail, tld);
  if (wish === null || wish.againstAt !== null) return [];
  const leaving = wish.leaving.filter((entry) => !contacts.some((draft) => isAbout(draft, entry)));
  if (leaving.length === 0) return [];
  const replaced = predecessors(leaving, contacts);
  return ofCommand({ word: 'REPLACE', tlds: [{ known: true, tld }], replaced, contacts }, tld, context);
}

function isAbout({ name, email }: ContactDraft, entry: Contact): boolean {
  return (email !== null && hasAddress(entry, email)) || (name !== null && alikeByName(name, entry.name));
}

function ofCommand(command: Command, tld: Tld, context: TemplateContext): readonly MendedCommand[] {
  const located = { command, line: 0, text: '', doubts: [] };
  return mendedCommands([{ located, request: 'roster-change', tlds: [tld], faults: [] }], context);
}

/** Where every list of a contact leads to the same UPDATE. */
function ofOwnWish(
  tlds: readonly Tld[],
  mail: Pick<StoredMail, 'message' | 'request'>,
  context: TemplateContext,
): readonly MendedCommand[] {
  const found = tlds.map((tld) => {
    const own = entryOf(context.world, tld, context.asker);
    const wish = wishIn(context.world, mail, tld);
    return own === null || wish === null || wish.againstAt !== null ? null : ownDetails(wish, tld, own, context);
  });
  const [first = null, ...others] = found;
  const isSame = others.every((one) => one !== null && JSON.stringify(one) === JSON.stringify(first));
  return first !== null && isSame ? ownUpdate(first, context) : [];
}

/** Null: somebody else is meant, or somebody leaves. */
function ownDetails(
  { leaving, people }: Wish,
  tld: Tld,
  own: Contact,
  { world }: TemplateContext,
): ContactDraft | null {
  const [only, ...others] = people;
  if (leaving.length > 0 || only === undefined || others.length > 0) return null;
  const isOwnName = only.name === null || samePersonByName(only.name, own.name);
  if (!isOwnName && entryOf(world, tld, only.email) !== own) return null;
  return { ...BLANK_PERSON, name: null, phone: only.phone, email: only.email };
}

/**
 * What the text seems to wish, filled in, for somebody who may see the list that it was matched against. A contact's own details
 * are the own entry's (UPDATE); whatever else a contact wishes needs the Admin Contact in copy. Empty: it is not plain what is wished.
 */
function ofWish(
  tlds: readonly Tld[],
  mail: Pick<StoredMail, 'message' | 'request'>,
  context: TemplateContext,
): readonly MendedCommand[] {
  const { world, asker, adminOf, contactOf, sees } = context;
  const [tld, ...more] = tlds;
  if (tld === undefined || !tlds.every(sees)) return [];
  // A contact's own details are the same on all lists.
  const isContactOfAll = adminOf.length === 0 && tlds.every((one) => contactOf.includes(one));
  if (more.length > 0) return isContactOfAll ? ofOwnWish(tlds, mail, context) : [];
  const wish = wishIn(world, mail, tld);
  if (wish === null || wish.againstAt !== null) return [];
  const own = adminOf.includes(tld) ? null : entryOf(world, tld, asker);
  const details = own === null ? null : ownDetails(wish, tld, own, context);
  if (details !== null) return ownUpdate(details, context);
  // Of oneself, one says REMOVE me.
  if (own !== null && wish.leaving.includes(own) && wish.people.length === 0) return [];
  return ofCommand(wishCommand(wish), tld, context);
}

/** A contact's own entry, with what stands in the mail; others are the Admin Contact's to list. */
function ofContact(
  loose: readonly ContactDraft[],
  tlds: readonly Tld[],
  context: TemplateContext,
): readonly MendedCommand[] {
  const [first] = loose;
  const [only, ...more] = tlds;
  if (first === undefined) return ownEntry(context.contactOf, context);
  const own = context.contactOf.some((tld) => isOwn(tld, first, context));
  if (loose.length === 1 && own) return ownUpdate(first, context);
  return offeredCommands(loose, only === undefined || more.length > 0 ? [] : [only], context);
}

function isOwn(tld: Tld, { email }: ContactDraft, { world, asker }: TemplateContext): boolean {
  const entry = entryOf(world, tld, asker);
  return entry !== null && entryOf(world, tld, email) === entry;
}
