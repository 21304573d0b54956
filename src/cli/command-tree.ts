import { Command } from 'commander';
import { settingsYaml, describeSettings } from '../config/settings-description.ts';
import { explainFile } from './commands/explain.ts';
import { failedList, failedReprocess, failedShow } from './commands/failed.ts';
import { heldShow } from './commands/held-show.ts';
import { digestOf, heldDecide, heldList } from './commands/held.ts';
import { auditList, auditVerify, outboxList, outboxRetry } from './commands/history.ts';
import { ianaHistory, ianaSet, ianaShow, ianaSync } from './commands/iana.ts';
import { rosterImport } from './commands/roster-import.ts';
import { rosterExport, rosterList, rosterShow } from './commands/roster.ts';
import { rulesCheck, rulesShow } from './commands/rules.ts';
import { CommandFailure } from './exit.ts';
import { givenRulesDir, givenSettings } from './given-settings.ts';
import { escaped, type Output, standardOutput } from './output.ts';
import { refreshIana } from './refresh-iana.ts';
import { openWorkplace, type Workplace } from './workplace.ts';

type Global = { readonly config?: string; readonly json?: boolean };

/** What a group of commands is built on. */
type Shell = {
  readonly config: () => string | undefined;
  readonly output: () => Output;
  /** Opens what the settings name, works on what is stored, and closes. */
  readonly at: (work: Work) => Promise<void>;
  /** The same after a look at what IANA publishes. */
  readonly atFresh: (work: Work) => Promise<void>;
};

type Work = (place: Workplace, out: Output) => Promise<void>;

/** Every command that there is, with its help. Throws `CommanderError` for wrong usage and for `--help`. */
export function commandTree(): Command {
  const program = new Command('tldops')
    .description('Keeps the contact repository of the world’s ccTLDs by reading the mail of its members.')
    .option('--config <file>', 'settings (default: ./tldops.yaml, else $TLDOPS_CONFIG)')
    .option('--json', 'print one JSON document instead of text')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .showHelpAfterError('Run it with --help to see how it is used.')
    .addHelpText('after', '\nExit status: 0 done, 1 it failed or found a fault, 2 wrong usage, 3 invalid settings.');
  const config = (): string | undefined => program.opts<Global>().config;
  const output = (): Output => standardOutput(program.opts<Global>().json === true);
  const at: Shell['at'] = (work) => atWorkplace(config(), output(), work);
  const atFresh: Shell['at'] = (work) =>
    at(async (place, out) => {
      await lookAtIana(place);
      await work(place, out);
    });
  const shell: Shell = { config, output, at, atFresh };
  addServing(program, shell);
  addExplain(program, shell);
  addHeld(program, shell);
  addRoster(program, shell);
  addIana(program, shell);
  addHistory(program, shell);
  addFailed(program, shell);
  addRules(program, shell);
  addConfig(program, shell);
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
  const refresh = await refreshIana(place);
  const lines = refresh.ok
    ? [
        ...refresh.warnings,
        ...refresh.changes.map(({ tld, after }) => `the Admin Contact of .${tld} is ${after.adminEmail} now`),
      ]
    : [refresh.reason];
  for (const line of lines) process.stderr.write(`IANA: ${escaped(line)}\n`);
}

function addServing(program: Command, { config }: Shell): void {
  program
    .command('serve')
    .description('receive, decide and answer mail, until SIGTERM')
    .action(async () => (await import('./serve.ts')).serve(givenSettings(config())));
  program
    .command('demo')
    .description('see how it works: a story on this machine only, with invented people')
    .option('--once', 'end after the story')
    .action(async ({ once }: { once?: boolean }) => (await import('../demo/demo.ts')).runDemo(once === true));
}

function addExplain(program: Command, { atFresh }: Shell): void {
  program
    .command('explain <file>')
    .description('what would happen to a mail saved as FILE.eml, and why; changes nothing')
    .option('--ip <address>', 'address of the server that delivered it, for SPF')
    .option('--helo <name>', 'what that server called itself')
    .option('--mail-from <address>', 'envelope sender')
    .action((file: string, envelope: { ip?: string; helo?: string; mailFrom?: string }) =>
      atFresh((place, out) => explainFile(place, out, file, envelope)),
    );
}

function addHeld(program: Command, { at, atFresh }: Shell): void {
  const held = program.command('held').description('mail that waits for a decision');
  held
    .command('list')
    .description('what waits, for the Secretariat or for a confirmation')
    .option('--all', 'decided cases too')
    .action(({ all }: { all?: boolean }) => at((place, out) => heldList(place, out, all === true)));
  held
    .command('show <ref>')
    .description('why it waits, and what would change')
    .action((ref: string) => atFresh((place, out) => heldShow(place, out, ref)));
  held
    .command('approve <ref>')
    .description('say yes: it is judged again with your approval, and done')
    .option('--digest <digest>', 'of the change that `held show` showed, where the roster changed since the mail came')
    .action((ref: string, { digest }: { digest?: string }) =>
      atFresh((place, out) => heldDecide(place, out, ref, { word: 'approve', shown: digestOf(digest) })),
    );
  held
    .command('refuse <ref>')
    .description('say no, and tell the sender why')
    .requiredOption('--reason <text>', 'in words that the sender can act on')
    .action((ref: string, { reason }: { reason: string }) =>
      at((place, out) => heldDecide(place, out, ref, { word: 'refuse', reason })),
    );
  held
    .command('ask-admin <ref>')
    .description('ask the Admin Contact to confirm')
    .action((ref: string) => atFresh((place, out) => heldDecide(place, out, ref, { word: 'ask-admin' })));
  held
    .command('discard <ref>')
    .description('close it without a word to the sender')
    .action((ref: string) => at((place, out) => heldDecide(place, out, ref, { word: 'discard' })));
}

function addRoster(program: Command, { at }: Shell): void {
  const roster = program.command('roster').description('the contacts of the ccTLDs');
  roster
    .command('list')
    .description('all contacts')
    .action(() => at(rosterList));
  roster
    .command('show <tld>')
    .description('the contacts of one ccTLD')
    .action((tld: string) => at((place, out) => rosterShow(place, out, tld)));
  roster
    .command('export')
    .description('all contacts for use elsewhere')
    .option('--format <format>', 'json', 'json')
    .action(({ format }: { format: string }) => {
      if (format !== 'json') throw new CommandFailure(2, `--format ${format} is not known; there is: json`);
      return at(rosterExport);
    });
  roster
    .command('import <file>')
    .description('what a file from `roster list --json` would change; does it with --apply')
    .option('--apply', 'change the roster')
    .action((file: string, { apply }: { apply?: boolean }) =>
      at((place, out) => rosterImport(place, out, file, apply === true)),
    );
}

function addIana(program: Command, { at, atFresh }: Shell): void {
  const iana = program.command('iana').description('who is the Admin Contact of a ccTLD');
  iana
    .command('sync')
    .description('look at the configured source now')
    .action(() => at(ianaSync));
  iana
    .command('show <tld>')
    .description('what is known of one ccTLD')
    .action((tld: string) => atFresh((place, out) => ianaShow(place, out, tld)));
  iana
    .command('history <tld>')
    .description('what was known before')
    .action((tld: string) => atFresh((place, out) => ianaHistory(place, out, tld)));
  iana
    .command('set <tld>')
    .description('set the address by hand, until the source agrees')
    .requiredOption('--email <address>', 'of the Admin Contact')
    .requiredOption('--reason <text>', 'so that others understand it later')
    .action((tld: string, { email, reason }: { email: string; reason: string }) =>
      at((place, out) => ianaSet(place, out, tld, email, reason)),
    );
}

function addHistory(program: Command, { at }: Shell): void {
  program
    .command('audit [about]')
    .description('what happened, of all, of one ccTLD or of one reference')
    .addHelpText('after', '\n`audit verify` proves that nothing of it was changed afterwards.')
    .action((about: string | undefined) =>
      at((place, out) => (about === 'verify' ? auditVerify(place, out) : auditList(place, out, about))),
    );
  const outbox = program.command('outbox').description('mail on its way out');
  outbox
    .command('list')
    .description('what waits to be sent, and why')
    .option('--all', 'sent and given-up mail too')
    .action(({ all }: { all?: boolean }) => at((place, out) => outboxList(place, out, all === true)));
  outbox
    .command('retry')
    .description('try everything that waits now')
    .action(() => at(outboxRetry));
}

function addFailed(program: Command, { at, atFresh }: Shell): void {
  const failed = program.command('failed').description('mail that met a bug; nothing of it is lost');
  failed
    .command('list')
    .description('all of it')
    .action(() => at(failedList));
  failed
    .command('show <ref>')
    .description('the bug, and the mail as it came')
    .action((ref: string) => at((place, out) => failedShow(place, out, ref)));
  failed
    .command('reprocess <ref>')
    .description('read it again, after the bug was mended')
    .action((ref: string) => atFresh((place, out) => failedReprocess(place, out, ref)));
}

function addRules(program: Command, { atFresh, config, output }: Shell): void {
  const rules = program.command('rules').description('the policy');
  rules
    .command('check')
    .description('read it, tell every mistake, and prove its laws over every case')
    .action(() => rulesCheck(output(), givenRulesDir(config())));
  rules
    .command('show')
    .description('every rule as a person reads it')
    .action(() => rulesShow(output(), givenRulesDir(config())));
  rules
    .command('try <file>')
    .description('the same as explain')
    .action((file: string) => atFresh((place, out) => explainFile(place, out, file, {})));
}

function addConfig(program: Command, { config, output }: Shell): void {
  const settings = program.command('config').description('the settings');
  settings
    .command('check')
    .description('tell every mistake')
    .action(() => {
      const { file } = givenSettings(config());
      output().result({ ok: true, file }, `${file ?? 'The environment'}: all settings are right.`);
    });
  settings
    .command('show')
    .description('all settings in force, passwords masked')
    .action(() => {
      const given = givenSettings(config());
      output().result(describeSettings(given), settingsYaml(given));
    });
}
