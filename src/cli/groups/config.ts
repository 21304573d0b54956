import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { describeSettings, settingsYaml } from '../../config/settings-description.ts';
import { doctor } from '../commands/doctor.ts';
import { CommandFailure } from '../exit.ts';
import { givenSettings } from '../given-settings.ts';
import { type Shell, withExamples } from './shell.ts';

export function addConfig(program: Command, { config, output }: Shell): void {
  const settings = program.command('config').description('the settings');
  const check = settings
    .command('check')
    .description('tell every mistake')
    .action(() => {
      const { file, rulesDir } = givenSettings(config());
      if (!existsSync(rulesDir))
        throw new CommandFailure(3, `${file ?? 'settings'}: rules_dir: there is no ${rulesDir}`, {
          faults: [{ file, path: 'rules_dir', message: `there is no ${rulesDir}` }],
        });
      output.result({ ok: true, file }, `${file ?? 'The environment'}: all settings are right.`);
    });
  withExamples(check, 'config check --config /etc/tldops/tldops.yaml');
  const show = settings
    .command('show')
    .description('all settings in force, passwords masked')
    .action(() => {
      const given = givenSettings(config());
      output.result(describeSettings(given), settingsYaml(given));
    });
  withExamples(show, 'config show');
  const examine = program
    .command('doctor')
    .description('everything that could be wrong on this host, with how to mend it; changes nothing')
    .action(() => doctor(output, config()));
  withExamples(examine, 'doctor', 'doctor --json');
}
