import type { VocabularyWords } from '../config/vocabulary-words.ts';
import { dotted, type Tld } from '../core/cctld.ts';
import type { Explanation } from '../intake/explain.ts';
import type { House } from '../plan/house.ts';
import { changeBlocks } from '../replies/change-lines.ts';
import { doubtSentences, faultSentences } from '../replies/findings.ts';
import type { Letterhead } from '../replies/views.ts';
import type { Decision } from '../rules/decide.ts';
import { type JudgedItem, leadingDecision } from '../rules/judge.ts';
import type { Rule } from '../rules/rule-book.ts';
import { FACT_NAMES, type FactName } from '../rules/vocabulary.ts';
import { linesAsRead } from './lines-as-read.ts';
import { paragraph } from './paragraph.ts';

type Explained = Extract<Explanation, { readonly ok: true }>;
type Section = { readonly title: string; readonly lines: readonly string[] };

/**
 * Why a mail is decided as it is, in the order in which a person asks.
 * @param notes what else is to be known about the proof.
 */
export function explanationText(
  explanation: Explanation,
  house: House,
  words: VocabularyWords,
  notes: readonly string[],
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
  return sections([
    whoSentIt(explanation, words, notes),
    whatWasRead(explanation),
    whatWasDecided(explanation, house, words),
    whatNearlyApplied(explanation, words),
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

function whoSentIt({ examination, outcome }: Explained, words: VocabularyWords, notes: readonly string[]): Section {
  const { author, authentication } = examination.message;
  const { facts } = leadingDecision(outcome.judgement).decision;
  return {
    title: 'Who sent it, and how sure that is',
    lines: [
      `  ${author.displayName === '' ? '' : `${author.displayName} `}<${author.address}>`,
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
      ...linesAsRead(message.subject, message.reading.text, request),
      ...(request.dryRun ? ['', '  CHECK was written: nothing of it shall be done.'] : []),
    ],
  };
}

function whatWasDecided(explained: Explained, house: House, words: VocabularyWords): Section {
  const { items } = explained.outcome.judgement;
  return {
    title: 'What was decided, and why',
    lines: items.flatMap((item, index) => [
      ...(index === 0 ? [] : ['']),
      ...decidedItem(item, explained, house, words),
    ]),
  };
}

function decidedItem(item: JudgedItem, { outcome }: Explained, house: House, words: VocabularyWords): string[] {
  const { asked, verdict, decisive, faults, doubts } = item;
  const letterhead = letterheadOf(house, outcome.plan.ref);
  const facts = item.decisions.find(({ decision }) => decision.verdict === verdict)?.decision.facts;
  const counted = FACT_NAMES.filter((fact) => decisive.some((rule) => rule.when[fact] !== undefined));
  return [
    ...paragraph(headingOf(item, house), '  '),
    ...paragraph(`${verdict}: ${words.verdict(verdict)}`, '  = '),
    ...decisive.flatMap((rule) => [...paragraph(`${rule.title}. ${rule.why}`, '    '), `    (rule ${rule.id})`]),
    ...listed(
      '  What is wrong with it:',
      faultSentences(house.texts, letterhead, faults, 'author').flatMap((line) => paragraph(line, '    - ')),
    ),
    ...listed(
      '  Where the reading is not beyond doubt:',
      doubtSentences(house.texts, doubts, 'author').flatMap((line) => paragraph(line, '    - ')),
    ),
    ...(facts === undefined || asked.located === null
      ? []
      : listed('  What counted:', factLines(counted, facts, words))),
  ];
}

function headingOf({ asked }: JudgedItem, { book }: House): string {
  const about = asked.tlds.map((tld: Tld) => dotted(book.table, tld)).join(', ');
  const { located } = asked;
  if (located === null) return about === '' ? 'The mail as a whole' : `The mail as a whole, about ${about}`;
  const place = located.line === 0 ? 'Subject' : `Line ${located.line}`;
  return `${place}: ${located.text}${about === '' ? '' : `   (about ${about})`}`;
}

/** Rules that one other answer would have made apply, by the question. */
function whatNearlyApplied({ outcome }: Explained, words: VocabularyWords): Section {
  const { decision } = leadingDecision(outcome.judgement);
  const asked = FACT_NAMES.filter((fact) => decision.missed.some((missed) => missed.fact === fact));
  return {
    title: 'Which rules nearly applied',
    lines: asked.flatMap((fact) => [
      ...paragraph(`${words.question(fact)} ${capital(decision.facts[fact])}. But if it were`, '  '),
      ...decision.missed.filter((missed) => missed.fact === fact).flatMap(({ rule }) => nearlyLines(rule, fact)),
    ]),
  };
}

function nearlyLines(rule: Rule, fact: FactName): readonly string[] {
  return paragraph(`${(rule.when[fact] ?? []).join(' or ')}: ${rule.title} -> ${rule.verdict} (${rule.id})`, '    - ');
}

function whatWouldChange({ outcome: { judgement, plan } }: Explained, { texts, book }: House): Section {
  const done = plan.changes.length > 0;
  const changes = changeBlocks(texts, book.table, done ? plan.changes : judgement.changes);
  const lines = changes === '' ? [] : changes.split('\n').map((line) => `  ${line}`.trimEnd());
  return {
    title: done || changes === '' ? 'What would change' : 'What it asks to change (not done by this mail alone)',
    lines,
  };
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

function factLines(names: readonly FactName[], facts: Decision['facts'], words: VocabularyWords): readonly string[] {
  return names.flatMap((fact) =>
    paragraph(`${facts[fact]} - ${words.answer(fact, facts[fact])}`, `    ${fact}: `, '      '),
  );
}

function listed(heading: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [heading, ...lines];
}

function letterheadOf({ book, mailbox }: House, ref: Letterhead['ref']): Letterhead {
  return { ref, table: book.table, mailbox, rules: [] };
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
