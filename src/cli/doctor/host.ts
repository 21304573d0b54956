import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import packageJson from '../../../package.json' with { type: 'json' };
import type { Settings } from '../../config/settings.ts';
import { fault, type Finding, ok, warning } from './finding.ts';

const MIB = 1024 * 1024;
/** Below this a few large mails fill the disk. */
const SPACE_NEEDED = 200 * MIB;
const SPACE_WANTED = 1024 * MIB;

export function nodeVersion(found = process.versions.node, wanted = packageJson.devDependencies.node): Finding {
  const major = (version: string): string => version.split('.')[0] ?? '';
  if (major(found) === major(wanted)) return ok('node', `Node ${found}, ${packageJson.name} ${packageJson.version}.`);
  return warning('node', `This is Node ${found}; tldops is tested with ${wanted}.`, `Run it with Node ${wanted}.`);
}

/** The folder of the database: that it can be written to, and for how long. */
export async function dataFolder({ dataDir }: Pick<Settings, 'dataDir'>): Promise<readonly Finding[]> {
  const folder = await nearestFolder(dataDir);
  const writable = await access(folder, constants.R_OK | constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!writable) {
    const mend = `Make ${dataDir} a folder of the user that runs tldops, or set data_dir to another one.`;
    return [fault('data-dir', `${folder} cannot be written to by this user.`, mend)];
  }
  const there = folder === dataDir ? 'can be written to' : 'does not exist yet; it is made at the first start';
  return [ok('data-dir', `${dataDir} ${there}.`), await freeSpace(folder)];
}

/** Octets that this user may still write where the folder is. */
export async function freeOctets(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

async function freeSpace(folder: string): Promise<Finding> {
  const free = await freeOctets(folder);
  const found = `${Math.floor(free / MIB)} MiB are free where the database is.`;
  if (free >= SPACE_WANTED) return ok('free-space', found);
  const mend = 'Make room, or move data_dir to a larger disk: when it is full, mail is refused for a while (452).';
  return free < SPACE_NEEDED ? fault('free-space', found, mend) : warning('free-space', found, mend);
}

/** The folder itself or the first above it that exists. */
async function nearestFolder(path: string): Promise<string> {
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  return exists || dirname(path) === path ? path : nearestFolder(dirname(path));
}
