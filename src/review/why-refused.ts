import type { Reference } from '../core/message.ts';
import type { House } from '../plan/house.ts';
import { faultSentences } from '../replies/findings.ts';
import type { Judgement } from '../rules/judge.ts';

/** What stands in the way of a request as the world is now: its faults, or the reasons of the rules that refuse it. */
export function whyRefused({ texts, book, mailbox }: House, ref: Reference, { items }: Judgement): readonly string[] {
  const letterhead = { ref, table: book.table, mailbox, rules: [] };
  const faults = items.flatMap((item) => faultSentences(texts, letterhead, item.faults, 'author'));
  const rules = items.flatMap(({ verdict, decisive }) => (verdict === 'refuse' ? decisive.map(({ why }) => why) : []));
  return [...new Set(faults.length > 0 ? faults : rules)];
}
