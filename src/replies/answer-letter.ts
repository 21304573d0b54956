import { dotted, type Tld } from '../core/cctld.ts';
import type { ContactDraft } from '../core/command.ts';
import { type AnsweredItem, type AnswerView, isReply, type ItemOutcome } from './answer-view.ts';
import { changeBlocks } from './change-lines.ts';
import { ROLES, contactsBlock } from './contacts-block.ts';
import { doubtSentences, faultSentences } from './findings.ts';
import { headline, tldsOfAnswer } from './headline.ts';
import { hintBlock, ignoredBlock, unreadFilesBlock } from './ignored-lines.ts';
import { informationBlocks } from './information.ts';
import {
  answerSubject,
  inertRoster,
  letter,
  onlyInsideBlock,
  tldsInWords,
  toBeConfirmedBlock,
} from './letter-parts.ts';
import { commandLine } from './command-line.ts';
import { bullets, headed, inertLines, prose, stacked } from './layout.ts';
import type { Letter } from './letter.ts';
import { repeated, visible } from './plain-words.ts';
import { templateBlock } from './template-block.ts';
import { addressesInWords, templateHeading } from './template-heading.ts';
import { type Texts, say } from './texts.ts';

/**
 * The answer to a mail, for its sender: what happened, each command, what to do next, what was not used, and last the
 * text to edit and send back. Whatever comes back unquoted, only a template or a CONTACTS block in it is a command, and
 * never both.
 */
export function answerLetter(texts: Texts, view: AnswerView): Letter {
  const words = view.items.flatMap((item) => (item.word === 'FREE-TEXT' ? [] : [item.word]));
  const about = { tlds: tldsOfAnswer(view), words, result: view.result };
  const subject = answerSubject(texts, view, about, view.theirSubject);
  const blocks = [
    prose(headline(texts, view)),
    ...view.items.map((item) => itemBlock(texts, view, item)),
    attachedBlock(texts, view),
    changesBlock(texts, view),
    ...tooFewBlocks(texts, view),
    view.result === 'applied' ? onlyInsideBlock(texts, view.table, view.rosters) : '',
    ...unconfirmedBlocks(texts, view),
    ...nextSteps(texts, view),
    hintBlock(texts, view.hints, view.quoting, words.length > 0),
    ignoredBlock(texts, ignoredElsewhere(view), view.quoting),
    unreadFilesBlock(texts, view.unreadFiles),
    ...editableBlocks(texts, view),
  ];
  return letter(texts, view, subject, blocks, view.receivedAt);
}

function itemBlock(texts: Texts, view: AnswerView, item: AnsweredItem): string {
  return stacked([
    [commandLine(texts, item), prose(verdict(texts, view, item))].filter((part) => part !== '').join('\n'),
    bullets(faultSentences(texts, view, item.faults, 'author')),
    doubtsBlock(texts, item),
    understoodBlock(texts, view, item),
    ...(item.info === null ? [] : informationBlocks(texts, view, item.info, item !== firstList(view))),
  ]);
}

function firstList({ items }: AnswerView): AnsweredItem | undefined {
  return items.find(({ info }) => info?.kind === 'directory' && info.rosters.length > 0);
}

/** What became of it and why, in one paragraph. */
function verdict(texts: Texts, view: AnswerView, item: AnsweredItem): string {
  // What would first be asked was not asked yet, and the reasons tell of the question.
  if (view.dryRun && item.outcome === 'confirm' && item.info === null)
    return say(texts, 'answer.item-would-confirm', {});
  const reasons = item.because.map(visible);
  const outcome = outcomeText(texts, view, item);
  const sentences =
    item.faults.length > 0 && item.outcome === 'refused' ? [...reasons, outcome] : [outcome, ...reasons];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

function outcomeText(texts: Texts, view: AnswerView, item: AnsweredItem): string {
  switch (item.outcome) {
    case 'applied':
      return item.info === null ? say(texts, 'answer.item-applied', {}) : '';
    case 'unchanged':
      return say(texts, `answer.item-unchanged-${view.reconfirmed}`, {});
    case 'confirm':
      if (waitsForOthers(view, item)) return say(texts, 'answer.item-waits-together', {});
      return item.info === null ? say(texts, 'answer.item-confirm', {}) : '';
    case 'held':
      if (view.dryRun && item.info === null) return say(texts, 'answer.item-would-hold', {});
      if (waitsForOthers(view, item)) return say(texts, 'answer.item-waits-together', {});
      return item.info === null && item.word !== 'FREE-TEXT' ? say(texts, 'answer.item-held', {}) : '';
    case 'refused':
      return item.info === null ? refusalText(texts, view, item) : '';
    case 'info':
      return '';
    case 'would-apply':
      return say(texts, 'answer.item-would-apply', {});
  }
}

function waitsForOthers({ items }: AnswerView, item: AnsweredItem): boolean {
  return (
    item.because.length === 0 && items.some(({ outcome, because }) => outcome === item.outcome && because.length > 0)
  );
}

function refusalText(texts: Texts, view: AnswerView, item: AnsweredItem): string {
  if (item.word === 'FREE-TEXT') return '';
  if (item.faults.length > 0) return say(texts, 'answer.item-refused-faults', {});
  if (isPartOfLine(view, item) && item.tlds.length > 0)
    return say(texts, 'answer.item-refused-part', { tlds: tldsInWords(texts, view.table, item.tlds) });
  if (item.because.length > 0) return say(texts, 'answer.item-refused', {});
  if (item.word === 'WHO' || item.word === 'STATUS') return say(texts, 'answer.item-refused-directory', {});
  const othersRefused = view.items.some((other) => other !== item && other.outcome === 'refused');
  return say(texts, othersRefused ? 'answer.item-refused-together' : 'answer.item-refused', {});
}

/** The rest of its line is answered by itself. */
function isPartOfLine({ items }: AnswerView, { line, text }: AnsweredItem): boolean {
  return items.filter((other) => other.line === line && other.text === text).length > 1;
}

function doubtsBlock(texts: Texts, item: AnsweredItem): string {
  return headed(say(texts, 'answer.item-doubts', {}), bullets(doubtSentences(texts, item.doubts, 'author')));
}

/** Shown where nothing else in the letter shows the people as they were read. */
function understoodBlock(texts: Texts, view: AnswerView, item: AnsweredItem): string {
  if (view.template !== null || view.changes.length > 0) return '';
  if (item.outcome === 'applied' || item.outcome === 'unchanged') return '';
  const shown = item.drafts.map(draftWords).filter((line) => line !== '');
  return headed(say(texts, 'answer.item-understood', {}), inertLines(shown));
}

function draftWords(draft: ContactDraft): string {
  const values = [
    draft.name,
    draft.email,
    draft.secondaryEmail,
    draft.phone,
    draft.rank === null ? null : ROLES[draft.rank],
  ];
  return values.flatMap((value) => (value === null ? [] : [repeated(value, 80)])).join(', ');
}

function attachedBlock(texts: Texts, view: AnswerView): string {
  const isThere = view.items.some(({ info }) => info?.kind === 'directory' && info.rosters.length > 0);
  return isThere ? prose(say(texts, 'directory.attached', {})) : '';
}

function changesBlock(texts: Texts, view: AnswerView): string {
  const blocks = changeBlocks(texts, view.table, view.changes);
  if (blocks === '') return '';
  return stacked([prose(say(texts, changesHeading(view), {})), blocks]);
}

function changesHeading(view: AnswerView): 'answer.would-change' | 'answer.changed' | 'answer.will-change' {
  if (view.dryRun) return 'answer.would-change';
  return view.result === 'confirm' || view.result === 'held' ? 'answer.will-change' : 'answer.changed';
}

function tooFewBlocks(texts: Texts, { table, tooFew, rosters }: AnswerView): readonly string[] {
  const isEmpty = (tld: Tld): boolean => rosters.some((roster) => roster.tld === tld && roster.contacts.length === 0);
  const sentence = (id: 'wants-first' | 'wants-second', tlds: readonly Tld[]): string =>
    tlds.length === 0 ? '' : prose(say(texts, `answer.${id}`, { tlds: tldsInWords(texts, table, tlds) }));
  return [
    sentence('wants-first', tooFew.filter(isEmpty)),
    sentence(
      'wants-second',
      tooFew.filter((tld) => !isEmpty(tld)),
    ),
  ];
}

/** STATUS says it with the ccTLD. Whoever was stated again in this very mail needs no further word. */
function unconfirmedBlocks(
  texts: Texts,
  { items, rosters, redelegations, table, receivedAt }: AnswerView,
): readonly string[] {
  const reported = new Set(items.flatMap(({ info, tlds }) => (info?.kind === 'status' ? tlds : [])));
  return redelegations.flatMap((redelegation) => {
    const roster = rosters.find(({ tld }) => tld === redelegation.tld && !reported.has(tld));
    if (roster === undefined) return [];
    const contacts = roster.contacts.filter(({ confirmedAt }) => confirmedAt < receivedAt);
    return [toBeConfirmedBlock(texts, table, { ...roster, contacts }, redelegation)];
  });
}

/** Ignored lines that no other part of the answer shows. */
function ignoredElsewhere(view: AnswerView): AnswerView['ignored'] {
  const shown = new Set(view.hints.map((hint) => hint.line));
  for (const item of view.items) if (item.word === 'FREE-TEXT') shown.add(item.line);
  return view.ignored.filter((ignored) => !shown.has(ignored.line));
}

/** One paragraph for each kind of outcome among the changing commands. */
function nextSteps(texts: Texts, view: AnswerView): readonly string[] {
  const outcomes = new Set(view.items.filter((item) => item.info === null).map((item) => item.outcome));
  if (outcomes.size === 0 && view.template !== null) outcomes.add('refused');
  return [...outcomes].map((outcome) => nextStep(texts, view, outcome)).map(prose);
}

function nextStep(texts: Texts, view: AnswerView, outcome: ItemOutcome): string {
  const { mailbox, ref } = view;
  switch (outcome) {
    case 'applied':
      if (view.left) return say(texts, 'answer.next-left', {});
      return view.tooFew.length === 0 ? say(texts, 'answer.next-applied', { mailbox }) : '';
    case 'confirm':
      return view.dryRun
        ? say(texts, 'answer.next-would-apply', { mailbox })
        : say(texts, 'answer.next-confirm', { ref });
    case 'held':
      if (view.dryRun) return say(texts, 'answer.next-would-apply', { mailbox });
      return say(texts, view.template === null ? 'answer.next-held' : 'answer.next-held-or-faster', {});
    case 'refused':
      return view.template === null ? say(texts, 'answer.next-refused', { mailbox }) : '';
    case 'would-apply':
      return say(texts, 'answer.next-would-apply', { mailbox });
    case 'info':
      return view.dryRun && view.items.some(isReply) ? say(texts, 'answer.next-would-count', {}) : '';
    case 'unchanged':
      return '';
  }
}

/** What may be done with the lists below it. */
function rostersHeading(texts: Texts, { mailbox, copy, atDesk }: AnswerView): string {
  if (atDesk) return say(texts, 'answer.rosters-at-desk', { mailbox });
  if (copy.length === 0) return say(texts, 'answer.rosters', { mailbox });
  return say(texts, 'answer.rosters-copy', { mailbox, copy: addressesInWords(texts, copy) });
}

/** Last before the footer: a template with the lists as they are above it, or the lists as CONTACTS blocks. */
function editableBlocks(texts: Texts, view: AnswerView): readonly string[] {
  const { template, table, rosters, mailbox } = view;
  if (template !== null) {
    const names = template.leftOut.map((name) => repeated(name, 80)).join(', ');
    return [
      ...rosters.map((roster) => inertRoster(texts, table, roster)),
      names === '' ? '' : prose(say(texts, 'answer.left-out', { names })),
      prose(templateHeading(texts, { mailbox, waits: view.result === 'held' }, template)),
      templateBlock(template),
    ];
  }
  const empty = rosters.filter((roster) => roster.contacts.length === 0);
  const blocks = rosters.map((roster) => contactsBlock(table, roster)).filter((block) => block !== '');
  return [
    ...empty.map((roster) => prose(say(texts, 'common.nobody', { tld: dotted(table, roster.tld) }))),
    ...(blocks.length === 0 ? [] : [prose(rostersHeading(texts, view)), ...blocks]),
  ];
}
