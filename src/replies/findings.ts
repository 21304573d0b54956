import { dotted } from '../core/cctld.ts';
import type { Doubt } from '../core/command.ts';
import { parseEmailAddress } from '../core/email-address.ts';
import type { Fault } from '../core/fault.ts';
import type { Letterhead } from './letter.ts';
import { repeated } from './plain-words.ts';
import { type Texts, say } from './texts.ts';

/** `author`: whoever wrote the words gets them repeated; `other`: validated values only, and no line of a mail unseen. */
export type Reader = 'author' | 'other';

const VALUE_LENGTH = 80;

/** A sentence for each fault: where it stands, what it is, how to mend it; what is wrong for several ccTLDs alike is one. */
export function faultSentences(
  texts: Texts,
  letterhead: Letterhead,
  faults: readonly Fault[],
  reader: Reader,
): readonly string[] {
  const sentences = faults.map((fault) => {
    const tld = fault.tld === null ? say(texts, 'common.the-cctld', {}) : dotted(letterhead.table, fault.tld);
    const sentence = say(texts, `faults.${fault.code}`, { tld, mailbox: letterhead.mailbox });
    if (reader === 'other') {
      return parseEmailAddress(fault.value).ok
        ? say(texts, 'common.where-value', { value: fault.value, sentence })
        : sentence;
    }
    const value = repeated(fault.value, VALUE_LENGTH);
    if (fault.line > 0 && value !== '')
      return say(texts, 'common.where-line-value', { line: fault.line, value, sentence });
    if (fault.line > 0) return say(texts, 'common.where-line', { line: fault.line, sentence });
    return value === '' ? sentence : say(texts, 'common.where-value', { value, sentence });
  });
  return [...new Set(sentences)];
}

/** A sentence for each doubt, each once where the reader does not see the lines. */
export function doubtSentences(texts: Texts, doubts: readonly Doubt[], reader: Reader): readonly string[] {
  const sentences = doubts.map((doubt) => {
    const sentence = say(texts, `doubts.${doubt.code}`, {});
    if (reader === 'other') return sentence;
    const detail = repeated(doubt.detail, VALUE_LENGTH);
    const whole = detail === '' ? sentence : say(texts, 'common.doubt-detail', { sentence, detail });
    return doubt.line > 0 ? say(texts, 'common.where-line', { line: doubt.line, sentence: whole }) : whole;
  });
  return [...new Set(sentences)];
}
