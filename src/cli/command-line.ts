import { CommanderError } from 'commander';
import { StoreError } from '../store/store-error.ts';
import { commandTree } from './command-tree.ts';
import { CommandFailure, type ExitStatus } from './exit.ts';
import { escaped } from './output.ts';
import { storeFailureText } from './store-failure.ts';

/** Runs `tldops` with these arguments; the exit status is the result. Faults go to stderr, results to stdout. */
export async function runCommandLine(args: readonly string[]): Promise<ExitStatus> {
  try {
    await commandTree().parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof CommandFailure) {
      process.stderr.write(`${escaped(error.message)}\n`);
      return error.status;
    }
    if (error instanceof StoreError) {
      process.stderr.write(`${escaped(storeFailureText(error))}\n`);
      return 1;
    }
    const met = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`tldops met a bug:\n${escaped(met)}\n`);
    return 1;
  }
}
