import type { Tld } from '../core/cctld.ts';
import type { CommandWord, ContactDraft, Doubt, Hint, IgnoredLine } from '../core/command.ts';
import type { EmailAddress } from '../core/email-address.ts';
import type { Fault } from '../core/fault.ts';
import type { Party } from '../core/held-case.ts';
import type { IanaRecord } from '../core/iana.ts';
import type { Instant } from '../core/instant.ts';
import type { Reference } from '../core/message.ts';
import type { ReceiptWord } from '../core/plan.ts';
import type { Redelegation } from '../core/redelegation.ts';
import type { RosterChange } from '../core/roster-change.ts';
import type { Contact, Roster } from '../core/roster.ts';
import type { Quoting } from './ignored-lines.ts';
import type { Letterhead } from './letter.ts';
import type { TemplateView } from './template-view.ts';
import type { Unreached } from './unreached-letters.ts';

export type ItemOutcome = 'applied' | 'unchanged' | 'confirm' | 'held' | 'refused' | 'info' | 'would-apply';

/** One command as we read it and what became of it. */
export type AnsweredItem = {
  readonly word: CommandWord | 'FREE-TEXT';
  /** 0: the Subject. */
  readonly line: number;
  /** The line as it was written; without a secret that may stand in it. */
  readonly text: string;
  readonly tlds: readonly Tld[];
  /** Contact blocks as understood, shown back. */
  readonly drafts: readonly ContactDraft[];
  readonly outcome: ItemOutcome;
  /** Sentences of the rules that decided (their `tell`), placeholders filled. Empty for accept. */
  readonly because: readonly string[];
  readonly faults: readonly Fault[];
  readonly doubts: readonly Doubt[];
  readonly info: Information | null;
};

/** It answers one of our own mails. */
export function isReply({ word }: Pick<AnsweredItem, 'word'>): boolean {
  return word === 'CONFIRM' || word === 'DENY' || word === 'OK' || word === 'DISPUTE';
}

/** What a read command is answered with. */
export type Information =
  | { readonly kind: 'help' }
  | { readonly kind: 'status'; readonly entries: readonly StatusEntry[] }
  | { readonly kind: 'directory'; readonly rosters: readonly Roster[] }
  | { readonly kind: 'confirmation'; readonly outcome: ConfirmationOutcome; readonly ref: Reference }
  /** `confirmed`: ccTLDs for which it says that the own entry is still right. */
  | { readonly kind: 'welcome-ok'; readonly confirmed: readonly Tld[] }
  | { readonly kind: 'no-invitation'; readonly tlds: readonly Tld[] }
  | { readonly kind: 'dispute'; readonly tlds: readonly Tld[]; readonly until: Instant };

export type StatusEntry = {
  readonly tld: Tld;
  readonly iana: IanaRecord | null;
  readonly roster: Roster;
  /** Null: none, or settled. */
  readonly redelegation: Redelegation | null;
  /** Addresses of the list from which mail comes back. */
  readonly bouncing: readonly Pick<Unreached, 'address' | 'since'>[];
  /** Contacts whose entry nobody has confirmed for too long. */
  readonly stale: readonly Contact[];
  /** Requests for this ccTLD that still wait. */
  readonly open: readonly Reference[];
};

/** What a CONFIRM or DENY did. */
export type ConfirmationOutcome =
  | 'confirmed'
  /** Others have to confirm as well. */
  | 'partly-confirmed'
  | 'denied'
  | 'already-confirmed'
  | 'already-denied'
  /** After seven days: the Secretariat has it. */
  | 'too-late'
  /** The roster changed since: the change would no longer be the one that was shown. */
  | 'roster-changed'
  /** IANA publishes another Admin Contact now. */
  | 'admin-changed'
  /** A rule now holds it for the Secretariat. */
  | 'held'
  /** Decided by the Secretariat meanwhile. */
  | 'closed';

/** Whose word a request waits for, and for which ccTLDs. */
export type AskedParty = { readonly party: Party; readonly tlds: readonly Tld[] };

export type AnswerView = Letterhead & {
  readonly to: EmailAddress;
  readonly result: ReceiptWord;
  readonly theirSubject: string;
  readonly receivedAt: Instant;
  readonly dryRun: boolean;
  readonly items: readonly AnsweredItem[];
  /** What was (or, for CHECK and confirm, would be) changed, for those who may see it; else empty. */
  readonly changes: readonly RosterChange[];
  readonly ignored: readonly IgnoredLine[];
  /** Attached files, of which nothing is read. */
  readonly unreadFiles: number;
  readonly quoting: Quoting;
  readonly hints: readonly Hint[];
  /** Rosters as they now stand, for those who may see them; each is printed as an editable CONTACTS block. */
  readonly rosters: readonly Roster[];
  /** Admin Contacts of these rosters where the receiver is not the Admin Contact: without their word nothing changes. */
  readonly copy: readonly EmailAddress[];
  /** The receiver is of the Secretariat and of none of these ccTLDs: what such a person sends waits at the review desk. */
  readonly atDesk: boolean;
  /** A command block to correct and send back, when something was refused or not understood; null when nothing is to mend. */
  readonly template: TemplateView | null;
  /** Fewer than two contacts are left for these, or none. */
  readonly tooFew: readonly Tld[];
  readonly asked: readonly AskedParty[];
  /** True where its receiver is on the list no more by what was done; another mail says how to disagree. */
  readonly left: boolean;
  /** Which data that were on the list already count as confirmed now. */
  readonly reconfirmed: 'the-list' | 'own-entry' | 'nothing';
  /** Redelegations of the rosters that are shown. */
  readonly redelegations: readonly Redelegation[];
};
