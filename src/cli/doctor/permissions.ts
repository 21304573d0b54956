import { stat } from 'node:fs/promises';
import type { Settings } from '../../config/settings.ts';
import { databaseFile } from '../database-file.ts';
import { type Finding, ok, warning } from './finding.ts';

const OF_OTHERS = 0o007;
const OF_GROUP_AND_OTHERS = 0o077;

/** Who besides its owner may read what nobody else should: the list, keys and passwords. */
export async function permissions(settings: Settings): Promise<Finding> {
  const { file, dataDir, outbound, smtp } = settings;
  const secrets: readonly (readonly [path: string | null, forbidden: number])[] = [
    [dataDir, OF_GROUP_AND_OTHERS],
    [databaseFile(settings), OF_GROUP_AND_OTHERS],
    [outbound.dkim?.key.path ?? null, OF_OTHERS],
    [smtp.tls?.key.path ?? null, OF_OTHERS],
    // Only with a login there is a secret in it.
    [outbound.smarthost.login === null ? null : file, OF_OTHERS],
  ];
  const open: string[] = [];
  for (const [path, forbidden] of secrets) {
    const mode = path === null ? null : await modeOf(path);
    if (path !== null && mode !== null && (mode & forbidden) !== 0) open.push(path);
  }
  if (open.length === 0)
    return ok('permissions', 'The list, keys and passwords are readable by those only who need them.');
  return warning(
    'permissions',
    `Other users of this host may read ${open.join(', ')}.`,
    `chmod ${open.includes(dataDir) ? 'u=rwX,go=' : 'o='} ${open.join(' ')}`,
  );
}

async function modeOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ mode }) => mode,
    () => null,
  );
}
