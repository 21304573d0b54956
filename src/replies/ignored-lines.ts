import { CHANGING_WORDS, type Hint, type IgnoredLine } from '../core/command.ts';
import { bullets, headed, inertLines, prose, stacked } from './layout.ts';
import { repeated } from './plain-words.ts';
import { type Texts, say } from './texts.ts';

/** How much of the sender's own text is repeated (`rules/limits.yaml`). */
export type Quoting = { readonly lines: number; readonly lineLength: number };

/** Longer runs of these are told by their length. */
const LONGEST_SHOWN_RUN = 2;
const COLLAPSIBLE = new Set<IgnoredLine['why']>(['quoted', 'forwarded', 'signature', 'disclaimer', 'courtesy']);

type Run = { readonly why: IgnoredLine['why']; readonly lines: readonly IgnoredLine[] };

/** What was not used, below a heading; empty where everything was. */
export function ignoredBlock(
  texts: Texts,
  ignored: readonly IgnoredLine[],
  quoting: Quoting,
  heading: 'ignored.heading' | 'case-notice.ignored' = 'ignored.heading',
): string {
  const runs = runsOf(ignored.filter((line) => line.text.trim() !== ''));
  if (runs.length === 0) return '';
  const entries = runs.flatMap((run) => runEntries(texts, run, quoting.lineLength));
  const shown = entries.slice(0, quoting.lines);
  const left = entries.slice(quoting.lines).reduce((sum, entry) => sum + entry.count, 0);
  const rest = left === 0 ? [] : [say(texts, 'ignored.more', { count: left })];
  return `${prose(say(texts, heading, {}))}\n${inertLines([...shown.map((entry) => entry.text), ...rest])}`;
}

export function unreadFilesBlock(texts: Texts, count: number): string {
  if (count === 0) return '';
  return prose(count === 1 ? say(texts, 'ignored.file', {}) : say(texts, 'ignored.files', { count }));
}

/**
 * Lines with a slip of the pen, and the word that may have been meant; a Subject that was left aside.
 * @param asks the text below that Subject asks for something else.
 */
export function hintBlock(texts: Texts, hints: readonly Hint[], quoting: Quoting, asks: boolean): string {
  const shown = hints.slice(0, quoting.lines).map((hint) => ({ hint, text: repeated(hint.text, quoting.lineLength) }));
  const aside = shown.filter(({ hint }) => hint.leftAside === true);
  const slips = shown.filter(({ hint }) => hint.leftAside !== true);
  return stacked([
    ...aside.map(({ text }) =>
      prose(say(texts, asks ? 'answer.hint-subject-aside' : 'answer.hint-subject-unused', { text })),
    ),
    headed(say(texts, 'answer.hints', {}), bullets(slips.map(({ hint, text }) => slipSentence(texts, hint, text)))),
  ]);
}

function slipSentence(texts: Texts, { line, nearest }: Hint, text: string): string {
  if (nearest === null) return say(texts, 'answer.hint', { line, text });
  // These take nothing on their line but ccTLDs and addresses.
  const isChange = CHANGING_WORDS.some((word) => word === nearest);
  const wellSpelt = isChange && text.toUpperCase().startsWith(nearest);
  if (line === 0) return say(texts, wellSpelt ? 'answer.hint-subject-rest' : 'answer.hint-subject', { text, nearest });
  return say(texts, wellSpelt ? 'answer.hint-rest' : 'answer.hint-nearest', { line, text, nearest });
}

function runsOf(ignored: readonly IgnoredLine[]): readonly Run[] {
  const runs: Run[] = [];
  for (const line of ignored) {
    const last = runs.at(-1);
    if (last !== undefined && last.why === line.why)
      runs.splice(-1, 1, { why: last.why, lines: [...last.lines, line] });
    else runs.push({ why: line.why, lines: [line] });
  }
  return runs;
}

function runEntries(
  texts: Texts,
  run: Run,
  lineLength: number,
): readonly { readonly text: string; readonly count: number }[] {
  const why = say(texts, `ignored.${run.why}`, {});
  const [first, last] = [run.lines[0], run.lines.at(-1)];
  if (first !== undefined && last !== undefined && COLLAPSIBLE.has(run.why) && run.lines.length > LONGEST_SHOWN_RUN) {
    const count = run.lines.length;
    return [{ text: say(texts, 'ignored.run', { from: first.line, to: last.line, count, why }), count }];
  }
  return run.lines.map((line) => {
    const text = repeated(line.text, lineLength);
    const entry =
      line.line === 0
        ? say(texts, 'ignored.subject', { why, text })
        : say(texts, 'ignored.line', { line: line.line, why, text });
    return { text: entry, count: 1 };
  });
}
