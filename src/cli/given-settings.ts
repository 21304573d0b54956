import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CONFIG_VARIABLE, unreadVariableText } from '../config/settings-environment.ts';
import { loadSettings, settingsFaultText } from '../config/settings-loader.ts';
import type { Settings, SettingsReading } from '../config/settings.ts';
import { CommandFailure } from './exit.ts';

const DEFAULT_FILE = 'tldops.yaml';
const SHIPPED_RULES = fileURLToPath(new URL('../../rules', import.meta.url));

/** As {@link examinedSettings}, for whoever does not mind what does nothing. */
export function givenSettings(named: string | undefined): Settings {
  return examinedSettings(named).settings;
}

/**
 * The settings that a command works with, and what looks like a setting and is none.
 * @param named by `--config`.
 * @throws CommandFailure 3 with every fault, each with its line.
 */
export function examinedSettings(named: string | undefined): Extract<SettingsReading, { readonly ok: true }> {
  const file = settingsFile(named);
  const loaded = loadSettings(file, process.env);
  if (loaded.ok) return loaded;
  const lines = loaded.faults.map((fault) => settingsFaultText(file, fault));
  const hint =
    file === null
      ? [`There is no ./${DEFAULT_FILE}; name one with --config FILE. README.md has one to begin with.`]
      : [];
  // One of them may have been meant for what is missing.
  const unread = loaded.unread.map(unreadVariableText);
  throw new CommandFailure(3, [...lines, ...unread, ...hint].join('\n'), {
    faults: loaded.faults.map(({ path, line, message }) => ({ file, line, path: path === '' ? null : path, message })),
  });
}

/** The policy can be checked without settings: then it is the one that comes with the program. */
export function givenRulesDir(named: string | undefined): string {
  return settingsFile(named) === null ? SHIPPED_RULES : givenSettings(named).rulesDir;
}

function settingsFile(named: string | undefined): string | null {
  if (named !== undefined) return named;
  if (existsSync(DEFAULT_FILE)) return DEFAULT_FILE;
  const { [CONFIG_VARIABLE]: ofEnvironment = '' } = process.env;
  return ofEnvironment === '' ? null : ofEnvironment;
}
