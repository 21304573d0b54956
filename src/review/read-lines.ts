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
export const LINE_KINDS: readonly string[] = ['command', 'details', 'left aside', ...Object.values(WORDS)];

/** One line of a mail, and what it was taken for; empty for an empty line. */
export type ReadLine = { readonly line: number; readonly kind: string; readonly text: string };

/** The Subject as line 0 and the lines of the text, with nothing invisible in them. */
export function readLines(subject: string, text: string, { commands, ignored, hints }: Request): readonly ReadLine[] {
  // Of a line that is several things, the first of them counts.
  const kinds = new Map<number, string>([
    ...hints.map(({ line, leftAside }) => [line, leftAside === true ? 'left aside' : WORDS['not-understood']] as const),
    ...ignored.toReversed().map(({ line, why }) => [line, WORDS[why]] as const),
    ...commands.map(({ line }) => [line, 'command'] as const),
  ]);
  const otherwise = commands.length === 0 ? '' : 'details';
  return [subject, ...text.split('\n')].map((content, line) => ({
    line,
    kind: content.trim() === '' ? '' : (kinds.get(line) ?? (line === 0 ? '' : otherwise)),
    text: visible(content),
  }));
}
