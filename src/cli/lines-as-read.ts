import type { Request } from '../core/command.ts';
import { LINE_KINDS, type ReadLine, readLines } from '../review/read-lines.ts';

const COLUMN = Math.max(...LINE_KINDS.map((word) => word.length));
/** Of one kind below each other; longer runs are told by their length. */
const LONGEST_RUN = 3;
const MOST_LINES = 200;
const MOST_CHARACTERS = 200;

/** The lines of a mail as they stand, each with what it was taken for: a command, its details, or nothing of ours. */
export function linesAsRead(subject: string, text: string, request: Request): readonly string[] {
  const lines = readLines(subject, text, request);
  const shown = runsOf(lines.slice(0, MOST_LINES)).flatMap(runLines);
  const left = lines.length - MOST_LINES;
  const hints = request.hints.flatMap(({ line, nearest, leftAside }) => {
    if (leftAside === true) return [`  ${place(line)} is left aside: the text asks for something else.`];
    return nearest === null ? [] : [`  ${place(line)} may mean ${nearest}.`];
  });
  return [...shown, ...(left > 0 ? [`  and ${left} more lines`] : []), ...(hints.length > 0 ? ['', ...hints] : [])];
}

function runsOf(lines: readonly ReadLine[]): readonly (readonly ReadLine[])[] {
  const runs: ReadLine[][] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last !== undefined && last[0]?.kind === line.kind) last.push(line);
    else runs.push([line]);
  }
  return runs;
}

function runLines(run: readonly ReadLine[]): readonly string[] {
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
