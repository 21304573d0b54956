import { dotted, type Tld } from '../core/cctld.ts';
import { withoutRepeatedAddresses } from '../core/email-address.ts';
import type { StoredMail } from '../core/stored-mail.ts';
import { rosterOf, type World } from '../core/world.ts';
import { hasGaps } from '../replies/template-block.ts';
import type { TemplateCommand, TemplateView } from '../replies/template-view.ts';
import { type AskedItem, isChangingItem } from '../rules/asked-item.ts';
import type { JudgedItem, Judgement } from '../rules/judge.ts';
import { requesterIsInsider } from './case.ts';
import type { House } from './house.ts';
import { mended, type MendedCommand, type TemplateContext } from './template-arrivals.ts';
import { mendedCommands, offeredCommands } from './template-commands.ts';
import { freeText } from './template-free-text.ts';
import { withMoves } from './template-moves.ts';

/** The sender hears of nothing but what the mail shows, or of the own roster; the authority sees its ccTLDs' rosters. */
export type TemplateReader =
  | { readonly kind: 'sender' }
  | { readonly kind: 'authority'; readonly tlds: readonly Tld[] };

/**
 * What to send back when something was refused, or nothing was understood, or a person would not have to look at it if it
 * were written otherwise, or somebody is to be named first. It holds every changing command of the mail, since they stand or
 * fall together. Null: nothing is to mend.
 */
export function templateFor(
  { book }: Pick<House, 'book'>,
  judgement: Judgement,
  mail: Pick<StoredMail, 'message' | 'request'>,
  world: World,
  reader: TemplateReader,
): TemplateView | null {
  const { asker, items } = judgement;
  const changing = items.map(({ asked }) => asked).filter(isChangingItem);
  const adminOf = reader.kind === 'authority' ? reader.tlds : asker.adminOf;
  const context: TemplateContext = {
    world,
    book,
    asker: asker.address,
    items: changing.map((item) => ({ ...item, tlds: ownTlds(item, adminOf) })),
    adminOf,
    contactOf: asker.contactOf,
    sees: (tld) =>
      reader.kind === 'authority' ? reader.tlds.includes(tld) : requesterIsInsider(judgement, mail.message, tld),
    strict: false,
  };
  const toMend = items.filter((item) => isToMend(item, reader));
  const found = toMend.find(({ asked }) => isChangingItem(asked)) ?? toMend[0];
  if (found === undefined) return view(firstContacts(items, context), context);
  if (found.asked.request === 'free-text') return view(freeText(found, mail, judgement, context), context);
  if (!isChangingItem(found.asked)) return view(unanswered(readAgain(found, context), items, context), context);
  const strict = found.verdict === 'hold';
  const commands = mendedCommands(context.items, { ...context, strict });
  const theirs = commands.filter(
    ({ command, tlds }) =>
      reader.kind === 'sender' || (isAdminsCommand(command) && tlds.every((tld) => reader.tlds.includes(tld))),
  );
  const shown = view(theirs, context);
  // What nobody has to fill in would wait like the mail before it, but for who is there with another address.
  const moves = withMoves(context.items, context) !== context.items;
  return strict && shown !== null && !moves && !hasGaps(shown)
    ? null
    : (shown ?? view(unanswered(readAgain(found, context), items, context), context));
}

/** Where all ccTLDs of a command were wrong, the reader's only one; with several, the reader has to say. */
function ownTlds({ tlds }: AskedItem, adminOf: readonly Tld[]): readonly Tld[] {
  return tlds.length > 0 || adminOf.length !== 1 ? tlds : adminOf;
}

/** Changes come first: a read that was answered needs no template, and one that was refused can be sent at any time. */
function isToMend(item: JudgedItem, reader: TemplateReader): boolean {
  const faults = reader.kind === 'sender' ? item.told.faults : item.faults;
  if (item.asked.request === 'free-text') return item.verdict === 'hold';
  if (faults.length > 0 || item.verdict === 'refuse') return true;
  return (
    item.verdict === 'hold' &&
    item.decisive.length > 0 &&
    item.decisive.every(({ when }) => 'look' in when || 'conflict' in when)
  );
}

function view(found: readonly MendedCommand[], { world, adminOf }: TemplateContext): TemplateView | null {
  if (found.length === 0) return null;
  // CONTACTS without a ccTLD below another command would be a heading.
  const commands = found.toSorted((a, b) => Number(b.tlds.length === 0) - Number(a.tlds.length === 0));
  const tlds = [...new Set(found.flatMap((one) => (isAdminsCommand(one.command) ? one.tlds : [])))];
  const ofOthers = tlds.filter((tld) => !adminOf.includes(tld));
  const copy = ofOthers.flatMap((tld) => world.iana.get(tld)?.adminEmail ?? []);
  return {
    commands: commands.map(({ command }) => command),
    tlds,
    copy: withoutRepeatedAddresses(copy),
    leftOut: found.flatMap(({ leftOut }) => leftOut),
  };
}

function isAdminsCommand({ word, head }: TemplateCommand): boolean {
  switch (word) {
    case 'SUBSCRIBE':
    case 'CONTACTS':
    case 'REPLACE':
      return true;
    case 'REMOVE':
      return !head.endsWith(' me');
    case 'UPDATE':
      return head !== 'UPDATE';
    case 'STATUS':
    case 'WHO':
    case 'DISPUTE':
      return false;
  }
}

/** A question about what the sender may see; where nothing can be changed, the list as it is. */
function readAgain({ asked }: JudgedItem, context: TemplateContext): readonly MendedCommand[] {
  const { world, adminOf, contactOf } = context;
  const own = [...new Set([...adminOf, ...contactOf])];
  if (own.length === 0) return [];
  const wanted = asked.tlds.filter((tld) => own.includes(tld));
  const command = asked.located?.command;
  // A contact sees other ccTLDs with WHO only.
  const ofOthers = command?.word === 'STATUS' && asked.tlds.length > 0 && wanted.length === 0;
  if ((command?.word === 'WHO' || ofOthers) && contactOf.length > 0) {
    return [{ command: { word: 'WHO', head: whoLine(asked, world), people: [] }, tlds: [], leftOut: [] }];
  }
  const [first] = own;
  // What the own entry needs besides is the Admin Contact's to ask; the list as it is follows.
  if (command?.word === 'UPDATE' && contactOf.length > 0) return [];
  if (command?.word === 'DISPUTE' && first !== undefined) return [mended(context, 'DISPUTE', [first], [], [])];
  return [mended(context, 'STATUS', wanted.length > 0 ? wanted : own, [], [])];
}

function whoLine({ located, tlds }: AskedItem, world: World): string {
  const command = located?.command;
  const more = command?.word === 'WHO' ? [...command.regions, ...command.search] : [];
  return ['WHO', ...tlds.map((tld) => dotted(world.table, tld)), ...more].join(' ');
}

/** Without what the same mail was answered; the whole list only where none of it was. */
function unanswered(
  offered: readonly MendedCommand[],
  items: readonly JudgedItem[],
  { world }: TemplateContext,
): readonly MendedCommand[] {
  const told = items.flatMap(({ asked, verdict }) => (verdict === 'accept' ? asked : []));
  const tldsTold = told.flatMap(({ request, tlds }) => (request === 'status' ? tlds : []));
  const linesTold = told.flatMap((asked) => (asked.request === 'who' ? whoLine(asked, world) : []));
  const needless = linesTold.length > 0 ? [...linesTold, 'WHO'] : [];
  return offered.filter(({ command: { word, head }, tlds }) =>
    word === 'STATUS' ? !tlds.every((tld) => tldsTold.includes(tld)) : !needless.includes(head),
  );
}

/** STATUS of a ccTLD without contacts: there is no list to edit, so its Admin Contact gets the first ones to fill in. */
function firstContacts(items: readonly JudgedItem[], context: TemplateContext): readonly MendedCommand[] {
  const [only, ...more] = items;
  const [tld, ...others] = only?.asked.tlds ?? [];
  if (only?.asked.request !== 'status' || tld === undefined || more.length > 0 || others.length > 0) return [];
  const empty = context.sees(tld) && rosterOf(context.world, tld).contacts.length === 0;
  return empty && context.adminOf.includes(tld) ? offeredCommands([], [tld], context) : [];
}
