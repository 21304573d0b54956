import type { ReviewWord } from '../core/command.ts';
import type { TextLine } from './own-text.ts';
import { QUESTION } from './reply-word.ts';

const WORD = /^[^\p{L}\p{N}]*(approve|refuse|ask|discard|assign)(?:(?<=e)d)?(?![\p{L}\p{N}])[\s:,.!-]*(.*)$/iu;
const POLITE = /^(?:please|pls|thanks|thank|you|it|this|me|to|the|admin|contact|case|request|\d{4}-\d{6,9})$/iu;
const MOST_REASON = 1000;

/**
 * The word of a reviewer on the first own line. A yes with anything else behind it, or with a question mark, is no yes; a
 * no takes its reason with it, to the end of the paragraph.
 */
export function readReviewWord(lines: readonly TextLine[]): { readonly reviewWord?: ReviewWord } {
  const first = lines.findIndex(({ why, text }) => why === null && text.trim() !== '');
  const [, written = '', rest = ''] = WORD.exec(lines[first]?.text.trim() ?? '') ?? [];
  const word = written.toUpperCase();
  // `Approve?`, `Refuse?`; the reason of a no may be a question.
  if (QUESTION.test(word === 'REFUSE' ? rest.slice(0, 1) : rest)) return {};
  if (word === 'REFUSE')
    return {
      reviewWord: { word, reason: [rest, ...paragraphAfter(lines, first)].join(' ').trim().slice(0, MOST_REASON) },
    };
  const bare = rest.split(/[^\p{L}\p{N}-]/u).every((one) => one === '' || POLITE.test(one));
  if (!bare) return {};
  return word === 'APPROVE' || word === 'ASK' || word === 'DISCARD' || word === 'ASSIGN'
    ? { reviewWord: { word } }
    : {};
}

function paragraphAfter(lines: readonly TextLine[], first: number): readonly string[] {
  const after = lines.slice(first + 1);
  const end = after.findIndex(({ why, text }) => why !== null || text.trim() === '');
  return after.slice(0, end < 0 ? after.length : end).map(({ text }) => text.trim());
}
