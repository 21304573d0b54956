import { Command } from 'commander';
import { foreseeing } from './foreseeing-store.ts';
import { givenSettings } from './given-settings.ts';
import { addConfig } from './groups/config.ts';
import { addDatabase } from './groups/database.ts';
import { addExplain } from './groups/explaining.ts';
import { addFigures } from './groups/figures.ts';
import { addHeld } from './groups/held.ts';
import { addHistory } from './groups/history.ts';
import { addIana } from './groups/iana.ts';
import { addRoster } from './groups/roster.ts';
import { addRules } from './groups/rules.ts';
import { addServing } from './groups/serving.ts';
import { addWriting } from './groups/writing.ts';
import type { Shell, Work } from './groups/shell.ts';
import { addUser } from './groups/user.ts';
import { escaped, type Output } from './output.ts';
import { refreshIana } from './refresh-iana.ts';
import { openWorkplace, type Workplace } from './workplace.ts';

/** What wrong usage is told with. */
export const HOW_IT_IS_USED = 'Run it with --help to see how it is used.';

type Global = { readonly config?: string };

/** Every command that there is, with its help. Throws `CommanderError` for wrong usage and for `--help`. */
export function commandTree(output: Output): Command {
  const program = new Command('tldops')
    .description('Keeps the contact repository of the world’s ccTLDs by reading the mail of its members.')
    .option('--config <file>', 'settings (default: ./tldops.yaml, else $TLDOPS_CONFIG)')
    .option('--json', 'print one JSON document instead of text, also of what went wrong')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .showHelpAfterError(HOW_IT_IS_USED)
    .addHelpText('after', '\nExit status: 0 done, 1 it failed or found a fault, 2 wrong usage, 3 invalid settings.');
  const config = (): string | undefined => program.opts<Global>().config;
  const at: Shell['at'] = (work) => atWorkplace(config(), output, work);
  const atFresh: Shell['at'] = (work) =>
    at(async (place, out) => {
      await lookAtIana(place);
      await work(place, out);
    });
  const atForeseen: Shell['at'] = (work) =>
    at(async (place, out) => {
      const foreseen = foreseeing(place);
      await lookAtIana(foreseen);
      await work(foreseen, out);
    });
  const shell: Shell = { config, output, at, atFresh, atForeseen };
  addServing(program, shell);
  addExplain(program, shell);
  addHeld(program, shell);
  addRoster(program, shell);
  addIana(program, shell);
  addWriting(program, shell);
  addFigures(program, shell);
  addHistory(program, shell);
  addRules(program, shell);
  addUser(program, shell);
  addConfig(program, shell);
  addDatabase(program, shell);
  return program;
}

async function atWorkplace(config: string | undefined, output: Output, work: Work): Promise<void> {
  const place = await openWorkplace(givenSettings(config), () => undefined);
  try {
    await work(place, output);
  } finally {
    await place.close();
  }
}

/** What the look found wrong, or other than before, goes to stderr: the result of the command may depend on it. */
async function lookAtIana(place: Workplace): Promise<void> {
  // A server is asked by the service and by `iana sync`, not by everybody who looks.
  if (place.ianaSource.kind !== 'file') return;
  const { ended, failures, news, warnings } = await refreshIana(place);
  const lines = [
    ...(ended === null ? [] : [ended]),
    ...failures.map(({ reason }) => reason),
    ...warnings,
    ...news.flatMap((one) =>
      one.kind === 'address' ? [`the Admin Contact of .${one.tld} is ${one.after.adminEmail} now`] : [],
    ),
  ];
  for (const line of lines) process.stderr.write(`IANA: ${escaped(line)}\n`);
}
