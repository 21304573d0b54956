import { CommanderError } from 'commander';
import { StoreError } from '../store/store-error.ts';
import { commandTree, HOW_IT_IS_USED } from './command-tree.ts';
import { CommandFailure, type ExitStatus } from './exit.ts';
import { escaped, standardOutput } from './output.ts';
import { storeFailureText } from './store-failure.ts';

/** Runs `tldops` with these arguments; the exit status is the result. Faults go to stderr, results to stdout. */
export async function runCommandLine(args: readonly string[]): Promise<ExitStatus> {
  const output = standardOutput(args.includes('--json'));
  try {
    await commandTree(output).parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const { status, message, faults } = failureOf(error);
    // Commander has told its own faults already.
    if (!(error instanceof CommanderError)) process.stderr.write(`${escaped(message)}\n`);
    output.failure(message, faults);
    return status;
  }
}

function failureOf(error: unknown): CommandFailure {
  if (error instanceof CommandFailure) return error;
  if (error instanceof CommanderError) return new CommandFailure(2, usageText(error));
  if (error instanceof StoreError) return new CommandFailure(1, storeFailureText(error));
  const met = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new CommandFailure(1, `tldops met a bug:\n${met}`);
}

/** Where a command is missing commander has no words, but prints the help. */
function usageText({ code, message }: CommanderError): string {
  const wrong =
    code === 'commander.help'
      ? 'A command is missing, or there is none of this name.'
      : message.replace(/^error: /u, '');
  return `${wrong}\n${HOW_IT_IS_USED}`;
}
