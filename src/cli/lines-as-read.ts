import type { IgnoredLine, Request } from '../core/command.ts';

const WORDS: { readonly [Why in IgnoredLine['why']]: string } = {
  quoted: 'quoted',
  forwarded: 'forwarded',
  signature: 'signature',
  courtesy: 'courtesy',
  disclaimer: 'legal notice',
  'free-text': 'no request',
  'not-understood': '??',
};
const COLUMN = Math.max(...Object.values(WORDS).map((word) => word.length), 'command'.length);
/** Of one kind below each other; longer runs are told by their length. */
const LONGEST_RUN = 3;
const MOST_LINES = 200;
const MOST_CHARACTERS = 200;

type Read = { readonly line: number; readonly kind: string; readonly text: string };

/** The lines of a mail as they stand, each with what it was taken for: a command, its details, or nothing of ours. */
export function linesAsRead(subject: string, text: string, request: Request): readonly string[] {
  const lines = [subject, ...text.split('\n')].map((content, line) => ({
    line,
    kind: kindOf(line, content, request),
    text: content,
  }));
  const shown = runsOf(lines.slice(0, MOST_LINES)).flatMap(runLines);
  const left = lines.length - MOST_LINES;
  const hints = request.hints.flatMap(({ line, nearest }) =>
    nearest === null ? [] : [`  ${place(line)} may mean ${nearest}.`],
  );
  return [...shown, ...(left > 0 ? [`  and ${left} more lines`] : []), ...(hints.length > 0 ? ['', ...hints] : [])];
}

function kindOf(line: number, content: string, { commands, ignored, hints }: Request): string {
  if (content.trim() === '') return '';
  if (commands.some((command) => command.line === line)) return 'command';
  const unused = ignored.find((entry) => entry.line === line);
  if (unused !== undefined) return WORDS[unused.why];
  if (hints.some((hint) => hint.line === line)) return WORDS['not-understood'];
  return line === 0 || commands.length === 0 ? '' : 'details';
}

function runsOf(lines: readonly Read[]): readonly (readonly Read[])[] {
  const runs: Read[][] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last !== undefined && last[0]?.kind === line.kind) last.push(line);
    else runs.push([line]);
  }
  return runs;
}

function runLines(run: readonly Read[]): readonly string[] {
  const [first] = run;
  const isLong = run.length > LONGEST_RUN && first !== undefined && first.kind !== 'details';
  if (!isLong) return run.map(({ line, kind, text }) => row(place(line), kind, text.slice(0, MOST_CHARACTERS)));
  return [row(place(first.line), first.kind, `${run.length} such lines`)];
}

function row(where: string, kind: string, text: string): string {
  return `  ${where.padStart(8)}  ${kind.padEnd(COLUMN)}  ${text}`.trimEnd();
}

function place(line: number): string {
  return line === 0 ? 'Subject' : `line ${line}`;
}
