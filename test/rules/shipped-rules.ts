import { fileURLToPath } from 'node:url';
import { faultLine, loadRules } from '../../src/config/rules-loader.ts';
import type { RuleBook } from '../../src/rules/rule-book.ts';

export const RULES_DIR = fileURLToPath(new URL('../../rules', import.meta.url));

/** The policy as it is shipped; a fault in it fails the test with its line. */
export async function shippedRules(): Promise<RuleBook> {
  const reading = await loadRules(RULES_DIR);
  if (!reading.ok) throw new Error(reading.faults.map(faultLine).join('\n'));
  return reading.book;
}
