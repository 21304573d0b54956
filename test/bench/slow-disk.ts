import { spawnSync } from 'node:child_process';

export const SYNC_MS = 10;

/** Starts a program for whom each sync takes so much longer; its other system calls are left alone. */
export const SLOW_DISK: readonly string[] = [
  'strace',
  // The process that is started is the program, not strace.
  '-D',
  '-f',
  '-qq',
  '--seccomp-bpf',
  '-e',
  'trace=fsync,fdatasync',
  '-e',
  `inject=fsync,fdatasync:delay_enter=${SYNC_MS * 1000}`,
  '-e',
  'signal=none',
  '-o',
  '/dev/null',
];

/** Why no disk can be made slow here; null where one can. */
export function whyNoSlowDisk(): string | null {
  const [command = '', ...options] = SLOW_DISK;
  return spawnSync(command, [...options, 'true']).status === 0
    ? null
    : 'it needs strace (apt install strace), and leave to look at processes';
}
