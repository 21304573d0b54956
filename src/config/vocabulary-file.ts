import type { Node } from 'yaml';
import { answersTo, CONFIRMERS, FACT_NAMES, type FactName, isFactName, VERDICTS } from '../rules/vocabulary.ts';
import { hint, type YamlSource } from './yaml-source.ts';

/** Short names for several answers of one fact: `proved` for signed and aligned. */
export type AnswerGroups = ReadonlyMap<FactName, ReadonlyMap<string, readonly string[]>>;

/**
 * Checks that the Secretariat's vocabulary names exactly the facts, answers, verdicts and confirmers of the program, and
 * explains each. Returns the groups that it defines.
 */
export function readVocabulary(source: YamlSource): AnswerGroups {
  const groups = new Map<FactName, ReadonlyMap<string, readonly string[]>>();
  const file = source.entries(
    source.root,
    'The vocabulary',
    ['facts', 'verdicts', 'confirmers'],
    ['facts', 'verdicts', 'confirmers'],
  );
  if (file === null) return groups;
  const facts = source.entries(file.values.get('facts') ?? null, 'The list of facts', FACT_NAMES, FACT_NAMES);
  for (const [name, node] of facts?.values ?? []) {
    if (isFactName(name)) groups.set(name, readFact(source, name, node));
  }
  explained(source, file.values.get('verdicts') ?? null, 'The list of verdicts', VERDICTS);
  explained(source, file.values.get('confirmers') ?? null, 'The list of confirmers', CONFIRMERS);
  return groups;
}

function readFact(source: YamlSource, fact: FactName, node: Node): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, readonly string[]>();
  const what = `The fact "${fact}"`;
  const entry = source.entries(node, what, ['question', 'answers', 'groups'], ['question', 'answers']);
  if (entry === null) return groups;
  source.text(entry.values.get('question'), `The question of "${fact}"`);
  explained(source, entry.values.get('answers') ?? null, what, answersTo(fact));
  const written = source.entries(entry.values.get('groups') ?? null, `The groups of "${fact}"`, null);
  for (const [name, members] of written?.values ?? []) {
    if (answersTo(fact).includes(name))
      source.note(members, `"${name}" is an answer of "${fact}"; a group needs another name.`);
    else groups.set(name, answersIn(source, fact, members, new Map()));
  }
  return groups;
}

/** Answers to a fact as a rule lists them, groups opened; unknown ones are noted and left out. */
export function answersIn(
  source: YamlSource,
  fact: FactName,
  node: Node,
  groups: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const answers = answersTo(fact);
  const found = new Set<string>();
  const elements = source.elements(node);
  if (elements.length === 0) source.note(node, `"${fact}" lists no answer.`);
  for (const element of elements) {
    const written = source.text(element, `An answer to "${fact}"`);
    if (written === null) continue;
    const meant = answers.includes(written) ? [written] : groups.get(written);
    if (meant === undefined) {
      source.note(element, `"${fact}" has no answer "${written}".${hint(written, [...answers, ...groups.keys()])}`);
    } else if (meant.some((answer) => found.has(answer))) {
      source.note(element, `"${written}" stands twice in the answers to "${fact}".`);
    }
    for (const answer of meant ?? []) found.add(answer);
  }
  if (found.size === answers.length)
    source.note(node, `These are all the answers that "${fact}" has. Leave the line out.`);
  return answers.filter((answer) => found.has(answer));
}

/** Exactly these words, each with a sentence. */
function explained(source: YamlSource, node: Node | null, what: string, words: readonly string[]): void {
  const entries = source.entries(node, what, words, words);
  for (const [word, meaning] of entries?.values ?? []) source.text(meaning, `The meaning of "${word}"`);
}
