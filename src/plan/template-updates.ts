import type { Command, ContactDraft } from '../core/command.ts';
import { addressKey } from '../core/email-address.ts';
import type { AskedItem } from '../rules/asked-item.ts';
import { filledFrom, UPDATED } from '../rules/updates-together.ts';

type Update = Extract<Command, { readonly word: 'UPDATE' }>;

/**
 * UPDATEs of one entry that want a field to be this and that are one, in which the first one counts: two would be refused again.
 * The same array where there are none.
 */
export function withUpdatesTogether(items: readonly AskedItem[]): readonly AskedItem[] {
  const entries = Map.groupBy(items, whose);
  const differing = [...entries].filter(([entry, ofEntry]) => entry !== null && differ(ofEntry.flatMap(draftsOf)));
  if (differing.length === 0) return items;
  return items.flatMap((item) => {
    const [, ofEntry = []] = differing.find(([entry]) => entry === whose(item)) ?? [];
    if (ofEntry.length === 0) return [item];
    return item === ofEntry[0] ? [merged(item, ofEntry)] : [];
  });
}

/** A contact's UPDATEs are all of the own entry, whatever ccTLD they name. */
function whose(item: AskedItem): string | null {
  const command = updateOf(item);
  if (command === null) return null;
  if (item.request !== 'roster-change') return 'own';
  const { email } = command.draft;
  return email === null ? null : [addressKey(email), ...item.tlds.toSorted()].join(' ');
}

function updateOf({ located }: AskedItem): Update | null {
  return located?.command.word === 'UPDATE' ? located.command : null;
}

function draftsOf(item: AskedItem): readonly ContactDraft[] {
  const command = updateOf(item);
  return command === null ? [] : [command.draft];
}

function differ(drafts: readonly ContactDraft[]): boolean {
  return UPDATED.some((field) => new Set(drafts.flatMap((draft) => draft[field] ?? [])).size > 1);
}

function merged(item: AskedItem, ofEntry: readonly AskedItem[]): AskedItem {
  const command = updateOf(item);
  if (item.located === null || command === null) return item;
  const draft = ofEntry.flatMap(draftsOf).reduce((first, second) => filledFrom(first, second));
  return { ...item, located: { ...item.located, command: { ...command, draft } } };
}
