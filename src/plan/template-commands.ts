import type { Tld } from '../core/cctld.ts';
import type { Command, ContactDraft } from '../core/command.ts';
import type { EmailAddress } from '../core/email-address.ts';
import type { TemplateField } from '../replies/template-view.ts';
import type { AskedItem } from '../rules/asked-item.ts';
import {
  addressesOnLists,
  arrivals,
  groupedBy,
  isEmpty,
  mended,
  type MendedCommand,
  peopleOf,
  personContext,
  type TemplateContext,
} from './template-arrivals.ts';
import { withMoves } from './template-moves.ts';
import { ownRemoval, ownUpdate } from './template-own.ts';
import { updateFields } from './template-person.ts';
import { withUpdatesTogether } from './template-updates.ts';

const BLANK: TemplateField = { label: 'Email', value: '' };

/** Every changing command of a mail, mended. */
export function mendedCommands(asked: readonly AskedItem[], context: TemplateContext): readonly MendedCommand[] {
  const items = withUpdatesTogether(withMoves(asked, context));
  return items.flatMap((item) => mendedCommand(item, { ...context, items }));
}

/** As many commands as its ccTLDs need; none where nothing of it is left to do. */
function mendedCommand(item: AskedItem, context: TemplateContext): readonly MendedCommand[] {
  const command = item.located?.command;
  switch (command?.word) {
    case 'SUBSCRIBE':
    case 'CONTACTS':
    case 'REPLACE':
      return arrivals(item, command, context);
    case 'REMOVE':
      return removal(item, command, context);
    case 'UPDATE':
      return item.request === 'roster-change'
        ? updateByAdmin(item.tlds, command.draft, context)
        : ownUpdate(command.draft, context);
    case 'WHO':
    case 'STATUS':
    case 'HELP':
    case 'CONFIRM':
    case 'DENY':
    case 'DISPUTE':
    case 'OK':
    case undefined:
      return [];
  }
}

function removal(
  item: AskedItem,
  command: Extract<Command, { readonly word: 'REMOVE' }>,
  context: TemplateContext,
): readonly MendedCommand[] {
  const { tlds } = item;
  if (item.request === 'remove-oneself') {
    const own = tlds.filter((tld) => context.contactOf.includes(tld));
    if (own.length > 0) return ownRemoval(own, context);
    if (context.adminOf.length === 0) return [];
  }
  // A contact who names nobody means the own entry.
  const own = context.adminOf.length > 0 || command.all || command.removed.length > 0 ? [] : context.contactOf;
  const meant = tlds.length === 0 ? own : own.filter((tld) => tlds.includes(tld));
  if (meant.length > 0) return [mended(context, 'REMOVE', meant, ['me'], [])];
  if (tlds.length === 0) return [removalFrom([], addressesOnLists(command.removed, [], context), command, context)];
  const parts = groupedBy(
    tlds.filter((tld) => !isEmpty(tld, context)),
    (tld) => addressesOnLists(command.removed, [tld], context),
  );
  // Who stands on one of the lists is to leave that one.
  const some = parts.filter(([, there]) => there.length > 0);
  return (some.length > 0 ? some : parts).map(([of, there]) => removalFrom(of, there, command, context));
}

function removalFrom(
  tlds: readonly Tld[],
  there: readonly EmailAddress[],
  { all, removed }: Extract<Command, { readonly word: 'REMOVE' }>,
  context: TemplateContext,
): MendedCommand {
  if (all) return mended(context, 'REMOVE', tlds, ['ALL'], []);
  const blanks = Math.max(removed.length, 1) - there.length;
  return mended(context, 'REMOVE', tlds, there, [Array.from({ length: blanks }, () => BLANK)]);
}

function updateByAdmin(tlds: readonly Tld[], draft: ContactDraft, context: TemplateContext): readonly MendedCommand[] {
  if (tlds.length > 0 && tlds.every((tld) => isEmpty(tld, context))) {
    return [mended(context, 'SUBSCRIBE', tlds, [], peopleOf([draft], tlds, context, 1))];
  }
  const strange = draft.email !== null && addressesOnLists([draft.email], tlds, context).length === 0;
  const known = strange ? { ...draft, email: null } : draft;
  const fields = updateFields(known, personContext(known, tlds, context), true);
  return [mended(context, 'UPDATE', tlds, [], [fields])];
}

/** What an Admin Contact or contact may do who wrote no command: whole entries to send, filled in as far as they are known. */
export function offeredCommands(
  loose: readonly ContactDraft[],
  tlds: readonly Tld[],
  context: TemplateContext,
): readonly MendedCommand[] {
  const command = {
    word: 'SUBSCRIBE',
    tlds: tlds.map((tld) => ({ known: true as const, tld })),
    contacts: loose,
  } as const;
  const item: AskedItem = {
    located: { command, line: 0, text: '', doubts: [] },
    request: 'roster-change',
    tlds,
    faults: [],
  };
  return mendedCommands([item], context);
}
