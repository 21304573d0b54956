import { join } from 'node:path';
import type { Settings } from '../config/settings.ts';
import type { RuleBook } from '../rules/rule-book.ts';
import type { StoreSettings } from '../store/sqlite/open.ts';

/** The one file that holds everything. */
export function databaseFile({ dataDir }: Pick<Settings, 'dataDir'>): string {
  return join(dataDir, 'tldops.sqlite');
}

export function storeSettings(
  settings: Pick<Settings, 'dataDir' | 'secretariat'>,
  { table, limits }: Pick<RuleBook, 'table' | 'limits'>,
): StoreSettings {
  return {
    file: databaseFile(settings),
    table,
    secretariat: settings.secretariat.map(({ email }) => email),
    windows: { tokenTriesMs: limits.tokenTriesWindow },
  };
}
