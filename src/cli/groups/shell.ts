import type { Command } from 'commander';
import type { Output } from '../output.ts';
import type { Workplace } from '../workplace.ts';

/** What a group of commands is built on. */
export type Shell = {
  readonly config: () => string | undefined;
  readonly output: Output;
  /** Opens what the settings name, works on what is stored, and closes. */
  readonly at: (work: Work) => Promise<void>;
  /** The same after a look at what IANA publishes. */
  readonly atFresh: (work: Work) => Promise<void>;
  /** The same, but nothing that the look brings is stored, or written to anybody. */
  readonly atForeseen: (work: Work) => Promise<void>;
};

export type Work = (place: Workplace, out: Output) => Promise<void>;

/** Lines for the end of a command's help, as one would type them. */
export function withExamples(command: Command, ...lines: readonly string[]): Command {
  const typed = lines.map((line) => `  tldops ${line}`);
  return command.addHelpText('after', ['', lines.length === 1 ? 'Example:' : 'Examples:', ...typed].join('\n'));
}
