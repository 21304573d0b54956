import type { CcTldTable, Tld } from '../core/cctld.ts';
import type { CommandWord, ContactDraft, Doubt, Hint, IgnoredLine } from '../core/command.ts';
import type { EmailAddress } from '../core/email-address.ts';
import type { Fault } from '../core/fault.ts';
import type { Party } from '../core/held-case.ts';
import type { IanaRecord } from '../core/iana.ts';
import type { IanaNews } from '../core/iana-step.ts';
import type { Instant } from '../core/instant.ts';
import type { Evidence, Proof, Reference } from '../core/message.ts';
import type { NotificationKind } from '../core/notification.ts';
import type { Attachment } from '../core/outgoing.ts';
import type { ReceiptWord } from '../core/plan.ts';
import type { Redelegation } from '../core/redelegation.ts';
import type { Contact, Roster } from '../core/roster.ts';
import type { RosterChange } from '../core/roster-change.ts';

/** What every mail of ours needs to say who we are and what it is about. */
export type Letterhead = {
  readonly ref: Reference;
  readonly table: CcTldTable;
  /** The admin mailbox, for "send it to …". */
  readonly mailbox: EmailAddress;
  readonly rules: readonly string[];
};

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

/** How much of the sender's own text is repeated (`rules/limits.yaml`). */
export type Quoting = { readonly lines: number; readonly lineLength: number };

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
  readonly quoting: Quoting;
  readonly hints: readonly Hint[];
  /** Rosters as they now stand, for those who may see them; each is printed as an editable CONTACTS block. */
  readonly rosters: readonly Roster[];
  /** Admin Contacts of these rosters where the receiver is not the Admin Contact: without their word nothing changes. */
  readonly copy: readonly EmailAddress[];
  /** A command block to correct and send back, when something was refused or not understood; null when nothing is to mend. */
  readonly template: TemplateView | null;
  /** Fewer than two contacts are left for these. */
  readonly wantsSecond: readonly Tld[];
  /** Whose word the request waits for. */
  readonly asked: readonly Party[];
  /** True where its receiver is on the list no more by what was done; another mail says how to disagree. */
  readonly left: boolean;
  /** True where data that were on the list already count as confirmed now. */
  readonly reconfirmed: boolean;
  /** Redelegations of the rosters that are shown. */
  readonly redelegations: readonly Redelegation[];
};

/** Commands to send back: the sender's own data where they were right, an empty field where something is to be written. */
export type TemplateView = {
  readonly commands: readonly TemplateCommand[];
  /** ccTLDs whose lists they would change, also where the mail named none that is right. */
  readonly tlds: readonly Tld[];
  /** Admin Contacts without whose word it will not be done; they belong into Cc. */
  readonly copy: readonly EmailAddress[];
  /** People of the mail for whom there is no room on the list. */
  readonly leftOut: readonly string[];
};

export type TemplateCommand = {
  readonly word: 'SUBSCRIBE' | 'CONTACTS' | 'REPLACE' | 'REMOVE' | 'UPDATE' | 'STATUS' | 'WHO' | 'DISPUTE';
  /** The command line: the word, ccTLDs and addresses. */
  readonly head: string;
  /** Fields below it, a list for each person. */
  readonly people: readonly (readonly TemplateField[])[];
};

export type TemplateField = {
  readonly label: 'ccTLD' | 'Name' | 'Email' | 'Secondary email' | 'Phone' | 'Role' | 'Old contact email';
  /** Empty: to be filled in. */
  readonly value: string;
};

export type ConfirmationRequestView = Letterhead & {
  readonly to: EmailAddress;
  readonly party: Party;
  readonly tlds: readonly Tld[];
  /** Who asks, as far as we may tell: the From address of the request. */
  readonly askedBy: EmailAddress;
  /** How sure we are that `askedBy` wrote it. */
  readonly proof: Proof;
  readonly doubts: readonly Doubt[];
  /** True where its receiver wrote the request: then the lines in doubt may be shown. */
  readonly ownMail: boolean;
  readonly changes: readonly RosterChange[];
  /** Faults that make it impossible as it stands: then no token is sent and the admin is told what to send instead. */
  readonly faults: readonly Fault[];
  /** True where another ccTLD's part of the mail has the faults. */
  readonly impossible: boolean;
  readonly template: TemplateView | null;
  readonly expiresAt: Instant;
};

export type WelcomeView = Letterhead & {
  readonly to: EmailAddress;
  readonly tlds: readonly Tld[];
  readonly contact: Contact;
  readonly addressOnly: boolean;
  /** True where the address proved itself before: it need not answer OK. */
  readonly known: boolean;
};
export type FarewellView = Letterhead & {
  readonly to: EmailAddress;
  readonly tlds: readonly Tld[];
  readonly contact: Contact;
  /** Days for which the token of this mail can be used to DISPUTE; null where it carries none. */
  readonly disputeDays: number | null;
};
/** To the Admin Contact, the contacts of the ccTLD and an address that is about to go. Never more roster than its receiver may see. */
export type ChangeNoticeView = Letterhead & {
  readonly to: EmailAddress;
  readonly changes: readonly RosterChange[];
  readonly askedBy: EmailAddress;
  /** How it was authorised: by the admin's signed mail, by CONFIRM of …, by the Secretariat, by the contact itself. */
  readonly authority: 'admin-signed' | 'confirmed' | 'secretariat' | 'contact-signed';
  /** `asked`: an address change that waits for its confirmation. */
  readonly stage: 'done' | 'asked';
  readonly showRoster: boolean;
  /** Days for which the token of this mail can be used to DISPUTE; null where it carries none. */
  readonly disputeDays: number | null;
  /** True for the Admin Contact of a ccTLD that has too few contacts now. */
  readonly wantsSecond: boolean;
};
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
/** What would do something; a case can always be refused, discarded, and taken. */
export type DecisionsOffered = { readonly approve: boolean; readonly ask: boolean };

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
  readonly ignored: readonly IgnoredLine[];
  readonly quoting: Quoting;
};
export type ReminderView = Letterhead & {
  readonly to: EmailAddress;
  readonly tlds: readonly Tld[];
  readonly askedBy: EmailAddress;
  readonly changes: readonly RosterChange[];
  readonly expiresAt: Instant;
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
  readonly unreachable: readonly Unreachable[];
  readonly url: string;
};

/** The list of a ccTLD can be changed again, though a dispute about it waits. */
export type FreezeEndedView = Letterhead & { readonly tld: Tld; readonly reader: 'author' | 'others' };

/** It is not done. */
export type CaseRefusedView = WaitedView & {
  readonly reason: string;
  /** `change`: it was confirmed, but could no longer be done as it was shown. */
  readonly by: 'secretariat' | 'authority' | 'change' | 'time';
  /** What to send instead; null: nothing would help. */
  readonly template: TemplateView | null;
};
/** Mail to postmaster or abuse, handed on as text. */
export type ForwardedView = Letterhead & {
  readonly to: EmailAddress;
  readonly from: EmailAddress;
  readonly writtenTo: 'postmaster' | 'abuse';
  readonly theirSubject: string;
  readonly text: string;
};
/** A mail that met a bug; to the Secretariat. */
export type FailureView = Letterhead & { readonly to: EmailAddress; readonly receivedAt: Instant };

/** A mail of ours that will never arrive; to the Secretariat. */
export type UndeliverableView = Letterhead & {
  readonly to: EmailAddress;
  readonly addressee: EmailAddress;
  readonly theirSubject: string;
  readonly writtenAt: Instant;
  /** The last answer of the smarthost, one line. */
  readonly reason: string;
};

/** Asks a person on the list whether the own entry is still right. */
export type StillRightView = Letterhead & {
  readonly to: EmailAddress;
  readonly name: string;
  /** Of each ccTLD the own entry only. */
  readonly entries: readonly Pick<Roster, 'tld' | 'contacts'>[];
  /** False where the address has not proved itself: then it sees no more of the entry than a welcome shows. */
  readonly proved: boolean;
  /** When we asked first; null: this is the first letter. */
  readonly askedAt: Instant | null;
};

/** Letters to many that will never arrive; to the Secretariat. */
export type UndeliverableDigestView = Letterhead & {
  readonly to: EmailAddress;
  readonly mails: readonly {
    readonly addressee: EmailAddress;
    readonly theirSubject: string;
    /** The last answer of the smarthost, one line. */
    readonly reason: string;
  }[];
};

/** Somebody on the list whom we do not reach at that address, in these ccTLDs. */
export type Unreached = {
  readonly name: string;
  readonly address: EmailAddress;
  readonly isPrimary: boolean;
  readonly since: Instant;
  readonly tlds: readonly Tld[];
};

/** To others who may know more about people whom we do not reach. */
export type UnreachedView = Letterhead & {
  readonly to: EmailAddress;
  /** `silent`: they do not answer the question whether their entry is still right. */
  readonly why: 'bouncing' | 'silent';
  /** Entries of the reader, at another address. */
  readonly own: readonly Unreached[];
  /** People of ccTLDs whose contact the reader is. */
  readonly fellows: readonly Unreached[];
  /** People of ccTLDs whose Admin Contact the reader is, and the lists of these. */
  readonly administered: readonly Unreached[];
  readonly rosters: readonly Roster[];
};

/** To an address from which mail came back. */
export type ProbeView = Letterhead & { readonly to: EmailAddress; readonly since: Instant };

/** An address that does not work, and whose it is. */
export type Unreachable = Pick<Unreached, 'address' | 'since'> & {
  readonly people: readonly Unreached[];
  readonly adminOf: readonly Tld[];
  /** RFC 3463, and the mail server's own words. */
  readonly status: string;
  readonly reason: string;
};

/** To the Secretariat. */
export type UnreachableView = Letterhead & { readonly to: EmailAddress; readonly addresses: readonly Unreachable[] };

/** What a look at IANA brought; to the Secretariat. */
export type IanaDigestView = Letterhead & {
  readonly to: EmailAddress;
  readonly news: readonly IanaNews[];
  /** Changes of these ccTLDs wait until then. */
  readonly until: Instant;
};

/** One address of an Admin Contact that is another one now. `byHand`: the Secretariat noted it. */
export type AdminMove = {
  readonly tld: Tld;
  readonly before: EmailAddress;
  readonly after: EmailAddress;
  readonly byHand: boolean;
};

/** To whom Admin Contacts changed: each list names the moves in which the receiver has that part. Only public data. */
export type IanaNoticeView = Letterhead & {
  readonly to: EmailAddress;
  readonly lost: readonly AdminMove[];
  readonly gained: readonly AdminMove[];
  readonly contactOf: readonly AdminMove[];
  readonly until: Instant;
};

/** Contacts from before a redelegation; to the new Admin Contact or, at last, to the Secretariat. */
export type RedelegationView = Letterhead & {
  readonly to: EmailAddress;
  readonly roster: Roster;
  readonly redelegation: Redelegation;
  readonly reminder: boolean;
};

/** A question to an Admin Contact who is none any more. */
export type ConfirmationVoidView = Letterhead & {
  readonly to: EmailAddress;
  readonly tlds: readonly Tld[];
  /** Who was asked, or who had wished it. */
  readonly reader: 'asked' | 'requester';
};

/** The whole list, to everybody on it. All receivers get the same letter. */
export type NotificationView = Letterhead & {
  readonly kind: NotificationKind;
  readonly at: Instant;
  readonly rosters: readonly Roster[];
  /** What changed since the last one; null: there was none. */
  readonly since: { readonly at: Instant; readonly changes: readonly RosterChange[] } | null;
};

/** To the Admin Contact of ccTLDs that are not on the list. */
export type InvitationView = Letterhead & {
  readonly tlds: readonly Tld[];
  /** How many ccTLDs are on the list, and how many there are. */
  readonly members: number;
  readonly total: number;
  /** An invitation went there before. */
  readonly reminder: boolean;
};

/** A rendered mail, still without its kind and headers. */
export type Letter = {
  readonly subject: string;
  readonly text: string;
  readonly attachments?: readonly Attachment[];
};
