import type { Node } from 'yaml';
import { NO_RULE } from '../core/outgoing.ts';
import { type Book, type Rule, SMTP_REPLIES, type SmtpReply, type When } from '../rules/rule-book.ts';
import {
  type ConfirmerName,
  CONFIRMERS,
  FACT_NAMES,
  type FactName,
  isConfirmerName,
  isFactName,
  isVerdict,
  type Verdict,
  VERDICTS,
} from '../rules/vocabulary.ts';
import { type AnswerGroups, answersIn } from './vocabulary-file.ts';
import { hint, type YamlEntries, type YamlSource } from './yaml-source.ts';

/** A rule and the line where it begins. */
export type PlacedRule = { readonly rule: Rule; readonly line: number };

const KEYS = ['id', 'title', 'why', 'when', 'verdict', 'by', 'tell', 'smtp', 'examples'];
const NEEDED = ['id', 'title', 'why', 'when', 'verdict', 'examples'];
/** With code, enhanced code and CRLF it stays within one reply line (RFC 5321 §4.5.3.1.5). */
const SMTP_TEXT_MOST = 400;

/** Reads one book of rules. Rules with a fault are noted and left out. */
export function readRuleFile(
  source: YamlSource,
  name: string,
  groups: AnswerGroups,
): { readonly book: Book; readonly placed: readonly PlacedRule[] } {
  const file = source.entries(source.root, 'A book of rules', ['about', 'rules'], ['about', 'rules']);
  const about = source.text(file?.values.get('about'), 'What the book is about') ?? '';
  const placed = source
    .elements(file?.values.get('rules') ?? null)
    .flatMap((node) => readRule(source, node, name, groups) ?? []);
  const rules = placed.map(({ rule }) => rule);
  const facts = FACT_NAMES.filter((fact) => rules.some(({ when }) => when[fact] !== undefined));
  return { book: { name, about, rules, facts }, placed };
}

/** Reads what decides where no rule applies: a rule without `when` that holds. */
export function readOtherwise(source: YamlSource): Rule | null {
  const keys = ['id', 'title', 'why', 'tell', 'examples'];
  const entries = source.entries(source.root, 'The rule for all other cases', keys, keys);
  return entries === null ? null : ruleFrom(source, entries, 'otherwise', {}, 'hold');
}

function readRule(source: YamlSource, node: Node, book: string, groups: AnswerGroups): PlacedRule | null {
  const before = source.faults.length;
  const entries = source.entries(node, 'A rule', KEYS, NEEDED);
  if (entries === null) return null;
  const when = readWhen(source, entries, groups);
  const verdict = source.word(entries.values.get('verdict'), 'A verdict', isVerdict, VERDICTS);
  if (verdict === null) return null;
  const rule = ruleFrom(source, entries, book, when, verdict);
  return rule === null || source.faults.length > before ? null : { rule, line: entries.line };
}

function readWhen(source: YamlSource, entries: YamlEntries, groups: AnswerGroups): When {
  const when: { [F in FactName]?: readonly string[] } = {};
  const written = source.entries(entries.values.get('when') ?? null, '"when"', FACT_NAMES);
  for (const [fact, node] of written?.values ?? []) {
    if (isFactName(fact))
      when[fact] = answersIn(source, fact, node, groups.get(fact) ?? new Map<string, readonly string[]>());
  }
  if (written?.values.size === 0) source.noteAt(written.line, 'A rule needs at least one fact in "when".');
  return when;
}

function ruleFrom(source: YamlSource, entries: YamlEntries, book: string, when: When, verdict: Verdict): Rule | null {
  const { values, line } = entries;
  const id = source.text(values.get('id'), 'The id of a rule');
  const title = source.text(values.get('title'), 'The title of a rule');
  const why = source.text(values.get('why'), 'The reason of a rule');
  if (id === null || title === null || why === null) return null;
  const called = `The rule "${id}"`;
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u.test(id))
    source.noteAt(line, `${called} needs an id of small letters, digits and single hyphens.`);
  if (id === NO_RULE)
    source.noteAt(line, `${called} needs another id: "${NO_RULE}" in our mails means that no rule decided.`);
  const by = readConfirmers(source, values.get('by') ?? null, verdict, called, line);
  const tell = readTell(source, values.get('tell') ?? null, verdict, called, line);
  const smtp = readSmtp(source, values.get('smtp') ?? null, verdict, called, line);
  if (smtp !== null && tell !== null && (!/^[\x20-\x7e]+$/u.test(tell) || tell.length > SMTP_TEXT_MOST)) {
    source.noteAt(
      line,
      `${called} answers the mail server, so "tell" may have ${SMTP_TEXT_MOST} ASCII characters at most (it has ${tell.length}).`,
    );
  }
  const examples = source
    .elements(values.get('examples') ?? null)
    .flatMap((node) => source.text(node, `An example of "${id}"`) ?? []);
  if (values.has('examples') && examples.length === 0) source.noteAt(line, `${called} needs an example.`);
  return { id, book, title, why, when, verdict, by, tell, smtp, examples };
}

function readConfirmers(
  source: YamlSource,
  node: Node | null,
  verdict: Verdict,
  called: string,
  line: number,
): readonly ConfirmerName[] {
  if (verdict === 'confirm' && node === null) source.noteAt(line, `${called} needs "by": who must confirm.`);
  if (verdict !== 'confirm' && node !== null)
    source.note(node, `${called} does not ask for a confirmation, so "by" has no meaning.`);
  return source
    .elements(node)
    .flatMap((element) => source.word(element, 'A confirmer', isConfirmerName, CONFIRMERS) ?? []);
}

function readTell(
  source: YamlSource,
  node: Node | null,
  verdict: Verdict,
  called: string,
  line: number,
): string | null {
  const silent = verdict === 'accept' || verdict === 'discard';
  if (silent && node !== null)
    source.note(node, `${called} tells the sender nothing (verdict ${verdict}), so "tell" has no meaning.`);
  if (!silent && node === null) source.noteAt(line, `${called} needs "tell": what the sender is told.`);
  const text = source.text(node, `"tell" of ${called}`);
  if (node !== null && text !== null && /[{}]/u.test(text))
    source.note(node, `"tell" is sent as it stands: no braces, please.`);
  return text === null ? null : text.replace(/\s+/gu, ' ');
}

function readSmtp(
  source: YamlSource,
  node: Node | null,
  verdict: Verdict,
  called: string,
  line: number,
): SmtpReply | null {
  if (verdict === 'defer' && node === null) source.noteAt(line, `${called} needs "smtp", such as 451 4.7.1.`);
  if (node === null) return null;
  if (verdict !== 'refuse' && verdict !== 'defer') {
    source.note(node, `${called} does not refuse or defer, so "smtp" has no meaning.`);
    return null;
  }
  const written = source.text(node, '"smtp"');
  const code = verdict === 'refuse' ? 550 : 451;
  const fitting = Object.entries(SMTP_REPLIES).filter(([, reply]) => reply.code === code);
  const reply = fitting.find(([text]) => text === written)?.[1];
  if (reply === undefined && written !== null) {
    source.note(
      node,
      `"smtp" of a rule that says ${verdict} cannot be "${written}".${hint(
        written,
        fitting.map(([text]) => text),
      )}`,
    );
  }
  return reply ?? null;
}
