import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError } from 'commander';
import { describeSettings } from '../config/settings-description.ts';
import { loadSettings } from '../config/settings-loader.ts';
import type { Settings } from '../config/settings.ts';
import { explainFile } from './commands/explain.ts';
import { failedList, failedReprocess, failedShow } from './commands/failed.ts';
import { heldDecide, heldList, heldShow } from './commands/held.ts';
import { auditList, auditVerify, outboxList, outboxRetry } from './commands/history.ts';
import { ianaHistory, ianaSet, ianaShow, ianaSync } from './commands/iana.ts';
import { rosterImport } from './commands/roster-import.ts';
import { rosterExport, rosterList, rosterShow } from './commands/roster.ts';
import { rulesCheck, rulesShow } from './commands/rules.ts';
import { CommandFailure, type ExitStatus } from './exit.ts';
import { type Output, standardOutput } from './output.ts';
import { refreshIana } from './refresh-iana.ts';
import { openWorkplace, type Workplace } from './workplace.ts';

type Global = { readonly config?: string; readonly json?: boolean };

const SHIPPED_RULES = fileURLToPath(new URL('../../rules', import.meta.url));

/** Runs `tldops` with these arguments; the exit status is the result. Faults go to stderr, results to stdout. */
export async function runCommandLine(args: readonly string[]): Promise<ExitStatus> {
  const program = commandTree();
  try {
    await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof CommandFailure) {
      process.stderr.write(`${error.message}\n`);
      return error.status;
    }
    process.stderr.write(`tldops: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return 1;
  }
}

function commandTree(): Command {
  const program = new Command('tldops')
    .description('The inbound e-mail command processor of TLD-OPS, the contact repository of the world’s ccTLDs.')
    .option('--config <file>', 'settings (default: ./tldops.yaml, else $TLDOPS_CONFIG)')
    .option('--json', 'print one JSON document instead of text')
    .exitOverride()
    .showHelpAfterError('Run it with --help to see how it is used.')
    .addHelpText(
      'after',
      '\nExit status: 0 done, 1 it failed or found a fault, 2 wrong usage, 3 invalid configuration.',
    );

  const output = (): Output => standardOutput(program.opts<Global>().json === true);
  const withPlace = (work: (place: Workplace, out: Output) => Promise<void>): Promise<void> =>
    atWorkplace(program.opts<Global>(), output(), work);

  program
    .command('serve')
    .description('listener, delivery, schedule and web pages in one process; SIGTERM ends it')
    .action(async () => (await import('./serve.ts')).serve(settingsOf(program.opts<Global>())));
  program
    .command('demo')
    .description('the main job on loopback, with invented ccTLD contacts and a transcript to read')
    .option('--once', 'end after the transcript')
    .action(async ({ once }: { once?: boolean }) => (await import('../demo/demo.ts')).runDemo(once === true));
  program
    .command('explain <file>')
    .description('dry run of one mail: proof, reading, rules, verdict, changes, answers; changes nothing')
    .option('--ip <address>', 'address of the client that sent it')
    .option('--helo <name>', 'what the client called itself')
    .option('--mail-from <address>', 'envelope sender')
    .action((file: string, envelope: { ip?: string; helo?: string; mailFrom?: string }) =>
      withPlace((place, out) => explainFile(place, out, file, envelope)),
    );

  const roster = program.command('roster').description('the contact repository');
  roster
    .command('list')
    .description('all contacts')
    .action(() => withPlace(rosterList));
  roster
    .command('show <tld>')
    .description('the contacts of one ccTLD')
    .action((tld: string) => withPlace((place, out) => rosterShow(place, out, tld)));
  roster
    .command('export')
    .description('all contacts for use elsewhere')
    .option('--format <format>', 'json', 'json')
    .action(({ format }: { format: string }) => {
      if (format !== 'json') throw new CommandFailure(2, `--format ${format} is not known; there is: json`);
      return withPlace(rosterExport);
    });
  roster
    .command('import <file>')
    .description("takes roster list's JSON; shows the difference, and applies it with --apply")
    .option('--apply', 'change the roster')
    .action((file: string, { apply }: { apply?: boolean }) =>
      withPlace((place, out) => rosterImport(place, out, file, apply === true)),
    );

  const held = program.command('held').description('mail that waits for a decision');
  held
    .command('list')
    .description('open cases')
    .option('--all', 'decided ones too')
    .action(({ all }: { all?: boolean }) => withPlace((place, out) => heldList(place, out, all === true)));
  held
    .command('show <ref>')
    .description('why it waits, and what would change')
    .action((ref: string) => withPlace((place, out) => heldShow(place, out, ref)));
  held
    .command('approve <ref>')
    .description('judge it again with your approval, and apply it')
    .action((ref: string) => withPlace((place, out) => heldDecide(place, out, ref, { word: 'approve' })));
  held
    .command('refuse <ref>')
    .description('turn it down and tell the sender why')
    .requiredOption('--reason <text>', 'in words that the sender can act on')
    .action((ref: string, { reason }: { reason: string }) =>
      withPlace((place, out) => heldDecide(place, out, ref, { word: 'refuse', reason })),
    );
  held
    .command('ask-admin <ref>')
    .description('ask the Admin Contact to confirm')
    .action((ref: string) => withPlace((place, out) => heldDecide(place, out, ref, { word: 'ask-admin' })));
  held
    .command('discard <ref>')
    .description('close it without a word to the sender')
    .action((ref: string) => withPlace((place, out) => heldDecide(place, out, ref, { word: 'discard' })));

  const iana = program.command('iana').description('who is the Admin Contact of a ccTLD');
  iana
    .command('sync')
    .description('look at the configured source now')
    .action(() => withPlace(ianaSync));
  iana
    .command('show <tld>')
    .description('what is known of one ccTLD')
    .action((tld: string) => withPlace((place, out) => ianaShow(place, out, tld)));
  iana
    .command('history <tld>')
    .description('every version that was observed')
    .action((tld: string) => withPlace((place, out) => ianaHistory(place, out, tld)));
  iana
    .command('set <tld>')
    .description('set the address by hand, until the source agrees')
    .requiredOption('--email <address>')
    .requiredOption('--reason <text>')
    .action((tld: string, { email, reason }: { email: string; reason: string }) =>
      withPlace((place, out) => ianaSet(place, out, tld, email, reason)),
    );

  const audit = program.command('audit [about]').description('history of a ccTLD or a reference');
  audit.action((about: string | undefined) =>
    withPlace((place, out) => (about === 'verify' ? auditVerify(place, out) : auditList(place, out, about))),
  );
  audit.addHelpText('after', '\n`audit verify` checks the hash chain.');

  const outbox = program.command('outbox').description('mail that waits to be sent');
  outbox
    .command('list')
    .option('--all', 'sent and given-up ones too')
    .action(({ all }: { all?: boolean }) => withPlace((place, out) => outboxList(place, out, all === true)));
  outbox
    .command('retry')
    .description('make everything that waits due now')
    .action(() => withPlace(outboxRetry));

  const failed = program.command('failed').description('mail that met a bug; nothing of it is lost');
  failed.command('list').action(() => withPlace(failedList));
  failed.command('show <ref>').action((ref: string) => withPlace((place, out) => failedShow(place, out, ref)));
  failed
    .command('reprocess <ref>')
    .description('run it through the intake again')
    .action((ref: string) => withPlace((place, out) => failedReprocess(place, out, ref)));

  const rules = program.command('rules').description('the policy');
  const rulesDir = (): string => rulesDirOf(program.opts<Global>());
  rules
    .command('check')
    .description('load it and prove its laws over every case')
    .action(() => rulesCheck(output(), rulesDir()));
  rules
    .command('show')
    .description('the policy as a person reads it')
    .action(() => rulesShow(output(), rulesDir()));
  rules
    .command('try <file>')
    .description('the same as explain')
    .action((file: string) => withPlace((place, out) => explainFile(place, out, file, {})));

  const config = program.command('config').description('the settings');
  config
    .command('check')
    .description('say whether they are right')
    .action(() => {
      const settings = settingsOf(program.opts<Global>());
      output().result(
        { ok: true, file: settings.file },
        `${settings.file ?? 'The environment'}: all settings are right.`,
      );
    });
  config
    .command('show')
    .description('all settings with their defaults, secrets masked')
    .action(() => {
      const described = describeSettings(settingsOf(program.opts<Global>()));
      output().result(described, JSON.stringify(described, null, 2));
    });
  return program;
}

async function atWorkplace(
  global: Global,
  output: Output,
  work: (place: Workplace, out: Output) => Promise<void>,
): Promise<void> {
  const place = await openWorkplace(settingsOf(global), () => undefined);
  try {
    await refreshIana(place);
    await work(place, output);
  } finally {
    await place.close();
  }
}

function configFile({ config }: Global): string | null {
  if (config !== undefined) return config;
  if (existsSync('tldops.yaml')) return 'tldops.yaml';
  return process.env['TLDOPS_CONFIG'] ?? null;
}

function settingsOf(global: Global): Settings {
  const file = configFile(global);
  const loaded = loadSettings(file, process.env);
  if (loaded.ok) return loaded.settings;
  const lines = loaded.faults.map(
    ({ path, message, line }) =>
      `${file ?? 'settings'}${line === null ? '' : `:${line}`}: ${path}${path === '' ? '' : ': '}${message}`,
  );
  const hint =
    file === null
      ? ['There is no ./tldops.yaml; name one with --config FILE. docs/settings.md shows a complete one.']
      : [];
  throw new CommandFailure(3, [...lines, ...hint].join('\n'));
}

/** The policy can be checked without settings. */
function rulesDirOf(global: Global): string {
  return configFile(global) === null ? SHIPPED_RULES : settingsOf(global).rulesDir;
}
