import type { TextLine } from './own-text.ts';
import { QUESTION } from './reply-word.ts';

/** Words with which people end letters that they did not ask for, as they stand alone on a line. */
const DECLINES =
  /^(?:please |pls )?(?:stop|no ?thanks?(?: ?you)?|unsubscribe|un-subscribe|decline[ds]?|opt[ -]?out|not interested|no (?:more )?(?:invitations?|mails?|e-?mails?)|do not (?:invite|write to) us(?: again)?|remove(?: me| us)?)(?: (?:please|pls|thanks|thank you|us|me))?$/iu;

/** The first own line, or the Subject of a mail without text, says that no more invitation is wanted. A question is none. */
export function readDecline(lines: readonly TextLine[], subject: string): { readonly declinedAt?: number } {
  const isOwn = ({ why, text }: TextLine): boolean => (why === null || why === 'courtesy') && text.trim() !== '';
  if (!lines.some(isOwn)) return isDecline(subject) ? { declinedAt: 0 } : {};
  const first = lines.find((line) => isOwn(line) && !isGreeting(line.text));
  return first !== undefined && isDecline(first.text) ? { declinedAt: first.line } : {};
}

function isDecline(line: string): boolean {
  if (QUESTION.test(line)) return false;
  return DECLINES.test(
    line
      .normalize('NFKC')
      .replaceAll(/[^\p{L}\p{N} -]/gu, ' ')
      .replaceAll(/\s+/gu, ' ')
      .trim(),
  );
}

function isGreeting(line: string): boolean {
  return /^(?:dear|hello|hi|good (?:morning|day|afternoon|evening))\b/iu.test(line.trim());
}
