import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { machineMs } from './child.ts';
import { type CpuTimes, cpuByStage, cpuOfProcess } from './threads.ts';

const ENTRY = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
/** As operators start it: `npm run tldops`. */
const NODE_OPTIONS = nodeOptionsIn(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/** The real program, serving. */
export type Program = {
  readonly pid: number;
  readonly smtp: string;
  /** From its start to the line that says `ready`. */
  readonly readyMs: number;
  /** Resident memory now, and the most it ever was; in MiB. */
  memory(): { readonly now: number; readonly peak: number };
  /** Processor time that it has used, in milliseconds, of all its threads; and of each of them. */
  cpuMs(): number;
  cpuByStage(): CpuTimes;
  /** The longest delay of one of its two event loops since the last call, in milliseconds, as its metrics tell it. */
  longestPauseMs(): Promise<number>;
  stop(): Promise<void>;
};

export type Start = {
  /** Before the entry point, such as `--cpu-prof`. */
  readonly nodeOptions?: readonly string[];
  /** The command that starts it, Node and all behind it being its arguments. */
  readonly under?: readonly string[];
};

export async function startProgram(
  settingsFile: string,
  { nodeOptions = [], under = [] }: Start = {},
): Promise<Program> {
  const began = machineMs();
  const [command, ...before] = [...under, process.execPath];
  const child = spawn(command, [...before, ...NODE_OPTIONS, ...nodeOptions, ENTRY, '--config', settingsFile, 'serve'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ready = await readyEvent(child);
  const readyMs = machineMs() - began;
  const { pid = 0 } = child;
  return {
    pid,
    smtp: ready.smtp,
    readyMs,
    memory: () => ({ now: mebibytes(pid, 'VmRSS'), peak: mebibytes(pid, 'VmHWM') }),
    cpuMs: () => cpuOfProcess(pid),
    cpuByStage: () => cpuByStage(pid),
    longestPauseMs: () => longestPauseMs(ready.web),
    async stop() {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      const [status] = await exit;
      if (status !== 0) throw new Error(`serve ended with exit status ${status}`);
    },
  };
}

function nodeOptionsIn(manifest: string): readonly string[] {
  const { scripts }: { readonly scripts: { readonly tldops: string } } = JSON.parse(manifest);
  return scripts.tldops.split(' ').filter((word) => word.startsWith('--'));
}

/** Runs one command of the program's shell; its JSON. */
export async function ask<Answer>(settingsFile: string, ...command: readonly string[]): Promise<Answer> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [ENTRY, '--config', settingsFile, '--json', ...command],
    { maxBuffer: 1 << 28 },
  );
  return JSON.parse(stdout);
}

/** The first line that says it is up; what follows is read and thrown away. */
function readyEvent(child: ChildProcess): Promise<{ readonly smtp: string; readonly web: string }> {
  const { stdout } = child;
  if (stdout === null) throw new Error('the program has no stdout');
  return new Promise((resolve, reject) => {
    createInterface({ input: stdout }).on('line', (line) => {
      if (line.includes('"event":"ready"')) resolve(JSON.parse(line));
    });
    child.once('exit', (status) => reject(new Error(`serve ended early with exit status ${String(status)}`)));
  });
}

function mebibytes(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'mu').exec(status)?.[1] ?? 0) / 1024;
}

const LONGEST_PAUSE = /^(?:nodejs|tldops_smtp)_eventloop_lag_max_seconds (\S+)$/gmu;

async function longestPauseMs(web: string): Promise<number> {
  const metrics = await (await fetch(`http://${web}/metrics`)).text();
  return Math.max(...[...metrics.matchAll(LONGEST_PAUSE)].map(([, seconds]) => Number(seconds))) * 1000;
}
