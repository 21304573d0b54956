import { Worker } from 'node:worker_threads';
import type { FromWorker, WorkerStart } from './reader-protocol.ts';
import type { Understanding } from './understand.ts';

export type ReadOutcome = Understanding | { readonly ok: false; readonly fault: 'timed-out' | 'crashed' };

type LaneSettings = {
  readonly entry: URL;
  readonly start: WorkerStart;
  readonly timeoutMs: number;
  readonly memoryMb: number;
};

type WorkerLane = { read(raw: Uint8Array): Promise<ReadOutcome>; close(): Promise<void> };

type Waiting = { readonly raw: Uint8Array; readonly answer: (outcome: ReadOutcome) => void };

/** Until a worker has loaded its modules. */
const START_MS = 15_000;

/**
 * A queue in front of one worker thread, started with the first mail and kept. A mail that takes longer than the time
 * limit, exhausts the memory or throws ends its worker and fails alone: the mails behind it go to a new worker.
 */
export function openLane(settings: LaneSettings): WorkerLane {
  const waiting: Waiting[] = [];
  const ending = new Set<Promise<unknown>>();
  let current: Waiting | null = null;
  let worker: Worker | null = null;
  let ready = false;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  function start(): Worker {
    const started = new Worker(settings.entry, {
      workerData: settings.start,
      resourceLimits: { maxOldGenerationSizeMb: settings.memoryMb, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 },
    });
    started.on('message', (message: FromWorker) => {
      if (started === worker) hear(message);
    });
    started.on('error', () => lose(started, 'crashed'));
    started.on('exit', () => lose(started, 'crashed'));
    timer = setTimeout(() => lose(started, 'crashed'), START_MS);
    return started;
  }

  function hear(message: FromWorker): void {
    clearTimeout(timer);
    if (message.event === 'ready') {
      ready = true;
      post();
    } else settle(message.outcome);
  }

  function settle(outcome: ReadOutcome): void {
    const answered = current;
    current = null;
    answered?.answer(outcome);
    next();
  }

  function lose(lost: Worker, fault: 'timed-out' | 'crashed'): void {
    if (lost !== worker) return;
    clearTimeout(timer);
    worker = null;
    ready = false;
    const end = lost.terminate().finally(() => ending.delete(end));
    ending.add(end);
    settle({ ok: false, fault });
  }

  function next(): void {
    if (closed || current !== null) return;
    current = waiting.shift() ?? null;
    if (current === null) {
      worker?.unref();
      return;
    }
    worker ??= start();
    worker.ref();
    if (ready) post();
  }

  function post(): void {
    const target = worker;
    if (target === null || current === null) return;
    const copy = new Uint8Array(current.raw);
    target.postMessage(copy, [copy.buffer]);
    timer = setTimeout(() => lose(target, 'timed-out'), settings.timeoutMs);
  }

  return {
    read(raw) {
      if (closed) return Promise.resolve({ ok: false, fault: 'crashed' });
      return new Promise((resolve) => {
        waiting.push({ raw, answer: resolve });
        next();
      });
    },
    async close() {
      closed = true;
      const abandoned = waiting.splice(0);
      if (worker !== null) lose(worker, 'crashed');
      for (const { answer } of abandoned) answer({ ok: false, fault: 'crashed' });
      await Promise.all(ending);
    },
  };
}
