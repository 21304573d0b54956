import type { Command, ContactDraft, NamedTld } from '../core/command.ts';
import type { EmailAddress } from '../core/email-address.ts';
import type { CommandHead } from './command-head.ts';

/** What was gathered from the command line and from the lines below it. */
export type Gathered = {
  readonly tlds: readonly NamedTld[];
  /** Addresses of those who go (REMOVE, REPLACE). */
  readonly away: readonly EmailAddress[];
  readonly contacts: readonly ContactDraft[];
  /** UPDATE without any field. */
  readonly nothing: ContactDraft;
  /** The address behind UPDATE; it gives way to an `Email:` below. */
  readonly whose: EmailAddress | null;
  /** `Version of this list:` in our own text. */
  readonly listVersion: number | null;
};

export function builtCommand(head: CommandHead, gathered: Gathered): Command {
  const { tlds, away, contacts, nothing, whose, listVersion } = gathered;
  switch (head.word) {
    case 'SUBSCRIBE':
      return { word: 'SUBSCRIBE', tlds, contacts };
    case 'CONTACTS':
      return { word: 'CONTACTS', tlds, contacts, ...(listVersion === null ? {} : { listVersion }) };
    case 'REPLACE':
      return { word: 'REPLACE', tlds, replaced: away, contacts };
    case 'REMOVE':
      return { word: 'REMOVE', tlds, removed: away, all: head.all, oneself: head.oneself };
    case 'UPDATE':
      return { word: 'UPDATE', tlds, draft: withAddress(contacts[0] ?? nothing, whose) };
    case 'WHO':
      return { word: 'WHO', tlds, regions: head.regions, search: head.search };
    case 'STATUS':
      return { word: 'STATUS', tlds };
    case 'HELP':
      return { word: 'HELP' };
  }
}

function withAddress(draft: ContactDraft, whose: EmailAddress | null): ContactDraft {
  return draft.lines.email === undefined ? { ...draft, email: whose } : draft;
}
