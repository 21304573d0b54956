import type { VocabularyWords } from '../config/vocabulary-words.ts';
import { dotted } from '../core/cctld.ts';
import type { Reference } from '../core/message.ts';
import type { RosterChange } from '../core/roster-change.ts';
import type { Explanation } from '../intake/explain.ts';
import type { House } from '../plan/house.ts';
import { changeBlocks } from '../replies/change-lines.ts';
import { rosterLines } from '../roster-out/roster-line.ts';
import { leadingDecision } from '../rules/judge.ts';
import { decidedItems, milderLines, otherwise, stricterLines } from './explanation-decision.ts';
import { factLines } from './fact-lines.ts';
import { linesAsRead } from './lines-as-read.ts';
import { paragraph } from './paragraph.ts';

type Explained = Extract<Explanation, { readonly ok: true }>;
type Section = { readonly title: string; readonly lines: readonly string[] };

/**
 * Why a mail is decided as it is, in the order in which a person asks.
 * @param notes what else is to be known about the proof.
 * @param first the reference under which this very mail was decided before.
 */
export function explanationText(
  explanation: Explanation,
  house: House,
  words: VocabularyWords,
  notes: readonly string[],
  first: Reference | null,
): string {
  if (!explanation.ok) {
    const { code, enhanced, text } = explanation.examination.answer;
    return sections([
      {
        title: 'What was decided',
        lines: [
          ...paragraph('Refused at once, before anybody asked who sent it:', '  '),
          ...paragraph(`${code} ${enhanced} ${text}`, '  '),
        ],
      },
    ]);
  }
  const { decision } = leadingDecision(explanation.outcome.judgement);
  const others = otherwise(house.book, decision);
  const milder = milderLines(others, decision, words);
  const stricter = stricterLines(others, decision);
  return sections([
    { title: 'In short', lines: [...seenLines(first), ...paragraph(inShort(explanation, house), '  ')] },
    whoSentIt(explanation, words, notes),
    whatWasRead(explanation),
    { title: 'What was decided, and why', lines: decidedItems(explanation.outcome, house, words) },
    ...(milder.length === 0 ? [] : [{ title: 'What would have been needed for a milder answer', lines: milder }]),
    ...(stricter.length === 0 ? [] : [{ title: 'What else could have stopped or delayed it', lines: stricter }]),
    whatWouldChange(explanation, house),
    whatWouldBeAnswered(explanation),
  ]);
}

function sections(all: readonly Section[]): string {
  return all
    .map(({ title, lines }) => [title, '-'.repeat(title.length), ...(lines.length === 0 ? ['  Nothing.'] : lines)])
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function seenLines(first: Reference | null): readonly string[] {
  if (first === null) return [];
  const text = `This very mail came before, as ${first}: coming again, it would change nothing and be answered with that reference only (tldops audit ${first}). What follows is how it would be decided if it were new.`;
  return [...paragraph(text, '  '), ''];
}

/** The end first, as somebody would tell it on the phone. */
function inShort({ examination, outcome }: Explained, { book }: House): string {
  const { judgement, plan, answer } = outcome;
  const tried = examination.request.dryRun ? 'CHECK was written, so nothing of it is done. Without it: ' : '';
  switch (leadingDecision(judgement).verdict) {
    case 'accept': {
      const changes = examination.request.dryRun ? judgement.changes : plan.changes;
      const changed = changes.map(({ tld }) => dotted(book.table, tld)).join(', ');
      return `${tried}${changed === '' ? 'It would be answered at once.' : `It would be done at once: the contacts of ${changed} change.`}`;
    }
    case 'confirm': {
      const asked = plan.cases.flatMap(({ confirmers }) => confirmers.map(({ address }) => address));
      const whom =
        asked.length === 0 ? 'those who may decide are' : `${asked.join(' and ')} ${asked.length === 1 ? 'is' : 'are'}`;
      return `${tried}Nothing changes yet: ${whom} asked to confirm.`;
    }
    case 'hold':
      return `${tried}Nothing changes yet: a person of the Secretariat would decide.`;
    case 'refuse':
      return answer.code >= 500
        ? 'It would be refused while the sending server is on the line. Nobody is written to.'
        : `${tried}It would be refused by mail, with what to do instead.`;
    case 'defer':
      return 'The sending server would be asked to try again later. Nobody is written to.';
    case 'discard':
      return 'It would be taken and not answered; nothing changes.';
  }
}

function whoSentIt({ examination, outcome }: Explained, words: VocabularyWords, notes: readonly string[]): Section {
  const { author, authentication } = examination.message;
  const { facts } = leadingDecision(outcome.judgement).decision;
  return {
    title: 'Who sent it, and how sure that is',
    lines: [
      `  ${author.displayName === '' ? '' : `${author.displayName} `}<${author.address}>`,
      '',
      ...factLines(['sender', 'proof', 'origin'], facts, words),
      '',
      '  How that was found out:',
      ...authentication.evidence.flatMap((step) => paragraph(step.words, '    - ')),
      ...notes.flatMap((note) => paragraph(note, '    - ')),
    ],
  };
}

function whatWasRead({ examination: { message, request } }: Explained): Section {
  return {
    title: 'What was read, line by line',
    lines: [
      ...linesAsRead(message.subject, message.reading.text.trimEnd(), request),
      ...(request.dryRun ? ['', '  CHECK was written: nothing of it shall be done.'] : []),
    ],
  };
}

function whatWouldChange({ outcome: { judgement, plan } }: Explained, house: House): Section {
  const done = plan.changes.length > 0;
  const changes = done ? plan.changes : judgement.changes;
  const blocks = changeBlocks(house.texts, house.book.table, changes);
  if (blocks === '') return { title: 'What would change', lines: ['  Nothing: the list of contacts stays as it is.'] };
  return {
    title: done ? 'What would change' : 'What it asks to change (not done by this mail alone)',
    lines: [
      ...blocks.split('\n').map((line) => `  ${line}`.trimEnd()),
      ...changes.flatMap((change) => beforeAndAfter(change, house)),
    ],
  };
}

function beforeAndAfter({ tld, before, after }: RosterChange, { book: { table } }: House): readonly string[] {
  const list = (contacts: RosterChange['after']): readonly string[] => {
    const lines = rosterLines(table, { tld, contacts });
    return (lines.length === 0 ? ['nobody'] : lines).map((line) => `    ${line}`);
  };
  const label = dotted(table, tld);
  return ['', `  The list of ${label} now:`, ...list(before), '', `  The list of ${label} then:`, ...list(after)];
}

function whatWouldBeAnswered({ outcome: { answer, plan } }: Explained): Section {
  return {
    title: 'What would be answered',
    lines: [
      '  To the mail server that brings it:',
      ...paragraph(`${answer.code} ${answer.enhanced} ${answer.text}`, '    '),
      ...(plan.outgoing.length === 0 ? ['', '  No mail.'] : []),
      ...plan.outgoing.flatMap(({ to, subject, text }) => [
        '',
        `  Mail to ${to}`,
        ...paragraph(subject, '  Subject: '),
        ...text
          .trimEnd()
          .split('\n')
          .map((line) => `    | ${line}`.trimEnd()),
      ]),
    ],
  };
}
