import { faultLine, loadRules } from '../../config/rules-loader.ts';
import { loadTexts } from '../../config/texts-loader.ts';
import { proveLaws } from '../../rules/prove.ts';
import type { RuleBook } from '../../rules/rule-book.ts';
import { counted } from '../counted.ts';
import { fault, type Finding, ok } from './finding.ts';

/** The policy as it loads, with what is wrong with it; `book` is null where it cannot be used. */
export async function policy(
  rulesDir: string,
): Promise<{ readonly book: RuleBook | null; readonly findings: readonly Finding[] }> {
  const rules = await loadRules(rulesDir);
  const texts = await loadTexts(rulesDir);
  const faults = [...(rules.ok ? [] : rules.faults), ...(texts.ok ? [] : texts.faults)];
  if (!rules.ok || faults.length > 0) {
    const found = faults.map(faultLine).join('\n');
    const mend = `Mend these lines in ${rulesDir}; \`tldops rules check\` tells when all is right.`;
    return { book: null, findings: [fault('policy', found, mend)] };
  }
  const broken = proveLaws(rules.book).filter(({ holds }) => !holds);
  if (broken.length === 0)
    return {
      book: rules.book,
      findings: [ok('policy', `${counted(rules.book.rules.length, 'rule')}; all laws hold.`)],
    };
  const found = broken.map(({ law }) => `Broken: ${law.sentence}`).join('\n');
  return {
    book: rules.book,
    findings: [fault('policy', found, '`tldops rules check` shows a case for each; change the rules that decide it.')],
  };
}
