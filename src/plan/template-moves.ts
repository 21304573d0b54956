import type { Tld } from '../core/cctld.ts';
import { type Command, type ContactDraft, isChange } from '../core/command.ts';
import type { EmailAddress } from '../core/email-address.ts';
import { alikeByName, sameWords } from '../core/person-name.ts';
import { type Contact, hasAddress } from '../core/roster.ts';
import { rosterOf } from '../core/world.ts';
import type { AskedItem } from '../rules/asked-item.ts';
import { groupedBy, type TemplateContext } from './template-arrivals.ts';
import { draftsFor, entryOf, samePerson } from './template-room.ts';

type Subscription = Extract<Command, { readonly word: 'SUBSCRIBE' }>;

/** What becomes of one person on one list; `old`: the entries' addresses, none where it is to be said which; null: a newcomer. */
type Place = { readonly draft: ContactDraft; readonly old: readonly EmailAddress[] | null };

/**
 * SUBSCRIBE of somebody who is on the list with another address would put two of that name there: that one becomes a REPLACE
 * of the own entry, on those lists where there is one. The same array where nobody is.
 */
export function withMoves(items: readonly AskedItem[], context: TemplateContext): readonly AskedItem[] {
  const parts = items.map((item) => movesOf(item, { ...context, items }));
  return parts.every((found) => found === null) ? items : items.flatMap((item, index) => parts[index] ?? [item]);
}

function movesOf(item: AskedItem, context: TemplateContext): readonly AskedItem[] | null {
  const command = item.located?.command;
  if (command?.word !== 'SUBSCRIBE') return null;
  const elsewhere = context.adminOf.filter((tld) => draftsFor(tld, item, context).length > 0);
  const places = new Map(
    [...new Set([...item.tlds, ...elsewhere])].map((tld): [Tld, readonly Place[]] => [
      tld,
      placesOn(tld, item, context),
    ]),
  );
  const movers = new Set([...places.values()].flat().flatMap(({ draft, old }) => (old === null ? [] : draft)));
  if (movers.size === 0) return null;
  const moved = [...movers].flatMap((draft) => replacements(draft, places, item));
  const newcomers = groupedBy([...places.keys()], (tld) =>
    (places.get(tld) ?? []).flatMap(({ draft, old }) => (old === null ? draft : [])),
  );
  const rest = newcomers.filter(([, contacts]) => contacts.length > 0);
  return [...moved, ...rest.map(([tlds, contacts]) => itemLike(item, tlds, { ...command, contacts }))];
}

/** One person's REPLACE, once for all lists on which the same goes. */
function replacements(
  draft: ContactDraft,
  places: ReadonlyMap<Tld, readonly Place[]>,
  item: AskedItem,
): readonly AskedItem[] {
  const oldOn = (tld: Tld): readonly EmailAddress[] | null =>
    places.get(tld)?.find((place) => place.draft === draft)?.old ?? null;
  const tlds = [...places.keys()].filter((tld) => oldOn(tld) !== null);
  return groupedBy(tlds, oldOn).map(([of, replaced]) =>
    itemLike(item, of, { word: 'REPLACE', tlds: [], replaced: replaced ?? [], contacts: [draft] }),
  );
}

function itemLike(
  item: AskedItem,
  tlds: readonly Tld[],
  command: Subscription | Extract<Command, { readonly word: 'REPLACE' }>,
): AskedItem {
  const named = tlds.map((tld) => ({ known: true as const, tld }));
  const { line, text, doubts } = item.located ?? { line: 0, text: '', doubts: [] };
  return { ...item, tlds, located: { line, text, doubts, command: { ...command, tlds: named } } };
}

function placesOn(tld: Tld, item: AskedItem, context: TemplateContext): readonly Place[] {
  const drafts = draftsFor(tld, item, context);
  const known = context.sees(tld) ? rosterOf(context.world, tld).contacts : [];
  const all = known.length === 0 ? [] : context.items.flatMap((other) => draftsFor(tld, other, context));
  // Of more people than a list can hold, somebody has to say first whom to leave out; and a mail can name thousands.
  if (all.length > context.book.limits.contactsMost) return drafts.map((draft) => ({ draft, old: null }));
  return drafts
    .filter((draft, index) => drafts.findIndex((other) => samePerson(other, draft)) === index)
    .map((draft) => ({ draft, old: oldOf(draft, tld, known, all, context) }));
}

function oldOf(
  draft: ContactDraft,
  tld: Tld,
  known: readonly Contact[],
  all: readonly ContactDraft[],
  context: TemplateContext,
): readonly EmailAddress[] | null {
  if (entryOf(context.world, tld, draft.email) !== null) return null;
  const alike = known.filter(({ name }) => isAlike(draft, name));
  if (alike.length === 0 || alike.some((entry) => isNamed(entry, tld, context))) return null;
  // Two of that name in one mail: nobody can tell which of them it is.
  if (all.some((other) => !samePerson(other, draft) && other.name !== null && isAlike(draft, other.name))) return null;
  // A son may have his father's name and a word more.
  return alike.length === 1 && alike.every(({ name }) => draft.name !== null && sameWords(draft.name, name))
    ? alike.map(({ email }) => email)
    : [];
}

function isAlike(draft: ContactDraft, name: string): boolean {
  return draft.name !== null && alikeByName(draft.name, name);
}

/** The mail says itself what shall become of this entry. */
function isNamed(entry: Contact, tld: Tld, { items, asker }: TemplateContext): boolean {
  return items.some(({ located, tlds, request }) => {
    if (located === null || !isChange(located) || !tlds.includes(tld)) return false;
    const { command } = located;
    const isOfAsker = request === 'remove-oneself' || request === 'update-details' || request === 'update-address';
    if (isOfAsker && hasAddress(entry, asker)) return true;
    switch (command.word) {
      case 'SUBSCRIBE':
        return command.contacts.some((draft) => isAt(entry, draft.email));
      case 'REPLACE':
        return [...command.replaced, ...command.contacts.map(({ email }) => email)].some((one) => isAt(entry, one));
      case 'REMOVE':
        return command.all || command.removed.some((one) => isAt(entry, one));
      case 'UPDATE':
        return isAt(entry, command.draft.email);
      case 'CONTACTS':
        return true;
    }
  });
}

function isAt(entry: Contact, address: EmailAddress | null): boolean {
  return address !== null && hasAddress(entry, address);
}
