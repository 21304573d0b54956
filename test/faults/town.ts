import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startSurroundings, type Surroundings } from '../../src/demo/surroundings.ts';
import { ianaRecord } from '../e2e/invented-people.ts';
import { ADMIN_DOMAIN, adminOf, COLLEAGUE_DOMAIN, type Correspondence, correspondence } from './letters.ts';

const RULES = fileURLToPath(new URL('../../rules', import.meta.url));

/** Everybody who writes to one server, for as long as it is started and killed again and again. */
export type Town = {
  readonly world: Surroundings;
  readonly database: string;
  readonly correspondences: readonly Correspondence[];
  close(): Promise<void>;
};

export type TownOptions = {
  /** So many ccTLDs; default: all of two letters. */
  readonly tlds?: number;
  /** Lines of YAML to put behind the settings. */
  readonly moreSettings?: string;
};

export async function startTown(options: TownOptions = {}): Promise<Town> {
  const folder = await mkdtemp(join(tmpdir(), 'tldops-town-'));
  const tlds = (await withoutCeilings(folder)).slice(0, options.tlds);
  const world = await startSurroundings({
    iana: tlds.map((tld) => ianaRecord(tld, adminOf(tld))),
    domains: { [ADMIN_DOMAIN]: { dmarc: 'reject' }, [COLLEAGUE_DOMAIN]: { dmarc: 'reject' } },
    rulesDir: folder,
    moreSettings: options.moreSettings ?? '',
  });
  return {
    world,
    database: join(world.folder, 'data', 'tldops.sqlite'),
    correspondences: tlds.map((tld) => correspondence(world, tld)),
    async close() {
      await world.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The shipped rules, with ceilings that no load meets; returns the ccTLDs of two letters. */
async function withoutCeilings(folder: string): Promise<readonly string[]> {
  await cp(RULES, folder, { recursive: true });
  const limits = (await readFile(join(RULES, 'limits.yaml'), 'utf8'))
    .replace(/^changes-per-day: .*$/mu, 'changes-per-day: 1000')
    .replace(/^answers-per-address-per-day: .*$/mu, 'answers-per-address-per-day: 10000')
    .replaceAll(/^(outsiders-waiting-[a-z-]+): .*$/gmu, '$1: 1000')
    .replace(/^mails-per-hour: .*$/mu, 'mails-per-hour: 1000000');
  await writeFile(join(folder, 'limits.yaml'), limits);
  const table = await readFile(join(RULES, 'cctlds.csv'), 'utf8');
  return table
    .split('\n')
    .filter((line) => /^[a-z]{2},.*,active$/u.test(line))
    .map((line) => line.slice(0, 2));
}
