import type { Command } from 'commander';
import { configCheck, configShow } from '../commands/config.ts';
import { doctor } from '../commands/doctor.ts';
import { type Shell, withExamples } from './shell.ts';

export function addConfig(program: Command, { config, output }: Shell): void {
  const settings = program.command('config').description('the settings');
  const check = settings
    .command('check')
    .description('tell every mistake, and which variables TLDOPS_… of the environment nothing reads')
    .action(() => configCheck(output, config()));
  withExamples(check, 'config check --config /etc/tldops/tldops.yaml');
  const show = settings
    .command('show')
    .description('all settings in force, passwords masked')
    .action(() => configShow(output, config()));
  withExamples(show, 'config show');
  const examine = program
    .command('doctor')
    .description('everything that could be wrong on this host, with how to mend it; changes nothing')
    .action(() => doctor(output, config()));
  withExamples(examine, 'doctor', 'doctor --json');
}
