import { readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';

/** Whose code is in no other thread's profile. */
const ENTRIES: readonly (readonly [file: string, thread: string])[] = [
  ['reception-worker.ts', 'smtp'],
  ['authenticator-worker.ts', 'proof'],
  ['reader-worker.ts', 'reading'],
  ['deliverer-worker.ts', 'delivery'],
];

/** Gives the V8 profiles that a process left the names of what it did and of its threads, such as `signed-proof.cpuprofile`. */
export function nameProfiles(folder: string, pid: number, what: string): void {
  for (const file of readdirSync(folder)) {
    // CPU.20260131.115959.PID.THREAD.NUMBER.cpuprofile
    if (file.split('.')[3] !== String(pid)) continue;
    const profile = readFileSync(join(folder, file), 'utf8');
    const thread = ENTRIES.find(([entry]) => profile.includes(`/${entry}"`))?.[1] ?? 'main';
    renameSync(join(folder, file), join(folder, `${what}-${thread}.cpuprofile`));
  }
}
