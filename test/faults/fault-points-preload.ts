// Loaded before the program and into its threads (`node --import`): names the steps from DATA to 250 and after it that are taken
// by the thread that receives and by the one that decides, and kills the process at the one that TLDOPS_DIE_AT asks for, or
// writes all of them to the file that TLDOPS_STEPS names. The program knows nothing of it: what is watched are the sockets,
// threads and statements that it uses.
import { appendFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { basename } from 'node:path';
import workerThreads, { getEnvironmentData, setEnvironmentData, threadName } from 'node:worker_threads';
import { syncBuiltinESMExports } from 'node:module';
import Database from 'better-sqlite3';
import { parseStep, type Step } from './fault-step.ts';

/** `mail`: between the go-ahead for DATA and the answer to it; `after`: behind that. */
const STRETCHES = ['before', 'mail', 'after'] as const;
type Stretch = (typeof STRETCHES)[number];

const SHARED = 'tldops-stretch';

const dieAt: Step | null = parseStep(process.env['TLDOPS_DIE_AT'] ?? '');
const stepsFile = process.env['TLDOPS_STEPS'];
const times = new Map<string, number>();
// Known to both threads.
const memory = getEnvironmentData(SHARED);
const now = new Int32Array(
  memory instanceof SharedArrayBuffer ? memory : new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT),
);

function stretch(): Stretch {
  return STRETCHES[Atomics.load(now, 0)] ?? 'before';
}

function step(what: string): void {
  if (stretch() === 'before') return;
  const name = `${stretch()}: ${what}`;
  const time = (times.get(name) ?? 0) + 1;
  times.set(name, time);
  if (stepsFile !== undefined) appendFileSync(stepsFile, `${time} ${name}\n`);
  if (dieAt !== null && dieAt.name === name && dieAt.time === time) process.kill(process.pid, 'SIGKILL');
}

function watchSockets(): void {
  const write = Reflect.get(Socket.prototype, 'write');
  const uncork = Reflect.get(Socket.prototype, 'uncork');
  // What was written to a corked socket is said when it is uncorked.
  const unsaid = new Map<Socket, () => void>();
  Reflect.set(Socket.prototype, 'write', function (this: Socket, ...args: readonly unknown[]): boolean {
    const [chunk] = args;
    const said = typeof chunk === 'string' ? chunk : '';
    const answers = stretch() === 'mail' && /^250 2\.0\.0 \d{4}-/u.test(said);
    if (answers) step('say 250');
    const result = Reflect.apply(write, this, args);
    if (answers) unsaid.set(this, () => enter('after', 'said 250'));
    else if (said.startsWith('354 ')) unsaid.set(this, () => enter('mail', 'said 354'));
    tell(this);
    return result;
  });
  Reflect.set(Socket.prototype, 'uncork', function (this: Socket): void {
    Reflect.apply(uncork, this, []);
    tell(this);
  });

  function tell(socket: Socket): void {
    if (socket.writableCorked > 0) return;
    unsaid.get(socket)?.();
    unsaid.delete(socket);
  }
}

function enter(next: Stretch, what: string): void {
  Atomics.store(now, 0, STRETCHES.indexOf(next));
  step(what);
}

function watchThreads(): void {
  const { Worker } = workerThreads;
  workerThreads.Worker = class extends Worker {
    readonly #name: string;

    constructor(...args: ConstructorParameters<typeof Worker>) {
      super(...args);
      this.#name = basename(String(args[0]), '.ts');
    }

    override postMessage(...args: Parameters<InstanceType<typeof Worker>['postMessage']>): void {
      step(`ask ${this.#name}`);
      super.postMessage(...args);
    }

    override emit(...args: Parameters<InstanceType<typeof Worker>['emit']>): boolean {
      if (String(args[0]) === 'message') step(`hear ${this.#name}`);
      return super.emit(...args);
    }
  };
  syncBuiltinESMExports();
}

/** Where the thread asks for a decision, and is given it. */
function watchPorts(): void {
  const { prototype } = workerThreads.MessagePort;
  const post = Reflect.get(prototype, 'postMessage');
  Reflect.set(prototype, 'postMessage', function (this: workerThreads.MessagePort, ...args: readonly unknown[]): void {
    step('ask for a decision');
    Reflect.apply(post, this, args);
  });
}

function watchStatements(): void {
  const database = new Database(':memory:');
  const statements = Object.getPrototypeOf(database.prepare('select 1'));
  database.close();
  for (const way of ['run', 'get', 'all'] as const) {
    const execute = statements[way];
    statements[way] = function (this: Database.Statement, ...args: readonly unknown[]) {
      const sql = this.source.replaceAll(/\s+/gu, ' ').slice(0, 70);
      step(sql);
      const result = Reflect.apply(execute, this, args);
      if (sql === 'commit') step('committed');
      return result;
    };
  }
}

if (workerThreads.isMainThread) {
  setEnvironmentData(SHARED, now.buffer);
  watchThreads();
  watchStatements();
} else if (threadName === 'smtp') {
  watchSockets();
  watchThreads();
  watchPorts();
}
