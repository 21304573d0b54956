import type { EmailAddress } from '../core/email-address.ts';
import type { Instant } from '../core/instant.ts';
import type { CaseNoticeView, CaseRefusedView, FreezeEndedView, WaitedView } from './case-views.ts';
import { changeBlocks, listsAfter } from './change-lines.ts';
import { commandLine } from './command-line.ts';
import { doubtSentences, faultSentences } from './findings.ts';
import { ignoredBlock } from './ignored-lines.ts';
import { bullets, headed, inertLines, prose, stacked } from './layout.ts';
import { answerSubject, letter, postmasterBeside, tldsInWords } from './letter-parts.ts';
import type { Letter, Letterhead } from './letter.ts';
import { defused, clipped, momentInUtc, repeated, visible } from './plain-words.ts';
import { templateBlock } from './template-block.ts';
import { templateHeading } from './template-heading.ts';
import { type Texts, say } from './texts.ts';

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

const SUBJECT_LENGTH = 160;
const MOST_FREE_TEXT_LINES = 60;
const FREE_TEXT_LINE_LENGTH = 400;
const MOST_FORWARDED_LINES = 400;
const FORWARDED_LINE_LENGTH = 400;

/** To the Secretariat: a mail that waits, everything that is needed to decide, and how to decide. */
export function caseNoticeLetter(texts: Texts, view: CaseNoticeView): Letter {
  const tlds = view.tlds.length === 0 ? '' : tldsInWords(texts, view.table, view.tlds);
  const changes = changeBlocks(texts, view.table, view.changes);
  return letter(texts, view, caseSubject(texts, view), [
    prose(say(texts, 'case-notice.first', { ref: view.ref })),
    aboutTheMail(texts, view, tlds),
    headed(say(texts, 'case-notice.because', {}), bullets(view.because)),
    background(texts, view),
    headed(
      say(texts, 'case-notice.evidence', {}),
      bullets(view.evidence.map((one) => say(texts, 'case-notice.evidence-line', one))),
    ),
    headed(say(texts, 'case-notice.faults', {}), bullets(faultSentences(texts, view, view.faults, 'author'))),
    headed(say(texts, 'case-notice.doubts', {}), bullets(doubtSentences(texts, view.doubts, 'author'))),
    changes === '' && !isDispute(view) ? prose(say(texts, 'case-notice.no-changes', {})) : changes,
    changes === '' ? '' : listsAfter(texts, view.table, view.changes),
    headed(say(texts, 'case-notice.odd-names', {}), inertLines(view.oddNames)),
    ...(view.freeText === null
      ? [ignoredBlock(texts, view.ignored, view.quoting, 'case-notice.ignored')]
      : freeTextBlocks(texts, view, view.freeText)),
    isDispute(view) ? prose(say(texts, 'case-notice.how-dispute', { tlds })) : '',
    view.open.approve ? '' : prose(say(texts, 'case-notice.not-as-it-stands', {})),
    prose(say(texts, 'case-notice.how-by-mail', {})),
    wordsByMail(texts, view),
    prose(say(texts, 'case-notice.how-at-desk', { url: view.url })),
    linesInShell(texts, view),
    prose(say(texts, 'case-notice.how', {})),
  ]);
}

function wordsByMail(texts: Texts, view: CaseNoticeView): string {
  const { approve, ask } = view.open;
  const yes = isDispute(view) ? 'case-notice.by-mail-agree' : 'case-notice.by-mail-approve';
  return [
    ...(approve ? [say(texts, yes, {})] : []),
    say(texts, 'case-notice.by-mail-refuse', {}),
    ...(ask ? [say(texts, 'case-notice.by-mail-ask', {})] : []),
    say(texts, 'case-notice.by-mail-discard', {}),
    say(texts, 'case-notice.by-mail-assign', {}),
  ].join('\n');
}

function linesInShell(texts: Texts, { ref, open: { approve, ask } }: CaseNoticeView): string {
  return [
    say(texts, 'case-notice.shell-show', { ref }),
    say(texts, approve ? 'case-notice.shell-approve' : 'case-notice.shell-correct', { ref }),
    ...(ask ? [say(texts, 'case-notice.shell-ask', { ref })] : []),
    say(texts, 'case-notice.shell-refuse', { ref }),
    say(texts, 'case-notice.shell-discard', { ref }),
  ].join('\n');
}

/** The same in every mail about a case, so that programs show them as one thread: ccTLD, what is asked, by whom. */
export function caseSubject(
  texts: Texts,
  { table, tlds, words, from }: Pick<CaseNoticeView, 'table' | 'tlds' | 'words' | 'from'>,
): string {
  const named = tlds.length === 0 ? '' : tldsInWords(texts, table, tlds);
  return words.length === 0
    ? say(texts, 'case-notice.subject-text', { tlds: named, from }).trim()
    : say(texts, 'case-notice.subject', { tlds: named, words: words.join('+'), from }).trim();
}

/** The whole of it, so that it can be decided in the mail; beyond some lines, the desk has it. */
function freeTextBlocks(
  texts: Texts,
  { ignored, quoting }: CaseNoticeView,
  { lines, proposal }: NonNullable<CaseNoticeView['freeText']>,
): readonly string[] {
  const own = withoutOuterBlanks(lines);
  const shown = own
    .slice(0, MOST_FREE_TEXT_LINES)
    .map((line) => clipped(defused(visible(line)), FREE_TEXT_LINE_LENGTH));
  const left = own.length - shown.length;
  const others = ignored.filter(({ why }) => why !== 'free-text' && why !== 'not-understood');
  const more = left <= 0 ? [] : [say(texts, 'case-notice.more-text', { count: left })];
  return [
    headed(say(texts, 'case-notice.text', {}), inertLines([...shown, ...more])),
    ignoredBlock(texts, others, quoting, 'case-notice.ignored'),
    proposal === ''
      ? ''
      : headed(say(texts, 'case-notice.proposal', {}), inertLines(proposal.split('\n').map((line) => visible(line)))),
  ];
}

function isDispute({ background: before }: CaseNoticeView): boolean {
  return before?.kind === 'disputed' || before?.kind === 'disputed-unnamed';
}

function background(texts: Texts, { background: before, table, tlds }: CaseNoticeView): string {
  switch (before?.kind) {
    case 'unanswered':
      return prose(say(texts, 'case-notice.unanswered', { emails: before.asked.join(', ') }));
    case 'unasked':
      return prose(say(texts, 'case-notice.unasked', {}));
    case 'world-changed':
      return prose(say(texts, 'case-notice.world-changed', {}));
    case 'admin-changed':
      return prose(say(texts, 'case-notice.admin-changed', {}));
    case 'disputed': {
      const heading = prose(say(texts, 'case-notice.disputed', { ref: before.ref, email: before.told }));
      return stacked([heading, changeBlocks(texts, table, [before.change])]);
    }
    case 'disputed-unnamed': {
      const [first] = tlds;
      const about = { tlds: tldsInWords(texts, table, tlds), tld: first ?? '' };
      return prose(say(texts, 'case-notice.disputed-unnamed', about));
    }
    case undefined:
      return '';
  }
}

/** To the sender of a mail that waited: it was not done, by whose word, and why. */
export function caseRefusedLetter(texts: Texts, view: CaseRefusedView): Letter {
  const tlds = tldsInWords(texts, view.table, view.tlds);
  const reason = visible(view.reason);
  const dispute = view.by === 'secretariat' && view.commands.some(({ word }) => word === 'DISPUTE');
  const blocks = [
    prose(say(texts, dispute ? 'case-refused.by-secretariat-dispute' : `case-refused.by-${view.by}`, { tlds })),
    linesRead(texts, view),
    reason === '' ? '' : prose(say(texts, 'case-refused.reason', { reason })),
    prose(say(texts, 'case-refused.next', { postmaster: postmasterBeside(view.mailbox) })),
    ...(view.template === null
      ? []
      : [
          prose(templateHeading(texts, { mailbox: view.mailbox, waits: false }, view.template)),
          templateBlock(view.template),
        ]),
  ];
  return letter(texts, view, waitedSubject(texts, view, 'refused'), blocks, view.receivedAt);
}

/** To somebody who disagreed with a change, where the Secretariat agrees. */
export function disputeAgreedLetter(texts: Texts, view: WaitedView): Letter {
  const tlds = tldsInWords(texts, view.table, view.tlds);
  const blocks = [
    prose(say(texts, 'case-refused.agreed', { tlds })),
    linesRead(texts, view),
    prose(say(texts, 'case-refused.agreed-next', { tlds })),
  ];
  return letter(texts, view, waitedSubject(texts, view, 'info'), blocks, view.receivedAt);
}

/** To those who have a say in the ccTLD, and to the one who disagreed: the time of a freeze is over. */
export function freezeEndedLetter(texts: Texts, view: FreezeEndedView): Letter {
  const tlds = tldsInWords(texts, view.table, [view.tld]);
  return letter(texts, view, say(texts, 'freeze-ended.subject', { tlds }), [
    prose(say(texts, `freeze-ended.to-${view.reader}`, { tlds })),
    prose(say(texts, 'freeze-ended.wrong', { postmaster: postmasterBeside(view.mailbox) })),
  ]);
}

function waitedSubject(texts: Texts, view: WaitedView, result: string): string {
  const words = view.commands.flatMap(({ word }) => (word === 'FREE-TEXT' ? [] : [word]));
  return answerSubject(texts, view, { tlds: view.tlds, words, result }, view.theirSubject);
}

function linesRead(texts: Texts, { commands }: WaitedView): string {
  return commands.map((command) => commandLine(texts, command)).join('\n');
}

/** To the Secretariat: mail to postmaster or abuse, as harmless text behind `| `. */
export function forwardedLetter(texts: Texts, view: ForwardedView): Letter {
  const lines = view.text
    .split(/\r?\n/u)
    .map((line) => clipped(defused(visible(clipped(line, 2 * FORWARDED_LINE_LENGTH))), FORWARDED_LINE_LENGTH));
  const left = lines.length - MOST_FORWARDED_LINES;
  const shown = [
    ...withoutOuterBlanks(lines.slice(0, MOST_FORWARDED_LINES)),
    ...(left > 0 ? [say(texts, 'forwarded.more', { count: left })] : []),
  ];
  const subject = repeated(view.theirSubject, SUBJECT_LENGTH);
  return letter(texts, view, say(texts, 'forwarded.subject', { mailbox: view.writtenTo }), [
    prose(say(texts, 'forwarded.first', { mailbox: view.writtenTo, from: view.from })),
    subject === '' ? '' : prose(say(texts, 'forwarded.their-subject', { subject })),
    shown.length === 0
      ? prose(say(texts, 'forwarded.empty', {}))
      : `${prose(say(texts, 'forwarded.text', {}))}\n\n${inertLines(shown)}`,
    prose(say(texts, 'forwarded.how', { from: view.from })),
  ]);
}

/** To the Secretariat: a mail that met a bug and is kept. */
export function failureLetter(texts: Texts, view: FailureView): Letter {
  return letter(texts, view, say(texts, 'failure.subject', {}), [
    prose(say(texts, 'failure.text', { moment: momentInUtc(view.receivedAt), ref: view.ref })),
  ]);
}

/** To the Secretariat: a mail of ours that will never arrive. */
export function undeliverableLetter(texts: Texts, view: UndeliverableView): Letter {
  const moment = momentInUtc(view.writtenAt);
  return letter(texts, view, say(texts, 'undeliverable.subject', {}), [
    prose(say(texts, 'undeliverable.text', { to: view.addressee, moment, ref: view.ref })),
    prose(say(texts, 'undeliverable.subject-was', { subject: visible(view.theirSubject) })),
    prose(say(texts, 'undeliverable.reason', { reason: defused(visible(view.reason)) })),
  ]);
}

function aboutTheMail(texts: Texts, view: CaseNoticeView, tlds: string): string {
  const subject = repeated(view.theirSubject, SUBJECT_LENGTH);
  return [
    say(texts, 'case-notice.from', { from: view.from }),
    tlds === '' ? say(texts, 'case-notice.no-tlds', {}) : say(texts, 'case-notice.tlds', { tlds }),
    ...(view.words.length === 0 ? [] : [say(texts, 'case-notice.words', { words: view.words.join(', ') })]),
    ...(subject === '' ? [] : [say(texts, 'case-notice.their-subject', { subject })]),
  ]
    .map(prose)
    .join('\n');
}

function withoutOuterBlanks(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line !== '');
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex((line) => line !== '') + 1);
}
