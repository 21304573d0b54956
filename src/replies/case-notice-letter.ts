import type { CaseNoticeView } from './case-views.ts';
import { changeBlocks, listsAfter } from './change-lines.ts';
import { doubtSentences, faultSentences } from './findings.ts';
import { foreignLines, foreignSubject } from './foreign-text.ts';
import { ignoredBlock } from './ignored-lines.ts';
import { bullets, headed, inertLines, prose, stacked } from './layout.ts';
import { letter, tldsInWords } from './letter-parts.ts';
import type { Letter } from './letter.ts';
import { visible } from './plain-words.ts';
import { type Texts, say } from './texts.ts';

/** Of free text; beyond, the desk has it. */
const MOST_LINES = 60;

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
  const shown = foreignLines(lines, MOST_LINES, (left) => say(texts, 'case-notice.more-text', { count: left }));
  const others = ignored.filter(({ why }) => why !== 'free-text' && why !== 'not-understood');
  return [
    headed(say(texts, 'case-notice.text', {}), inertLines(shown)),
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

function aboutTheMail(texts: Texts, view: CaseNoticeView, tlds: string): string {
  const subject = foreignSubject(view.theirSubject);
  return [
    say(texts, 'case-notice.from', { from: view.from }),
    tlds === '' ? say(texts, 'case-notice.no-tlds', {}) : say(texts, 'case-notice.tlds', { tlds }),
    ...(view.words.length === 0 ? [] : [say(texts, 'case-notice.words', { words: view.words.join(', ') })]),
    ...(subject === '' ? [] : [say(texts, 'case-notice.their-subject', { subject })]),
  ]
    .map(prose)
    .join('\n');
}
