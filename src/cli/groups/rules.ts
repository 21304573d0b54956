import type { Command } from 'commander';
import { explainFile } from '../commands/explain.ts';
import { rulesDiff } from '../commands/rules-diff.ts';
import { rulesCheck, rulesShow } from '../commands/rules.ts';
import { givenRulesDir } from '../given-settings.ts';
import { type Shell, withExamples } from './shell.ts';

export function addRules(program: Command, { atFresh, config, output }: Shell): void {
  const rules = program.command('rules').description('the policy');
  const check = rules
    .command('check')
    .description('read it, tell every mistake, and prove its laws over every case')
    .action(() => rulesCheck(output(), givenRulesDir(config())));
  withExamples(check, 'rules check');
  const show = rules
    .command('show')
    .description('every rule as a person reads it')
    .action(() => rulesShow(output(), givenRulesDir(config())));
  withExamples(show, 'rules show');
  const attempt = rules
    .command('try <file>')
    .description('the same as explain')
    .action((file: string) => atFresh((place, out) => explainFile(place, out, file, {})));
  withExamples(attempt, 'rules try mail.eml');
  const diff = rules
    .command('diff <dir>')
    .description('what would be decided otherwise if the policy in DIR took the place of the present one')
    .action((dir: string) => rulesDiff(output(), givenRulesDir(config()), dir));
  withExamples(diff, 'rules diff /tmp/our-new-rules');
}
