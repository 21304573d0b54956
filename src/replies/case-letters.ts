import type { CcTldTable } from '../core/cctld.ts';
import type {
  CaseCorrectedView,
  CaseDigestView,
  CaseStep,
  CaseThreadView,
  DecisionsOffered,
  EscalationView,
} from './case-views.ts';
import { doubtSentences, faultSentences } from './findings.ts';
import { bullets, inertLines, prose } from './layout.ts';
import { changeBlocks } from './change-lines.ts';
import { answerSubject, letter, postmasterBeside, tldsInWords } from './letter-parts.ts';
import type { Letter } from './letter.ts';
import { caseSubject } from './case-notice-letter.ts';
import { actorInWords, defused, momentInUtc, visible } from './plain-words.ts';
import { type Texts, say } from './texts.ts';

/** To the Secretariat: what became of a case, in the thread that began with its notice. */
export function caseThreadLetter(texts: Texts, view: CaseThreadView): Letter {
  const { url, step, open } = view;
  return letter(texts, view, caseSubject(texts, view), [
    ...stepSentences(texts, view.table, step).map(prose),
    step.kind === 'noted' ? inertLines(step.note.map((line) => defused(visible(line)))) : '',
    ...(open === null ? [prose(say(texts, 'case-thread.closed', { url }))] : stillOpen(texts, view, open)),
  ]);
}

function stillOpen(texts: Texts, { ref, url }: CaseThreadView, { approve, ask }: DecisionsOffered): readonly string[] {
  const words = [
    ...(approve ? [say(texts, 'case-thread.by-mail-approve', {})] : []),
    say(texts, 'case-thread.by-mail-refuse', {}),
    ...(ask ? [say(texts, 'case-thread.by-mail-ask', {})] : []),
    say(texts, 'case-thread.by-mail-discard', {}),
    say(texts, 'case-thread.by-mail-assign', {}),
  ];
  return [
    approve ? '' : prose(say(texts, 'case-notice.not-as-it-stands', {})),
    prose(say(texts, 'case-thread.still-open', {})),
    words.join('\n'),
    prose(say(texts, 'case-thread.still-open-elsewhere', { ref, url })),
  ];
}

/** To the sender of a mail that waited: the Secretariat corrected the request, and this was done. */
export function caseCorrectedLetter(texts: Texts, view: CaseCorrectedView): Letter {
  const { table, tlds, changes, theirSubject, receivedAt, mailbox } = view;
  const blocks = [
    prose(say(texts, 'case-corrected.first', { tlds: tldsInWords(texts, table, tlds) })),
    changeBlocks(texts, table, changes),
    prose(say(texts, 'case-corrected.wrong', { postmaster: postmasterBeside(mailbox) })),
  ];
  const subject = answerSubject(texts, view, { tlds, words: [], result: 'applied' }, theirSubject);
  return letter(texts, view, subject, blocks, receivedAt);
}

function stepSentences(texts: Texts, table: CcTldTable, step: CaseStep): readonly string[] {
  switch (step.kind) {
    case 'approved':
    case 'approved-corrected':
    case 'endorsed':
    case 'endorsed-corrected':
    case 'discarded':
    case 'asked':
    case 'given-back':
    case 'undone':
    case 'restored':
    case 'escalated':
    case 'confirmed':
    case 'denied':
      return [say(texts, `case-thread.${step.kind}`, { actor: actorInWords(step.actor) })];
    case 'refused':
      return [say(texts, 'case-thread.refused', { actor: actorInWords(step.actor), reason: step.reason })];
    case 'kept-frozen':
      return [
        say(texts, 'case-thread.kept-frozen', { actor: actorInWords(step.actor), until: momentInUtc(step.until) }),
      ];
    case 'assigned':
      return [say(texts, 'case-thread.assigned', { actor: actorInWords(step.actor), name: step.name })];
    case 'noted':
      return [say(texts, 'case-thread.noted', { actor: actorInWords(step.actor) })];
    case 'void':
      return [say(texts, 'case-thread.void', {})];
    case 'freeze-ended':
      return [say(texts, 'case-thread.freeze-ended', { tlds: tldsInWords(texts, table, step.tlds) })];
    case 'lapsed':
    case 'reminder':
      return [say(texts, `case-thread.${step.kind}`, { days: step.days })];
    case 'not-done':
      return [say(texts, 'case-thread.not-done', {}), say(texts, `case-thread.fault-${step.fault}`, {})];
    case 'decided-before':
      return [
        say(texts, 'case-thread.decided-before', {}),
        ...(step.decision === null ? [] : stepSentences(texts, table, step.decision)),
      ];
  }
}

/** To the Standing Committee: a case with its facts, and a question. */
export function escalationLetter(texts: Texts, view: EscalationView): Letter {
  const { table, tlds, words, from, actor, question, because, evidence, until } = view;
  const named = tldsInWords(texts, table, tlds);
  return letter(texts, view, say(texts, 'escalation.subject', { tlds: named, words: words.join('+'), from }), [
    prose(say(texts, 'escalation.first', { actor: actorInWords(actor) })),
    question === '' ? '' : prose(say(texts, 'escalation.question', { question })),
    prose(say(texts, 'escalation.asks', { from })),
    changeBlocks(texts, table, view.changes) || prose(say(texts, 'case-notice.no-changes', {})),
    listed(say(texts, 'case-notice.because', {}), because),
    listed(
      say(texts, 'case-notice.evidence', {}),
      evidence.map((one) => say(texts, 'case-notice.evidence-line', one)),
    ),
    listed(say(texts, 'case-notice.faults', {}), faultSentences(texts, view, view.faults, 'author')),
    listed(say(texts, 'case-notice.doubts', {}), doubtSentences(texts, view.doubts, 'author')),
    prose(say(texts, 'escalation.how', { until: momentInUtc(until) })),
  ]);
}

function listed(heading: string, sentences: readonly string[]): string {
  return sentences.length === 0 ? '' : `${prose(heading)}\n${bullets(sentences)}`;
}

/** To the Secretariat: all that waits for it. */
export function caseDigestLetter(texts: Texts, view: CaseDigestView): Letter {
  const count = view.cases.length;
  const lines = view.cases.map((one) => {
    const tlds = tldsInWords(texts, view.table, one.tlds);
    const about = {
      ref: one.ref,
      tlds,
      words: one.words.join('+') || say(texts, 'case-digest.free-text', {}),
      from: one.from,
      day: one.since.slice(0, 10),
    };
    const line = say(texts, 'case-digest.line', about);
    return one.assignee === null ? line : `${line}; ${say(texts, 'case-digest.with', { name: one.assignee })}`;
  });
  const inAll = count + view.unreachable.length;
  const cases =
    count === 0
      ? []
      : [
          prose(say(texts, 'case-digest.first', { count })),
          inertLines(lines),
          prose(say(texts, 'case-digest.how', { url: view.url })),
        ];
  return letter(texts, view, say(texts, 'case-digest.subject', { count: inAll }), [
    ...cases,
    ...unreachableBlocks(texts, view),
  ]);
}

function unreachableBlocks(texts: Texts, { table, unreachable, url }: CaseDigestView): readonly string[] {
  if (unreachable.length === 0) return [];
  const lines = unreachable.map(({ ref, address, people, adminOf, since, assignee }) => {
    const line = say(texts, 'case-digest.unreachable-line', {
      ref,
      email: address,
      tlds: tldsInWords(texts, table, [...people.flatMap(({ tlds }) => tlds), ...adminOf]),
      day: since.slice(0, 10),
    });
    return assignee === null ? line : `${line}; ${say(texts, 'case-digest.with', { name: assignee })}`;
  });
  return [
    prose(say(texts, 'case-digest.unreachable', { count: unreachable.length })),
    inertLines(lines),
    prose(say(texts, 'case-digest.unreachable-how', { url })),
  ];
}
