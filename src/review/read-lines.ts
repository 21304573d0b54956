import type { IgnoredLine, Request } from '../core/command.ts';
import { visible } from '../replies/plain-words.ts';

const WORDS: { readonly [Why in IgnoredLine['why']]: string } = {
  quoted: 'quoted',
  forwarded: 'forwarded',
  signature: 'signature',
  courtesy: 'courtesy',
  disclaimer: 'legal notice',
  'free-text': 'no request',
  'not-understood': '??',
};

/** Every word for what a line may be taken for. */
export const LINE_KINDS: readonly string[] = ['command', 'details', ...Object.values(WORDS)];

/** One line of a mail, and what it was taken for; empty for an empty line. */
export type ReadLine = { readonly line: number; readonly kind: string; readonly text: string };

/** The Subject as line 0 and the lines of the text, with nothing invisible in them. */
export function readLines(subject: string, text: string, request: Request): readonly ReadLine[] {
  return [subject, ...text.split('\n')].map((content, line) => ({
    line,
    kind: kindOf(line, content, request),
    text: visible(content),
  }));
}

function kindOf(line: number, content: string, { commands, ignored, hints }: Request): string {
  if (content.trim() === '') return '';
  if (commands.some((command) => command.line === line)) return 'command';
  const unused = ignored.find((entry) => entry.line === line);
  if (unused !== undefined) return WORDS[unused.why];
  if (hints.some((hint) => hint.line === line)) return WORDS['not-understood'];
  return line === 0 || commands.length === 0 ? '' : 'details';
}
