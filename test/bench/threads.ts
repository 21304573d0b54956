import { readdirSync, readFileSync } from 'node:fs';

/** Where the program's processor time goes: its own threads, and those of its runtime. */
export const STAGES = ['main', 'smtp', 'proof', 'reading', 'delivery', 'V8', 'libuv', 'others'] as const;
export type Stage = (typeof STAGES)[number];

const NAMED: { readonly [comm: string]: Stage } = {
  smtp: 'smtp',
  MainThread: 'main',
  proof: 'proof',
  reading: 'reading',
  'reading-big': 'reading',
  delivery: 'delivery',
  V8Worker: 'V8',
  DelayedTaskSche: 'V8',
  'libuv-worker': 'libuv',
};

export type CpuTimes = { readonly [stage in Stage]: number };

/**
 * Milliseconds that each stage has used so far, user and system. What a thread used that has ended counts no more.
 */
export function cpuByStage(pid: number): CpuTimes {
  const times = nothing();
  for (const task of readdirSync(`/proc/${pid}/task`)) {
    const stat = readFileSync(`/proc/${pid}/task/${task}/stat`, 'utf8');
    const comm = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    times[NAMED[comm] ?? 'others'] += ticksIn(stat) * TICK_MS;
  }
  return times;
}

export function cpuBetween(before: CpuTimes, after: CpuTimes): CpuTimes {
  const times = nothing();
  for (const stage of STAGES) times[stage] = after[stage] - before[stage];
  return times;
}

/** Milliseconds of a process with all threads that it ever had. */
export function cpuOfProcess(pid: number): number {
  return ticksIn(readFileSync(`/proc/${pid}/stat`, 'utf8')) * TICK_MS;
}

const TICK_MS = 10;

function nothing(): { [stage in Stage]: number } {
  return { main: 0, smtp: 0, proof: 0, reading: 0, delivery: 0, V8: 0, libuv: 0, others: 0 };
}

// proc_pid_stat(5): utime and stime are the 14th and 15th field; the name may hold blanks.
function ticksIn(stat: string): number {
  const [, ...fields] = stat.slice(stat.lastIndexOf(')')).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}
