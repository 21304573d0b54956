import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { within } from '../e2e/deadline.ts';

/** Whether this machine has strace, and lets it take hold of a process that runs already. */
export function canTakeHold(): boolean {
  return spawnSync('bash', ['-c', 'sleep 0.3 & strace -qq -e trace=none -p $!'], { stdio: 'ignore' }).status === 0;
}

export type FailingCalls = { readonly calls: string; readonly error: string; readonly path: string };

/** Makes these system calls of the process on that file fail, until the returned function is called. */
export async function failing(pid: number, { calls, error, path }: FailingCalls): Promise<() => Promise<void>> {
  const inject = ['-e', `trace=${calls}`, '-e', `inject=${calls}:error=${error}`];
  const strace = spawn('strace', ['-f', '-o', '/dev/null', '-P', path, ...inject, '-p', String(pid)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exit = once(strace, 'exit');
  await within(
    new Promise<void>((resolve, reject) => {
      let said = '';
      strace.stderr.setEncoding('utf8').on('data', (chunk: string) => {
        said += chunk;
        if (said.includes('attached')) resolve();
      });
      strace.once('exit', () => reject(new Error(`strace ended: ${said}`)));
    }),
    'strace has taken hold',
  );
  return async () => {
    strace.kill('SIGTERM');
    await within(exit, 'strace lets go');
  };
}
