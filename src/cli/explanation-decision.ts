import type { VocabularyWords } from '../config/vocabulary-words.ts';
import { dotted } from '../core/cctld.ts';
import type { House } from '../plan/house.ts';
import type { MailOutcome } from '../plan/plan-mail.ts';
import { doubtSentences, faultSentences } from '../replies/findings.ts';
import { decide, type Decision, strictness } from '../rules/decide.ts';
import type { JudgedItem } from '../rules/judge.ts';
import type { Rule, RuleBook } from '../rules/rule-book.ts';
import { answersTo, FACT_NAMES, type FactName, type Facts, isFacts, type Verdict } from '../rules/vocabulary.ts';
import { factLines } from './fact-lines.ts';
import { paragraph } from './paragraph.ts';

/** Each command with its verdict, the rules that carry it, and what they looked at. */
export function decidedItems(outcome: MailOutcome, house: House, words: VocabularyWords): readonly string[] {
  return outcome.judgement.items.flatMap((item, index) => [
    ...(index === 0 ? [] : ['']),
    ...decidedItem(item, outcome, house, words),
  ]);
}

function decidedItem(item: JudgedItem, { plan }: MailOutcome, house: House, words: VocabularyWords): readonly string[] {
  const { asked, verdict, decisive, faults, doubts } = item;
  const { texts, book, mailbox } = house;
  const letterhead = { ref: plan.ref, table: book.table, mailbox, rules: [] };
  const own = item.decisions.find(({ decision }) => decision.verdict === verdict)?.decision ?? null;
  const asks = verdict === 'confirm' ? plan.cases.flatMap((held) => held.confirmers) : [];
  const confirmers = asks.map(({ address }) => address).join(' and ');
  const counted = FACT_NAMES.filter((fact) => decisive.some((rule) => rule.when[fact] !== undefined));
  const overruled = new Set(item.decisions.flatMap(({ decision }) => decision.because)).difference(new Set(decisive));
  return [
    ...paragraph(headingOf(item, house), '  '),
    ...paragraph(
      `${verdict}: ${confirmers === '' ? words.verdict(verdict) : `${confirmers} must say yes first.`}`,
      '  = ',
    ),
    ...listed('  Because of:', decisive.flatMap(ruleLines)),
    ...listed(
      '  What is wrong with it:',
      faultSentences(texts, letterhead, faults, 'author').flatMap((line) => paragraph(line, '    - ')),
    ),
    ...listed(
      '  Where the reading is not beyond doubt:',
      doubtSentences(texts, doubts, 'author').flatMap((line) => paragraph(line, '    - ')),
    ),
    ...(own === null || asked.located === null ? [] : listed('  What counted:', factLines(counted, own.facts, words))),
    ...listed(
      '  Applied too, but a stricter rule wins:',
      [...overruled].flatMap((rule) => paragraph(`${rule.verdict}: ${rule.title} (rule ${rule.id})`, '    - ')),
    ),
  ];
}

function ruleLines(rule: Rule): readonly string[] {
  return paragraph(`${rule.title}. ${rule.why} (rule ${rule.id})`, '    - ');
}

function headingOf({ asked }: JudgedItem, { book }: House): string {
  const about = asked.tlds.map((tld) => dotted(book.table, tld)).join(', ');
  const { located } = asked;
  if (located === null) return about === '' ? 'The mail as a whole' : `The mail as a whole, about ${about}`;
  const place = located.line === 0 ? 'Subject' : `Line ${located.line}`;
  return `${place}: ${located.text}${about === '' ? '' : `   (about ${about})`}`;
}

/** What the policy would say if one fact had other answers. */
export type Otherwise = {
  readonly fact: FactName;
  /** All answers with which the same rules decide. */
  readonly answers: readonly string[];
  readonly verdict: Verdict;
  readonly decisive: readonly Rule[];
};

/** What the mail asks is no circumstance, and what may be told follows from other facts. */
const NOT_ALONE: ReadonlySet<FactName> = new Set(['request', 'effect', 'insight']);
const INSIGHT_FOLLOWS: ReadonlySet<FactName> = new Set(['proof', 'sender', 'confirmation', 'review']);

/** For each fact that can be otherwise alone, the answers that lead to another verdict; mildest first. */
export function otherwise(book: RuleBook, { facts, verdict }: Decision): readonly Otherwise[] {
  const found = FACT_NAMES.filter((fact) => !NOT_ALONE.has(fact)).flatMap((fact) =>
    answersTo(fact).flatMap((answer) => {
      const changed = { ...facts, [fact]: answer };
      if (!isFacts(changed)) return [];
      const insight = INSIGHT_FOLLOWS.has(fact) ? insightOf(changed) : facts.insight;
      const { verdict: other, decisive } = decide(book, { ...changed, insight });
      return other === verdict ? [] : [{ fact, answers: [answer], verdict: other, decisive }];
    }),
  );
  const alike = Map.groupBy(found, ({ fact, decisive }) => [fact, ...decisive.map(({ id }) => id)].join(' '));
  return [...alike.values()]
    .flatMap((group) => group.slice(0, 1).map((one) => ({ ...one, answers: group.flatMap(({ answers }) => answers) })))
    .toSorted((one, other) => strictness(one.verdict) - strictness(other.verdict));
}

function insightOf({ proof, sender, confirmation, review }: Facts): Facts['insight'] {
  const isProvedInsider = (proof === 'signed' || proof === 'aligned') && (sender === 'admin' || sender === 'contact');
  return isProvedInsider || confirmation === 'given' || review !== 'none' ? 'insider' : 'outsider';
}

/** What a sender, the authority or a reviewer could do; nobody sends worse mail to be answered better. */
function isImprovement({ fact, answers }: Otherwise): boolean {
  if (fact === 'origin' || fact === 'identity') return answers.includes('person') || answers.includes('agreed');
  return fact !== 'proof' || answers.includes('signed') || answers.includes('aligned');
}

/** With the question and the answer that there is, since that is what one can do something about. */
export function milderLines(
  all: readonly Otherwise[],
  { facts, verdict }: Decision,
  words: VocabularyWords,
): readonly string[] {
  const milder = all.filter((one) => strictness(one.verdict) < strictness(verdict) && isImprovement(one));
  return FACT_NAMES.filter((fact) => milder.some((one) => one.fact === fact)).flatMap((fact) => [
    ...paragraph(`${words.question(fact)} Here: ${words.answer(fact, facts[fact])}`, '  '),
    ...milder
      .filter((one) => one.fact === fact)
      .flatMap((one) => paragraph(`${one.verdict} if it were ${outcomeText(one)}`, '    - ')),
  ]);
}

export function stricterLines(all: readonly Otherwise[], { verdict }: Decision): readonly string[] {
  return all
    .filter((one) => strictness(one.verdict) > strictness(verdict))
    .flatMap((one) => paragraph(`${one.verdict} if ${one.fact} were ${outcomeText(one)}`, '  - '));
}

function outcomeText({ answers, decisive }: Otherwise): string {
  const rules = decisive.map(({ title, id }) => `${title} (rule ${id})`);
  return `${answers.join(' or ')}: ${rules.join('; ')}`;
}

function listed(heading: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [heading, ...lines];
}
