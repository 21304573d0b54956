import { existsSync } from 'node:fs';
import { loadCcnso } from '../config/ccnso-file.ts';
import { faultLine, loadRules } from '../config/rules-loader.ts';
import { loadTexts } from '../config/texts-loader.ts';
import type { CcTldTable, Tld } from '../core/cctld.ts';
import type { Texts } from '../replies/texts.ts';
import type { RuleBook } from '../rules/rule-book.ts';
import { CommandFailure } from './exit.ts';

/** The rule book of a folder. Throws {@link CommandFailure} 3 with every fault, each with its file and line. */
export async function rulesFrom(dir: string): Promise<RuleBook> {
  if (!existsSync(dir)) throw new CommandFailure(3, `${dir}: there is no such folder of rules.`);
  const loaded = await loadRules(dir);
  if (!loaded.ok) throw invalid(loaded.faults);
  return loaded.book;
}

/** Both, and all faults of both at once: whoever brings an own folder up to date mends it in one go. Throws like {@link rulesFrom}. */
export async function policyFrom(dir: string): Promise<{ readonly book: RuleBook; readonly texts: Texts }> {
  if (!existsSync(dir)) throw new CommandFailure(3, `${dir}: there is no such folder of rules.`);
  const rules = await loadRules(dir);
  const texts = await loadTexts(dir);
  if (rules.ok && texts.ok) return { book: rules.book, texts: texts.texts };
  throw invalid([...(rules.ok ? [] : rules.faults), ...(texts.ok ? [] : texts.faults)]);
}

/** Which ccTLDs are members of the ccNSO, from the same folder. Throws like {@link rulesFrom}. */
export async function ccnsoFrom(dir: string, table: CcTldTable): Promise<ReadonlyMap<Tld, 'member' | 'non-member'>> {
  const { members, faults } = await loadCcnso(dir, table);
  if (faults.length > 0) throw invalid(faults);
  return members;
}

type Fault = { readonly file: string; readonly line: number; readonly message: string };

function invalid(faults: readonly Fault[]): CommandFailure {
  return new CommandFailure(3, faults.map(faultLine).join('\n'), {
    faults: faults.map(({ file, line, message }) => ({ file, line: line === 0 ? null : line, message })),
  });
}
