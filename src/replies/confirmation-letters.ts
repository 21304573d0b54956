import type { Tld } from '../core/cctld.ts';
import type { Doubt, Hint, IgnoredLine } from '../core/command.ts';
import type { EmailAddress } from '../core/email-address.ts';
import type { Fault } from '../core/fault.ts';
import type { Party } from '../core/held-case.ts';
import type { Instant } from '../core/instant.ts';
import type { Proof } from '../core/message.ts';
import { changesData, type RosterChange } from '../core/roster-change.ts';
import { changeBlocks, listsAfter } from './change-lines.ts';
import { doubtSentences, faultSentences } from './findings.ts';
import { hintBlock, ignoredBlock, type Quoting, unreadFilesBlock } from './ignored-lines.ts';
import { bullets, headed, prose, stacked } from './layout.ts';
import { inertRoster, letter, tldsInWords } from './letter-parts.ts';
import type { Letter, Letterhead } from './letter.ts';
import { momentInUtc } from './plain-words.ts';
import { isUnfinished, templateBlock } from './template-block.ts';
import type { TemplateView } from './template-view.ts';
import { type Texts, say } from './texts.ts';

type Unused = {
  readonly ignored: readonly IgnoredLine[];
  readonly hints: readonly Hint[];
  /** Attached files. */
  readonly files: number;
  readonly quoting: Quoting;
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
  /** What of the request was not used, where its receiver wrote it and so may be shown its lines; else null. */
  readonly unused: Unused | null;
  readonly changes: readonly RosterChange[];
  /** Faults that make it impossible as it stands: then no token is sent and the admin is told what to send instead. */
  readonly faults: readonly Fault[];
  /** True where another ccTLD's part of the mail has the faults. */
  readonly impossible: boolean;
  readonly template: TemplateView | null;
  readonly expiresAt: Instant;
};

export type ReminderView = Letterhead & {
  readonly to: EmailAddress;
  readonly tlds: readonly Tld[];
  readonly askedBy: EmailAddress;
  readonly changes: readonly RosterChange[];
  readonly expiresAt: Instant;
};

/**
 * The question to the one whose word is needed. With faults it asks nothing and says what to send instead. Words of the
 * requester never stand in it, only values that could be validated; a new address, not yet proved, sees no roster data.
 */
export function confirmationRequestLetter(texts: Texts, view: ConfirmationRequestView): Letter {
  const possible = view.faults.length === 0 && !view.impossible;
  return possible ? question(texts, view) : impossible(texts, view);
}

/** The same question again, for those who have the token in its first mail or in this one's Reply-To. */
export function reminderLetter(texts: Texts, view: ReminderView): Letter {
  const tlds = tldsInWords(texts, view.table, view.tlds);
  return letter(texts, view, say(texts, 'reminder.subject', { tlds }), [
    prose(say(texts, 'reminder.first', { tlds })),
    prose(say(texts, 'reminder.text', { from: view.askedBy })),
    headedApart(say(texts, 'reminder.changes', {}), changeBlocks(texts, view.table, view.changes)),
    prose(say(texts, 'reminder.how', { until: momentInUtc(view.expiresAt) })),
  ]);
}

function question(texts: Texts, view: ConfirmationRequestView): Letter {
  const tlds = tldsInWords(texts, view.table, view.tlds);
  return letter(texts, view, say(texts, 'confirmation-request.subject', { tlds }), [
    prose(say(texts, `confirmation-request.first-${view.party}`, { tlds })),
    whoAsks(texts, view, tlds),
    ...(view.party === 'new-address' ? [] : whatChanges(texts, view, view.changes)),
    prose(say(texts, 'confirmation-request.how', { until: momentInUtc(view.expiresAt) })),
    prose(say(texts, `confirmation-request.why-${view.party}`, { tlds })),
    prose(say(texts, 'confirmation-request.not-expected', {})),
    ...unusedBlocks(texts, view.unused),
  ]);
}

/** They get no other answer. */
function unusedBlocks(texts: Texts, unused: Unused | null): readonly string[] {
  if (unused === null) return [];
  const { ignored, hints, files, quoting } = unused;
  return [
    hintBlock(texts, hints, quoting, true),
    ignoredBlock(texts, ignored, quoting),
    unreadFilesBlock(texts, files),
  ];
}

function whoAsks(texts: Texts, view: ConfirmationRequestView, tlds: string): string {
  const { askedBy: from, to, proof } = view;
  const asked =
    view.party === 'new-address'
      ? say(texts, 'confirmation-request.new-address', { from, to, tlds })
      : say(texts, 'confirmation-request.asked-by', { from });
  return [asked, say(texts, `confirmation-request.proof-${proof}`, {})].map(prose).join('\n');
}

function whatChanges(texts: Texts, view: ConfirmationRequestView, changes: readonly RosterChange[]): readonly string[] {
  const doubts = bullets(doubtSentences(texts, view.doubts, view.unused !== null ? 'author' : 'other'));
  return [
    headed(say(texts, 'confirmation-request.doubts', {}), doubts),
    changes.length > 0 && !changes.some(changesData)
      ? prose(say(texts, 'confirmation-request.no-changes', {}))
      : headedApart(say(texts, 'confirmation-request.changes', {}), changeBlocks(texts, view.table, changes)),
    ...(view.party === 'admin' ? [listsAfter(texts, view.table, changes)] : []),
  ];
}

function impossible(texts: Texts, view: ConfirmationRequestView): Letter {
  const { table, mailbox, template } = view;
  const tlds = tldsInWords(texts, table, view.tlds);
  const maySeeLists = view.party !== 'new-address';
  return letter(texts, view, say(texts, 'confirmation-request.subject-impossible', { tlds }), [
    prose(say(texts, 'confirmation-request.first-impossible', { tlds })),
    whoAsks(texts, view, tlds),
    view.faults.length === 0
      ? prose(say(texts, 'confirmation-request.faults-elsewhere', { tlds }))
      : headed(
          say(texts, 'confirmation-request.faults', {}),
          bullets(faultSentences(texts, view, view.faults, 'other')),
        ),
    ...(maySeeLists
      ? view.changes.map((change) => inertRoster(texts, table, { tld: change.tld, contacts: change.before }))
      : []),
    // Complete, it would be done where an answer to us holds a copy that nothing marks as quoted.
    ...(template === null || !isUnfinished(template)
      ? [prose(say(texts, 'confirmation-request.instead', { mailbox }))]
      : [prose(say(texts, 'confirmation-request.instead-template', { mailbox })), templateBlock(template)]),
  ]);
}

/** A heading and, behind an empty line, its blocks; nothing where there are none. */
function headedApart(heading: string, blocks: string): string {
  return blocks === '' ? '' : stacked([prose(heading), blocks]);
}
