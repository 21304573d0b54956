import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startServing } from '../e2e/child-program.ts';
import { eventually, within } from '../e2e/deadline.ts';
import { lettersOf } from './crash-campaign.ts';
import type { Letter } from './letters.ts';
import { seededRandom } from './seeded-random.ts';
import { startTraffic } from './senders.ts';
import { eventsOf, type FileEvent, tracingTo } from './system-calls.ts';
import { startTown } from './town.ts';
import { type DiskState, unsyncedDisk } from './unsynced-disk.ts';
import { brokenPromises } from './what-is-there.ts';

/** What the real server did on its disk while it took mail, from its first start to its end. */
export type Recording = {
  readonly folder: string;
  readonly events: readonly FileEvent[];
  readonly letters: readonly Letter[];
};

const PATIENCE_MS = 60_000;
/** States of the disk are looked at where a sync costs nothing. */
const IN_MEMORY = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** @param nodeOptions before the entry point of the program. */
export async function recordServer(mails: number, nodeOptions: readonly string[] = []): Promise<Recording> {
  const town = await startTown({ tlds: 12 });
  const { world, correspondences } = town;
  const calls = join(world.folder, 'calls');
  try {
    const program = await within(
      startServing(world.settingsFile, { through: tracingTo(calls), nodeOptions }).ready,
      'the ready line',
      PATIENCE_MS,
    );
    const traffic = startTraffic(correspondences, { smtp: program.smtp, mailbox: world.mailbox, connections: 3 });
    const all = eventually(() => traffic.acknowledged() >= mails, `${mails} mails`, PATIENCE_MS);
    await Promise.race([all, traffic.over]);
    await program.end('SIGTERM');
    await traffic.over;
    return {
      folder: world.folder,
      events: eventsOf(calls, world.folder),
      letters: lettersOf(correspondences),
    };
  } finally {
    await town.close();
  }
}

export type PowerCutReport = {
  /** Moments at which the power was cut, and different states of the disk that were looked at. */
  readonly cuts: number;
  readonly states: number;
  readonly acknowledged: number;
  readonly syncs: number;
  readonly faults: readonly string[];
};

export type PowerCutOptions = {
  readonly seed: number;
  /** Cuts the power before each fsync as well, not only behind each 250. */
  readonly beforeEachSync: boolean;
  readonly byChance: number;
};

/** Looks at what a power cut could leave, behind every 250 that was said: all that was said until then must be in it. */
export async function cutPower(recording: Recording, options: PowerCutOptions): Promise<PowerCutReport> {
  const random = seededRandom(options.seed);
  const disk = unsyncedDisk();
  const said = new Set<string>();
  const seen = new Set<string>();
  const faults: string[] = [];
  let cuts = 0;

  async function cut(): Promise<void> {
    cuts += 1;
    const heard = recording.letters.map((one) =>
      one.ref !== null && !said.has(one.ref) ? { ...one, ref: null } : one,
    );
    for (const state of disk.states(random, options.byChance)) {
      const print = `${said.size} ${fingerprint(state)}`;
      if (seen.has(print)) continue;
      seen.add(print);
      const broken = await faultsOf(state, recording.folder, heard);
      faults.push(...broken.map((fault) => `behind ${said.size} of 250: ${fault}`));
    }
  }

  for (const event of recording.events) {
    if (event.kind === 'sync' && options.beforeEachSync) await cut();
    disk.apply(event);
    if (event.kind !== 'said') continue;
    said.add(event.ref);
    await cut();
  }
  await cut();
  const syncs = recording.events.filter(({ kind }) => kind === 'sync').length;
  return { cuts, states: seen.size, acknowledged: said.size, syncs, faults };
}

async function faultsOf(state: DiskState, from: string, letters: readonly Letter[]): Promise<readonly string[]> {
  const folder = mkdtempSync(join(IN_MEMORY, 'tldops-cut-'));
  try {
    for (const [path, content] of state) {
      // The index of the write-ahead log is made anew.
      if (path.endsWith('-shm')) continue;
      const file = join(folder, path.slice(from.length));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    return await brokenPromises(join(folder, 'data', 'tldops.sqlite'), letters).catch((error: unknown) => [
      String(error),
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function fingerprint(state: DiskState): string {
  const hash = createHash('sha256');
  for (const [path, content] of state) hash.update(`${path} ${content.length}\n`).update(content);
  return hash.digest('hex');
}
