import { dotted, type Tld } from '../core/cctld.ts';
import { BLANK_PERSON, type Command, type ContactDraft } from '../core/command.ts';
import type { EmailAddress } from '../core/email-address.ts';
import { rosterOf, type World } from '../core/world.ts';
import { ROLES } from '../replies/contacts-block.ts';
import type { TemplateCommand, TemplateField } from '../replies/template-view.ts';
import type { AskedItem } from '../rules/asked-item.ts';
import type { RuleBook } from '../rules/rule-book.ts';
import { entryFields, labelledTld, type PersonContext, personFields } from './template-person.ts';
import { draftsFor, entryOf, roomOn, samePerson, untouchedOn } from './template-room.ts';

/** What the commands of a template may rest on. */
export type TemplateContext = {
  readonly world: World;
  readonly book: Pick<RuleBook, 'limits' | 'roleMailboxes'>;
  /** Whose entry UPDATE and REMOVE me are about. */
  readonly asker: EmailAddress;
  /** Every changing command of the mail. */
  readonly items: readonly AskedItem[];
  /** The reader may know the roster of this ccTLD. */
  readonly sees: (tld: Tld) => boolean;
  /** ccTLDs for which the reader is the Admin Contact, and those on whose lists the asker stands. */
  readonly adminOf: readonly Tld[];
  readonly contactOf: readonly Tld[];
  /** See {@link PersonContext}. */
  readonly strict: boolean;
};

export type MendedCommand = {
  readonly command: TemplateCommand;
  readonly tlds: readonly Tld[];
  /** People for whom there is no room. */
  readonly leftOut: readonly string[];
};

const BLANK_OLD: TemplateField = { label: 'Old contact email', value: '' };

type Arrivals = Extract<Command, { readonly word: 'SUBSCRIBE' | 'CONTACTS' | 'REPLACE' }>;
type Group = { readonly tlds: readonly Tld[]; readonly drafts: readonly ContactDraft[]; readonly elsewhere: boolean };

/** What calls for a command of its own: who of REPLACE is on the list, who has room on it, who has to go besides. */
type Part = {
  readonly there: readonly EmailAddress[];
  readonly kept: readonly ContactDraft[];
  readonly goers: number;
  readonly nobody: boolean;
};

/** A command as it is printed; without a ccTLD it begins with a field for one. */
export function mended(
  context: Pick<TemplateContext, 'world'>,
  word: TemplateCommand['word'],
  tlds: readonly Tld[],
  rest: readonly string[],
  people: readonly (readonly TemplateField[])[],
  leftOut: readonly string[] = [],
): MendedCommand {
  const head = [word, ...tlds.map((tld) => dotted(context.world.table, tld)), ...rest].join(' ');
  const [first = [], ...others] = people;
  const open: readonly TemplateField[] = tlds.length === 0 ? [{ label: 'ccTLD', value: '' }] : [];
  return { command: { word, head, people: [[...open, ...first], ...others] }, tlds, leftOut };
}

/** A command that puts people on lists, once for all ccTLDs that need the same. */
export function arrivals(item: AskedItem, command: Arrivals, context: TemplateContext): readonly MendedCommand[] {
  const replaced = command.word === 'REPLACE' ? command.replaced : [];
  return groupsOf(item, command.contacts, context).flatMap((group) => {
    const drafts = group.drafts.filter(
      (draft, index) => group.drafts.findIndex((other) => samePerson(other, draft)) === index,
    );
    const word = group.elsewhere ? 'SUBSCRIBE' : command.word;
    if (group.tlds.length === 0) {
      const there = addressesOnLists(replaced, [], context);
      const part = { there, kept: drafts.slice(0, context.book.limits.contactsMost), goers: 0, nobody: false };
      return [arrival(word, [], drafts, part, replaced.length, context)];
    }
    const parts = groupedBy(group.tlds, (tld): Part => {
      const there = addressesOnLists(replaced, [tld], context);
      if (!context.sees(tld)) return { there, kept: drafts, goers: 0, nobody: false };
      const { admitted, goers, host } = roomOn(tld, context.items, {
        ...context,
        most: context.book.limits.contactsMost,
      });
      const full =
        drafts.length === 0 && rosterOf(context.world, tld).contacts.length >= context.book.limits.contactsMost;
      return {
        there,
        kept: drafts.filter((draft) => admitted.has(draft)),
        goers: host !== null && drafts.includes(host) ? goers : full ? 1 : 0,
        nobody: isEmpty(tld, context),
      };
    });
    return parts.flatMap(([tlds, part]) =>
      drafts.length > 0 && part.kept.length === 0
        ? []
        : [arrival(word, tlds, drafts, part, word === 'REPLACE' ? replaced.length : 0, context)],
    );
  });
}

function arrival(
  word: Arrivals['word'],
  tlds: readonly Tld[],
  drafts: readonly ContactDraft[],
  { there, kept, goers, nobody }: Part,
  replaced: number,
  context: TemplateContext,
): MendedCommand {
  const leftOut = drafts.filter((draft) => !kept.includes(draft)).flatMap(({ name, email }) => name ?? email ?? []);
  if (word === 'CONTACTS') return mended(context, word, tlds, [], listOf(kept, tlds, context), leftOut);
  const toName = goers + (word === 'REPLACE' ? Math.max(replaced, 1) - there.length : 0);
  if (nobody || (word === 'SUBSCRIBE' && toName === 0)) {
    return mended(context, 'SUBSCRIBE', tlds, [], peopleOf(kept, tlds, context, nobody ? 2 : 1), leftOut);
  }
  // A rank of the own could be that of somebody who stays; without one, it is the predecessor's.
  const people = peopleOf(kept, tlds, context, 1).map((fields) =>
    word === 'REPLACE' ? fields : fields.filter(({ label }) => label !== 'Role'),
  );
  const old = Array.from({ length: toName }, () => BLANK_OLD);
  // Behind the newcomers: an empty field in front of them would make them the old ones.
  const all = [...people.slice(0, -1), [...(people.at(-1) ?? []), ...old]];
  return mended(context, 'REPLACE', tlds, word === 'REPLACE' ? there : [], all, leftOut);
}

/** The people of one command, each kind with the same ccTLDs: a roster line may name one of them, or another one. */
function groupsOf(item: AskedItem, contacts: readonly ContactDraft[], context: TemplateContext): readonly Group[] {
  const groups = new Map<string, { tlds: readonly Tld[]; drafts: ContactDraft[]; elsewhere: boolean }>();
  for (const draft of contacts) {
    const named = labelledTld(draft, context.world.table);
    const elsewhere = named !== null && !item.tlds.includes(named) && context.adminOf.includes(named);
    const tlds = named !== null && (elsewhere || item.tlds.includes(named)) ? [named] : item.tlds;
    const group = groups.get(tlds.join(' '));
    if (group === undefined) groups.set(tlds.join(' '), { tlds, drafts: [draft], elsewhere });
    else group.drafts.push(draft);
  }
  return groups.size > 0 ? [...groups.values()] : [{ tlds: item.tlds, drafts: [], elsewhere: false }];
}

/** Where nobody was named, the list as it is. */
function listOf(
  drafts: readonly ContactDraft[],
  tlds: readonly Tld[],
  context: TemplateContext,
): readonly (readonly TemplateField[])[] {
  const [tld] = tlds;
  const listed = tld === undefined || !context.sees(tld) ? [] : rosterOf(context.world, tld).contacts;
  if (drafts.length > 0 || listed.length === 0) return peopleOf(drafts, tlds, context, 2);
  return listed.map((contact) => [...entryFields(contact), { label: 'Role', value: ROLES[contact.rank] }]);
}

/** @param blanks people to fill in where nobody is named. */
export function peopleOf(
  drafts: readonly ContactDraft[],
  tlds: readonly Tld[],
  context: TemplateContext,
  blanks: 1 | 2,
): readonly (readonly TemplateField[])[] {
  if (drafts.length > 0) return drafts.map((draft) => personFields(draft, personContext(draft, tlds, context)));
  const blank = personFields(BLANK_PERSON, personContext(BLANK_PERSON, tlds, context));
  if (blanks === 1) return [blank];
  if (!tlds.some((tld) => isEmpty(tld, context))) return [blank, blank];
  return (['primary', 'secondary'] as const).map((value) => [...blank, { label: 'Role', value }]);
}

export function personContext(draft: ContactDraft, tlds: readonly Tld[], context: TemplateContext): PersonContext {
  const { world, book, items, strict } = context;
  const [only, ...others] = tlds;
  const one = only !== undefined && others.length === 0 && context.sees(only) ? only : null;
  const existing = one === null ? null : entryOf(world, one, draft.email);
  const named =
    tlds.length === 0
      ? items.flatMap(draftsOf)
      : tlds.flatMap((tld) => items.flatMap((item) => draftsFor(tld, item, context)));
  const above = named.includes(draft) ? named.slice(0, named.indexOf(draft)) : [];
  const heldRanks = tlds
    .filter(context.sees)
    .flatMap((tld) => untouchedOn(tld, items, context).map(({ rank }) => rank));
  const perhaps = context.adminOf;
  return { table: world.table, mailboxes: book.roleMailboxes, tlds, perhaps, existing, strict, above, heldRanks };
}

function draftsOf({ located }: AskedItem): readonly ContactDraft[] {
  const command = located?.command;
  return command !== undefined && 'contacts' in command ? command.contacts : [];
}

/** Addresses that stand on one of these lists (none: of the reader's), as far as the reader may know. */
export function addressesOnLists(
  addresses: readonly EmailAddress[],
  tlds: readonly Tld[],
  { world, sees, adminOf }: TemplateContext,
): readonly EmailAddress[] {
  const lists = tlds.length === 0 ? adminOf : tlds;
  if (lists.length === 0 || !lists.every(sees)) return addresses;
  return addresses.filter((address) => lists.some((tld) => entryOf(world, tld, address) !== null));
}

/** ccTLDs with an equal value stay together. */
export function groupedBy<T>(
  tlds: readonly Tld[],
  valueOf: (tld: Tld) => T,
): readonly (readonly [readonly Tld[], T])[] {
  const groups = new Map<string, readonly [readonly Tld[], T]>();
  for (const tld of tlds) {
    const value = valueOf(tld);
    const key = JSON.stringify(value);
    groups.set(key, [[...(groups.get(key)?.[0] ?? []), tld], value]);
  }
  return [...groups.values()];
}

/** The Admin Contact knows that nobody is on the list. */
export function isEmpty(tld: Tld, { sees, world }: TemplateContext): boolean {
  return sees(tld) && rosterOf(world, tld).contacts.length === 0;
}
