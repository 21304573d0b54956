import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { machineMs } from './child.ts';

const ENTRY = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** The real program, serving. */
export type Program = {
  readonly smtp: string;
  /** From its start to the line that says `ready`. */
  readonly readyMs: number;
  /** Resident memory now, and the most it ever was; in MiB. */
  memory(): { readonly now: number; readonly peak: number };
  /** Processor time that it has used, in milliseconds, of all its threads. */
  cpuMs(): number;
  stop(): Promise<void>;
};

/** @param nodeOptions before the entry point, such as `--cpu-prof`. */
export async function startProgram(settingsFile: string, nodeOptions: readonly string[] = []): Promise<Program> {
  const began = machineMs();
  const child = spawn(process.execPath, [...nodeOptions, ENTRY, '--config', settingsFile, 'serve'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ready = await readyEvent(child);
  const readyMs = machineMs() - began;
  const { pid = 0 } = child;
  return {
    smtp: ready.smtp,
    readyMs,
    memory: () => ({ now: mebibytes(pid, 'VmRSS'), peak: mebibytes(pid, 'VmHWM') }),
    cpuMs: () => cpuMs(pid),
    async stop() {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      const [status] = await exit;
      if (status !== 0) throw new Error(`serve ended with exit status ${status}`);
    },
  };
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
function readyEvent(child: ChildProcess): Promise<{ readonly smtp: string }> {
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

// proc_pid_stat(5): utime and stime are the 14th and 15th field, in ticks of 10 ms; the name may hold blanks.
function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const [, ...fields] = stat.slice(stat.lastIndexOf(')')).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
