import type { Command } from 'commander';
import { rulesDiff } from '../commands/rules-diff.ts';
import { rulesCheck, rulesShow } from '../commands/rules.ts';
import { givenRulesDir } from '../given-settings.ts';
import { withEnvelope } from './explaining.ts';
import { type Shell, withExamples } from './shell.ts';

export function addRules(program: Command, { atForeseen, config, output }: Shell): void {
  const rules = program.command('rules').description('the policy');
  const check = rules
    .command('check')
    .description('read it, tell every mistake, and prove its laws over every case')
    .action(() => rulesCheck(output, givenRulesDir(config())));
  withExamples(check, 'rules check');
  const show = rules
    .command('show')
    .description('every rule as a person reads it')
    .action(() => rulesShow(output, givenRulesDir(config())));
  withExamples(show, 'rules show');
  const attempt = withEnvelope(rules.command('try <file>').description('the same as explain'), atForeseen);
  withExamples(attempt, 'rules try mail.eml');
  const diff = rules
    .command('diff <dir>')
    .description('what would be decided otherwise if the policy in DIR took the place of the present one')
    .action((dir: string) => rulesDiff(output, givenRulesDir(config()), dir));
  withExamples(diff, 'rules diff /tmp/our-new-rules');
}
