import type { VocabularyWords } from '../config/vocabulary-words.ts';
import { FACT_NAMES, type FactName, type Facts } from '../rules/vocabulary.ts';
import { paragraph } from './paragraph.ts';

/** Facts as question and answer; behind them the words that the rules have for it. */
export function factLines(names: readonly FactName[], facts: Facts, words: VocabularyWords): readonly string[] {
  return FACT_NAMES.filter((fact) => names.includes(fact)).flatMap((fact) => [
    ...paragraph(words.question(fact), '    - '),
    ...paragraph(`${words.answer(fact, facts[fact])} (${fact}: ${facts[fact]})`, '      '),
  ]);
}
