import type { Tld } from '../core/cctld.ts';
import type { Doubt, IgnoredLine } from '../core/command.ts';
import type { EmailAddress } from '../core/email-address.ts';
import type { Fault } from '../core/fault.ts';
import type { Instant } from '../core/instant.ts';
import type { Evidence, Reference } from '../core/message.ts';
import type { RosterChange } from '../core/roster-change.ts';
import type { AnsweredItem } from './answer-view.ts';
import type { Quoting } from './ignored-lines.ts';
import type { Letterhead } from './letter.ts';
import type { TemplateView } from './template-view.ts';
import type { Unreachable } from './unreached-letters.ts';

/** What would do something; a case can always be refused, discarded, and taken. */
export type DecisionsOffered = { readonly approve: boolean; readonly ask: boolean };

/** What happened before a case came to the Secretariat, where its mail alone does not tell. */
export type CaseBackground =
  | { readonly kind: 'unanswered'; readonly asked: readonly EmailAddress[] }
  | { readonly kind: 'unasked' }
  | { readonly kind: 'admin-changed' }
  /** A reviewer approved what it would no longer be. */
  | { readonly kind: 'world-changed' }
  | { readonly kind: 'disputed'; readonly ref: Reference; readonly told: EmailAddress; readonly change: RosterChange }
  /** A DISPUTE that does not say of which change. */
  | { readonly kind: 'disputed-unnamed' };

export type CaseNoticeView = Letterhead & {
  readonly open: DecisionsOffered;
  readonly to: EmailAddress;
  readonly from: EmailAddress;
  readonly tlds: readonly Tld[];
  readonly words: readonly string[];
  readonly theirSubject: string;
  readonly because: readonly string[];
  readonly background: CaseBackground | null;
  /** Where the case stands at the review desk. */
  readonly url: string;
  /** Names that could deceive, with their characters made visible. */
  readonly oddNames: readonly string[];
  readonly evidence: readonly Evidence[];
  readonly changes: readonly RosterChange[];
  readonly faults: readonly Fault[];
  readonly doubts: readonly Doubt[];
  /** Of free text: what its author wrote for us, line by line, and what that may mean as a request (empty: nothing was found). */
  readonly freeText: { readonly lines: readonly string[]; readonly proposal: string } | null;
  readonly ignored: readonly IgnoredLine[];
  readonly quoting: Quoting;
};

/** A mail that waited, as its sender is told of the end. */
export type WaitedView = Letterhead & {
  readonly to: EmailAddress;
  readonly tlds: readonly Tld[];
  readonly theirSubject: string;
  readonly receivedAt: Instant;
  readonly commands: readonly Pick<AnsweredItem, 'word' | 'line' | 'text'>[];
};

/** It is done, but not as it was written. */
export type CaseCorrectedView = WaitedView & { readonly changes: readonly RosterChange[] };

/** It is not done. */
export type CaseRefusedView = WaitedView & {
  readonly reason: string;
  /** `change`: it was confirmed, but could no longer be done as it was shown. */
  readonly by: 'secretariat' | 'authority' | 'change' | 'time';
  /** What to send instead; null: nothing would help. */
  readonly template: TemplateView | null;
};

/** What happened to a case of which the Secretariat was told, or why it could not be decided by mail. */
export type CaseStep =
  | {
      readonly kind:
        | 'approved'
        | 'approved-corrected'
        | 'endorsed'
        | 'endorsed-corrected'
        | 'discarded'
        | 'asked'
        | 'given-back'
        | 'undone'
        | 'restored'
        | 'escalated'
        | 'confirmed'
        | 'denied';
      /** As in the audit: `secretariat:kim@tld-ops.example`. */
      readonly actor: string;
    }
  | { readonly kind: 'refused'; readonly actor: string; readonly reason: string }
  | { readonly kind: 'kept-frozen'; readonly actor: string; readonly until: Instant }
  | { readonly kind: 'assigned'; readonly actor: string; readonly name: string }
  /** What somebody wrote about it, line by line. */
  | { readonly kind: 'noted'; readonly actor: string; readonly note: readonly string[] }
  | { readonly kind: 'void' }
  | { readonly kind: 'freeze-ended'; readonly tlds: readonly Tld[] }
  | { readonly kind: 'lapsed' | 'reminder'; readonly days: number }
  | { readonly kind: 'not-done'; readonly fault: CaseFault }
  /** Somebody decided before; what was decided, where it is on record. */
  | { readonly kind: 'decided-before'; readonly decision: CaseStep | null };

export type CaseFault =
  | 'late'
  | 'no-word'
  | 'no-reason'
  | 'nothing-to-apply'
  | 'policy-refuses'
  | 'too-many-mails'
  | 'nobody-to-ask'
  | 'needs-desk-users';

export type CaseThreadView = Letterhead & {
  readonly to: EmailAddress;
  readonly from: EmailAddress;
  readonly tlds: readonly Tld[];
  readonly words: readonly string[];
  readonly step: CaseStep;
  /** Null: nothing is to be decided any more. */
  readonly open: DecisionsOffered | null;
  readonly url: string;
};

/** A case that is put to the Standing Committee: facts that were checked, and none of the sender's own words. */
export type EscalationView = Letterhead &
  Pick<CaseNoticeView, 'to' | 'from' | 'tlds' | 'words' | 'because' | 'evidence' | 'changes' | 'faults' | 'doubts'> & {
    readonly actor: string;
    /** Empty: none but what to do. */
    readonly question: string;
    readonly until: Instant;
  };

/** What waits for the Secretariat, oldest first. */
export type CaseDigestView = Letterhead & {
  readonly to: EmailAddress;
  readonly cases: readonly {
    readonly ref: Reference;
    readonly tlds: readonly Tld[];
    readonly words: readonly string[];
    readonly from: EmailAddress;
    readonly since: Instant;
    /** Who has it; null: nobody. */
    readonly assignee: string | null;
  }[];
  /** Addresses that do not work, about which those who may know were asked. */
  readonly unreachable: readonly (Unreachable & { readonly ref: Reference; readonly assignee: string | null })[];
  readonly url: string;
};

/** The list of a ccTLD can be changed again, though a dispute about it waits. */
export type FreezeEndedView = Letterhead & { readonly tld: Tld; readonly reader: 'author' | 'others' };
