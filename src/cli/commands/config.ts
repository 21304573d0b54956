import { existsSync } from 'node:fs';
import { describeSettings, settingsYaml } from '../../config/settings-description.ts';
import { unreadVariableText } from '../../config/settings-environment.ts';
import { CommandFailure } from '../exit.ts';
import { examinedSettings, givenSettings } from '../given-settings.ts';
import type { Output } from '../output.ts';

/** `config check`: every fault stops; what nothing reads is told, for the program works all the same. */
export function configCheck(output: Output, config: string | undefined): void {
  const { settings, unread } = examinedSettings(config);
  const { file, rulesDir } = settings;
  if (!existsSync(rulesDir))
    throw new CommandFailure(3, `${file ?? 'settings'}: rules_dir: there is no ${rulesDir}`, {
      faults: [{ file, path: 'rules_dir', message: `there is no ${rulesDir}` }],
    });
  const warnings = unread.map((one) => ({ variable: one.name, near: one.near, message: unreadVariableText(one) }));
  output.result(
    { ok: true, file, warnings },
    [
      `${file ?? 'The environment'}: all settings are right.`,
      ...warnings.map(({ message }) => `Please look at this: ${message}`),
    ].join('\n'),
  );
}

/** `config show`: what is in force. */
export function configShow(output: Output, config: string | undefined): void {
  const settings = givenSettings(config);
  output.result(describeSettings(settings), settingsYaml(settings));
}
