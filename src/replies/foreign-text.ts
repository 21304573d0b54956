import { clipped, defused, repeated, visible } from './plain-words.ts';

const LINE_LENGTH = 400;
const SUBJECT_LENGTH = 160;

/** Somebody else's text as lines that harm nobody, without blank ones around it; beyond `most` lines `more` says how many are left. */
export function foreignLines(
  lines: readonly string[],
  most: number,
  more: (left: number) => string,
): readonly string[] {
  const own = withoutOuterBlanks(lines);
  const left = own.length - most;
  const shown = own
    .slice(0, most)
    .map((line) => clipped(defused(visible(clipped(line, 2 * LINE_LENGTH))), LINE_LENGTH));
  return left > 0 ? [...shown, more(left)] : shown;
}

/** Somebody else's Subject, in one sentence of ours; empty where there is none. */
export function foreignSubject(subject: string): string {
  return repeated(subject, SUBJECT_LENGTH);
}

function withoutOuterBlanks(lines: readonly string[]): readonly string[] {
  const isBlank = (line: string): boolean => visible(line).trim() === '';
  const first = lines.findIndex((line) => !isBlank(line));
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex((line) => !isBlank(line)) + 1);
}
