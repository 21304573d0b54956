import { Command } from 'commander';
import { runArcSuite } from './arc-suite.ts';
import { runMimeSuite } from './mime-suite.ts';
import { printed, type SuiteReport } from './report.ts';
import { runSpfSuite } from './spf-suite.ts';
import { runSpoofSuite } from './spoof-suite.ts';

// `npm run suites -- --spf FILE …`: public suites of others against the program, from outside. Their files are no part of
// this repository; docs/security.md says where they come from, and what each deviation means. Exit status 1 where there is
// one that it does not name.

const values = new Command('npm run suites --')
  .description('Runs public suites of others against the program, from outside (docs/security.md).')
  .option('--spf <file>', 'rfc7208-tests.yml')
  .option('--arc <file>', 'arc-draft-validation-tests.yml')
  .option('--espoofer <file>', 'testcases.py')
  .option('--mime <folder...>', 'folders of mails')
  .parse()
  .opts<{
    readonly spf?: string;
    readonly arc?: string;
    readonly espoofer?: string;
    readonly mime?: readonly string[];
  }>();

type Suite = {
  readonly option: string;
  readonly given: readonly string[];
  readonly run: (path: string) => Promise<SuiteReport>;
};

const SUITES: readonly Suite[] = [
  { option: '--spf rfc7208-tests.yml', given: list(values.spf), run: runSpfSuite },
  { option: '--arc arc-draft-validation-tests.yml', given: list(values.arc), run: runArcSuite },
  { option: '--espoofer testcases.py', given: list(values.espoofer), run: runSpoofSuite },
  { option: '--mime FOLDER', given: values.mime ?? [], run: runMimeSuite },
];

for (const { option, given, run } of SUITES) {
  if (given.length === 0) process.stdout.write(`skipped, not given: ${option}\n`);
  for (const path of given) {
    const report = await run(path);
    process.stdout.write(`${printed(report)}\n`);
    if (report.cases.some(({ result }) => result === 'deviation')) process.exitCode = 1;
  }
}

function list(path: string | undefined): readonly string[] {
  return path === undefined ? [] : [path];
}
