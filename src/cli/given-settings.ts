import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadSettings, settingsFaultText } from '../config/settings-loader.ts';
import type { Settings } from '../config/settings.ts';
import { CommandFailure } from './exit.ts';

const DEFAULT_FILE = 'tldops.yaml';
const SHIPPED_RULES = fileURLToPath(new URL('../../rules', import.meta.url));

/**
 * The settings that a command works with.
 * @param named by `--config`.
 * @throws CommandFailure 3 with every fault, each with its line.
 */
export function givenSettings(named: string | undefined): Settings {
  const file = settingsFile(named);
  const loaded = loadSettings(file, process.env);
  if (loaded.ok) return loaded.settings;
  const lines = loaded.faults.map((fault) => settingsFaultText(file, fault));
  const hint =
    file === null
      ? [`There is no ./${DEFAULT_FILE}; name one with --config FILE. README.md has one to begin with.`]
      : [];
  throw new CommandFailure(3, [...lines, ...hint].join('\n'), {
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
  const { TLDOPS_CONFIG = '' } = process.env;
  return TLDOPS_CONFIG === '' ? null : TLDOPS_CONFIG;
}
