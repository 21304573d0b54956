import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { z } from 'zod';
import { runCommandLine } from '../../src/cli/command-line.ts';
import { within } from './deadline.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** What one command left behind. */
export type Finished = {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** stdout as the one JSON document that it has to be; throws where it is none. */
  json(): unknown;
};

export type CommandOptions = { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv; readonly input?: string };

/** Runs `tldops` with these arguments in a process of its own, to its end. */
export async function tldops(args: readonly string[], options: CommandOptions = {}): Promise<Finished> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const out = collected(child.stdout);
  const err = collected(child.stderr);
  child.stdin.end(options.input ?? '');
  const status = await within(ended(child), `the end of tldops ${args.join(' ')}`);
  const stdout = out();
  return { status, stdout, stderr: err(), json: () => JSON.parse(stdout) };
}

let lastHere: Promise<unknown> = Promise.resolve();

/** The same command line inside this process, one after the other: for many commands, since a process takes its time to start. */
export function tldopsHere(args: readonly string[]): Promise<Finished> {
  const finished = lastHere.then(() => capturing(args));
  lastHere = finished.catch(() => undefined);
  return finished;
}

async function capturing(args: readonly string[]): Promise<Finished> {
  const said = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((chunk) => {
      said[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
      return true;
    }),
  );
  try {
    const status = await within(runCommandLine(args), `tldops ${args.join(' ')}`);
    return { status, ...said, json: () => JSON.parse(said.stdout) };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

const LOG_LINE = z.looseObject({ event: z.string() });
const READY = z.looseObject({ event: z.literal('ready'), smtp: z.string(), web: z.string() });

export type Serving = {
  readonly pid: number;
  /** `127.0.0.1:2525`, as the ready line names it. */
  readonly smtp: string;
  readonly web: string;
  readonly ready: z.infer<typeof READY>;
  /** Every line of stdout so far, parsed: each is one JSON object. */
  lines(): readonly z.infer<typeof LOG_LINE>[];
  stderr(): string;
  /** Sends the signal and waits for the end; the exit status, or null where a signal ended it. */
  end(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<number | null>;
};

/** `tldops serve` as an operator runs it; resolves once it says that it is ready. */
export async function serving(settingsFile: string, env: NodeJS.ProcessEnv = {}): Promise<Serving> {
  const child = spawn(process.execPath, [MAIN, 'serve', '--config', settingsFile], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out = collected(child.stdout);
  const err = collected(child.stderr);
  const end = ended(child);
  const lines = (): readonly z.infer<typeof LOG_LINE>[] =>
    out()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => LOG_LINE.parse(JSON.parse(line)));
  const ready = await within(
    Promise.race([
      new Promise<z.infer<typeof READY>>((resolve) => {
        child.stdout.on('data', () => {
          const said = out()
            .split('\n')
            .slice(0, -1)
            .find((line) => line.includes('"event":"ready"'));
          if (said !== undefined) resolve(READY.parse(JSON.parse(said)));
        });
      }),
      end.then((status) => {
        throw new Error(`serve ended with ${String(status)} before it was ready: ${err()}`);
      }),
    ]),
    'the ready line of serve',
  );
  return {
    pid: child.pid ?? 0,
    smtp: ready.smtp,
    web: ready.web,
    ready,
    lines,
    stderr: err,
    end(signal) {
      child.kill(signal);
      return within(end, `the end of serve after ${signal}`);
    },
  };
}

function collected(stream: NodeJS.ReadableStream): () => string {
  let text = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    text += chunk;
  });
  return () => text;
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve(status));
  });
}
