import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FACT_NAMES, type FactName, type Verdict, VERDICTS } from '../rules/vocabulary.ts';
import { YamlSource } from './yaml-source.ts';

/** What the words of the policy mean, as `vocabulary.yaml` tells the Secretariat. Empty where it tells nothing. */
export type VocabularyWords = {
  question(fact: FactName): string;
  answer(fact: FactName, answer: string): string;
  verdict(verdict: Verdict): string;
};

/** Reads the meanings of a rules folder that {@link loadRules} has found right. Rejects where the file cannot be read. */
export async function loadVocabularyWords(rulesDir: string): Promise<VocabularyWords> {
  const file = 'vocabulary.yaml';
  const source = new YamlSource(file, await readFile(join(rulesDir, file), 'utf8'));
  const meanings = new Map<string, string>();
  const root = source.entries(source.root, 'The vocabulary', null);
  const facts = source.entries(root?.values.get('facts') ?? null, 'The list of facts', FACT_NAMES);
  for (const [fact, node] of facts?.values ?? []) {
    const entry = source.entries(node, fact, null);
    meanings.set(`${fact}?`, source.text(entry?.values.get('question'), fact) ?? '');
    const answers = source.entries(entry?.values.get('answers') ?? null, fact, null);
    for (const [answer, meaning] of answers?.values ?? []) {
      meanings.set(`${fact}=${answer}`, source.text(meaning, answer) ?? '');
    }
  }
  const verdicts = source.entries(root?.values.get('verdicts') ?? null, 'The list of verdicts', VERDICTS);
  for (const [verdict, meaning] of verdicts?.values ?? []) meanings.set(verdict, source.text(meaning, verdict) ?? '');
  return {
    question: (fact) => meanings.get(`${fact}?`) ?? '',
    answer: (fact, answer) => meanings.get(`${fact}=${answer}`) ?? '',
    verdict: (verdict) => meanings.get(verdict) ?? '',
  };
}
