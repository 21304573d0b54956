import { HOUR } from '../../src/core/instant.ts';
import type { StoreSettings } from '../../src/store/sqlite/open.ts';
import { SECRETARIAT, TABLE } from '../support/plans.ts';

export function storeSettings(file: string): StoreSettings {
  return { file, table: TABLE, secretariat: [SECRETARIAT], windows: { tokenTriesMs: HOUR } };
}
