import type { Command, ContactDraft, Located } from '../core/command.ts';
import type { World } from '../core/world.ts';
import type { AnsweredItem, Information, ItemOutcome } from '../replies/answer-view.ts';
import type { JudgedItem } from '../rules/judge.ts';
import type { RuleBook } from '../rules/rule-book.ts';
import { directoryInformation, statusInformation } from './information.ts';

/** How the items of a mail are shown to one receiver. */
export type ItemContext = {
  readonly book: RuleBook;
  readonly world: World;
  readonly dryRun: boolean;
  /** The mail changes something on a roster. */
  readonly changesSomething: boolean;
  /** Contacts that stand in it without a command. */
  readonly loose: readonly ContactDraft[];
  /** What CONFIRM, DENY, OK and DISPUTE did, told instead of a roster. */
  readonly tokenInformation: Information | null;
};

export function answeredItem(item: JudgedItem, context: ItemContext): AnsweredItem {
  const { asked } = item;
  const command = asked.located?.command ?? null;
  return {
    word: command?.word ?? 'FREE-TEXT',
    line: asked.located?.line ?? 0,
    text: asked.located === null ? '' : lineAsWritten(asked.located),
    tlds: asked.tlds,
    drafts: command === null ? context.loose : draftsOf(item),
    outcome: outcomeOf(item, context),
    because: reasonsOf(item),
    faults: item.told.faults,
    doubts: item.told.doubts,
    info: informationOf(item, context),
  };
}

/** The line as it was written; what stands behind CONFIRM, DENY and DISPUTE may be a secret. */
export function lineAsWritten({ command, text }: Located<Command>): string {
  switch (command.word) {
    case 'CONFIRM':
    case 'DENY':
      return command.word;
    case 'DISPUTE':
      return command.token === null ? text : command.word;
    case 'SUBSCRIBE':
    case 'CONTACTS':
    case 'REPLACE':
    case 'REMOVE':
    case 'UPDATE':
    case 'WHO':
    case 'STATUS':
    case 'HELP':
    case 'OK':
      return text;
  }
}

/** Why this very item is not done; none where another item of the mail stands in its way. */
function reasonsOf({ decisions, verdict }: JudgedItem): readonly string[] {
  if (verdict === 'accept') return [];
  const own = decisions.flatMap(({ decision }) => (decision.verdict === verdict ? decision.decisive : []));
  return [...new Set(own.flatMap(({ tell }) => (tell === null ? [] : [tell])))];
}

function draftsOf({ asked }: JudgedItem): readonly ContactDraft[] {
  const command = asked.located?.command;
  switch (command?.word) {
    case 'SUBSCRIBE':
    case 'CONTACTS':
    case 'REPLACE':
      return command.contacts;
    case 'UPDATE':
      return [command.draft];
    case 'REMOVE':
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

function outcomeOf(item: JudgedItem, { dryRun, changesSomething }: ItemContext): ItemOutcome {
  switch (item.verdict) {
    case 'accept':
      if (!isChange(item)) return 'info';
      if (!changesSomething) return 'unchanged';
      return dryRun ? 'would-apply' : 'applied';
    case 'confirm':
      return 'confirm';
    case 'hold':
      return 'held';
    case 'refuse':
    case 'defer':
    case 'discard':
      return 'refused';
  }
}

function isChange({ asked }: JudgedItem): boolean {
  switch (asked.request) {
    case 'roster-change':
    case 'update-details':
    case 'update-address':
    case 'remove-oneself':
      return true;
    case 'help':
    case 'status':
    case 'who':
    case 'dispute':
    case 'confirm':
    case 'deny':
    case 'welcome-ok':
    case 'free-text':
    case 'to-postmaster':
    case 'review-decision':
    case 'case-note':
    case 'no-invitation':
      return false;
  }
}

function informationOf(item: JudgedItem, { book, world, tokenInformation }: ItemContext): Information | null {
  if (item.verdict !== 'accept') return null;
  const command = item.asked.located?.command;
  switch (item.asked.request) {
    case 'help':
      return { kind: 'help' };
    case 'status':
      return statusInformation(item.asked.tlds, world, book.limits);
    case 'who':
      return command?.word === 'WHO' ? directoryInformation(command, item.asked.tlds, world) : null;
    case 'confirm':
    case 'deny':
    case 'dispute':
    case 'welcome-ok':
    case 'no-invitation':
      return tokenInformation;
    case 'roster-change':
    case 'update-details':
    case 'update-address':
    case 'remove-oneself':
    case 'free-text':
    case 'to-postmaster':
    case 'review-decision':
    case 'case-note':
      return null;
  }
}
