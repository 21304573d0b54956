import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { z } from 'zod';
import { runCommandLine } from '../../src/cli/command-line.ts';
import { within } from './deadline.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** A start takes less than a second, but not on a machine that has a hundred other things to do. */
const START_PATIENCE_MS = 60_000;

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
  /** As {@link Starting.ended}. */
  readonly ended: Promise<number | null>;
  /** Sends the signal and waits for the end; the exit status, or null where a signal ended it. */
  end(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<number | null>;
};

/** How it is started, where that is not as an operator does it. */
export type StartOptions = {
  /** A command, with arguments, that runs the program given behind it in its own place: `['bash', '-c', 'exec "$@"', '']`. */
  readonly through?: readonly string[];
  /** Before the entry point, such as `--import`. */
  readonly nodeOptions?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
};

/** A process on its way to be a server, which may end before it is one. */
export type Starting = {
  /** Rejects where the process ends before. */
  readonly ready: Promise<Serving>;
  /** Resolves to the exit status, or null where a signal ended it. */
  readonly ended: Promise<number | null>;
  kill(): void;
};

/** `tldops serve` as an operator runs it; resolves once it says that it is ready. */
export function serving(settingsFile: string, options: StartOptions = {}): Promise<Serving> {
  return within(startServing(settingsFile, options).ready, 'the ready line of serve', START_PATIENCE_MS);
}

export function startServing(settingsFile: string, options: StartOptions = {}): Starting {
  const { through = [], nodeOptions = [], env = {} } = options;
  const program = [...through, process.execPath, ...nodeOptions, MAIN, 'serve', '--config', settingsFile];
  const [command = '', ...args] = program;
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  const out = collected(child.stdout);
  const err = collected(child.stderr);
  const end = ended(child);
  const lines = (): readonly z.infer<typeof LOG_LINE>[] =>
    out()
      .split('\n')
      .slice(0, -1)
      .map((line) => LOG_LINE.parse(JSON.parse(line)));
  const said = Promise.race([
    new Promise<z.infer<typeof READY>>((resolve) => {
      child.stdout.on('data', () => {
        const line = out()
          .split('\n')
          .slice(0, -1)
          .find((one) => one.includes('"event":"ready"'));
        if (line !== undefined) resolve(READY.parse(JSON.parse(line)));
      });
    }),
    end.then((status) => {
      throw new Error(`serve ended with ${String(status)} before it was ready: ${err()}`);
    }),
  ]);
  const ready = said.then(
    (first): Serving => ({
      pid: child.pid ?? 0,
      smtp: first.smtp,
      web: first.web,
      ready: first,
      lines,
      stderr: err,
      ended: end,
      end(signal) {
        child.kill(signal);
        return within(end, `the end of serve after ${signal}`);
      },
    }),
  );
  // Whoever kills it on its way need not listen.
  ready.catch(() => undefined);
  return { ready, ended: end, kill: () => void child.kill('SIGKILL') };
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
