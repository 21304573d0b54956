import type { TextLine } from './own-text.ts';
import { QUESTION } from './reply-word.ts';

/** Words with which people end letters that they did not ask for, as they stand alone on a line. */
const DECLINES =
  /^(?:please |pls )?(?:stop|no|no ?thanks?(?: ?you)?|unsubscribe|un-subscribe|decline[ds]?|opt[ -]?out|not interested|no (?:more )?(?:invitations?|mails?|e-?mails?)|do not (?:invite|write to) us(?: again)?|remove(?: me| us)?)(?: (?:please|pls|thanks|thank you|us|me))?$/iu;

/** The first own line, or the Subject of a mail without text, says that no more invitation is wanted. A question is none. */
export function readDecline(lines: readonly TextLine[], subject: string): { readonly declines?: true } {
  const own = lines.filter(({ why, text }) => (why === null || why === 'courtesy') && text.trim() !== '');
  const first = own.find(({ text }) => !isGreeting(text));
  return isDecline(first === undefined && own.length === 0 ? subject : (first?.text ?? '')) ? { declines: true } : {};
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
