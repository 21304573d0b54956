import { Worker } from 'node:worker_threads';
import { limitProcessorTime } from './processor-time.ts';
import type { FromWorker, WorkerStart } from './reader-protocol.ts';
import type { Understanding } from './understand.ts';

export type ReadOutcome = Understanding | { readonly ok: false; readonly fault: 'timed-out' | 'crashed' };

type LaneSettings = {
  /** What the system calls the thread (`top -H`): at most 15 characters. */
  readonly name: string;
  readonly entry: URL;
  readonly start: WorkerStart;
  /** Of processor time, for one mail. */
  readonly limitMs: number;
  readonly memoryMb: number;
};

type WorkerLane = { read(raw: Uint8Array): Promise<ReadOutcome>; close(): Promise<void> };

type Waiting = { readonly raw: Uint8Array; readonly answer: (outcome: ReadOutcome) => void };

/** Until a worker has loaded its modules. */
const START_MS = 15_000;
/** So many mails lie before the worker, so that it need not wait for this thread between two of them. */
const AHEAD = 8;

/**
 * A queue in front of one worker thread, started with the first mail and kept. A mail that takes longer than the time
 * limit, exhausts the memory or throws ends its worker and fails alone: the mails behind it go to a new worker.
 */
export function openLane(settings: LaneSettings): WorkerLane {
  const waiting: Waiting[] = [];
  // Before the worker, which reads the first of them; answers come in their order.
  const posted: Waiting[] = [];
  // So many of those that wait were before a worker that crashed, so each goes alone: the culprit is among them.
  let suspects = 0;
  const ending = new Set<Promise<unknown>>();
  let worker: Worker | null = null;
  let ready = false;
  let closed = false;
  // Of whatever the worker is at: its start, or the first of the posted mails.
  let stopClock: (() => void) | null = null;

  function start(): Worker {
    const started = new Worker(settings.entry, {
      name: settings.name,
      workerData: settings.start,
      resourceLimits: { maxOldGenerationSizeMb: settings.memoryMb, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 },
    });
    started.on('message', (message: FromWorker) => {
      if (started === worker) hear(message);
    });
    started.on('error', () => lose(started, 'crashed'));
    started.on('exit', () => lose(started, 'crashed'));
    const timer = setTimeout(() => lose(started, 'crashed'), START_MS);
    stopClock = () => clearTimeout(timer);
    return started;
  }

  function hear(message: FromWorker): void {
    endClock();
    if (message.event === 'ready') ready = true;
    else settle(posted, message.outcome);
    post();
  }

  /** The first of them has its answer. */
  function settle(from: Waiting[], outcome: ReadOutcome): void {
    suspects = Math.max(0, suspects - 1);
    from.shift()?.answer(outcome);
  }

  function lose(lost: Worker, fault: 'timed-out' | 'crashed'): void {
    if (lost !== worker) return;
    endClock();
    worker = null;
    ready = false;
    const end = lost.terminate().finally(() => ending.delete(end));
    ending.add(end);
    // A crash may be older than the last answers that have arrived, so with several before the worker nobody is blamed yet.
    if (fault === 'timed-out' || posted.length === 1) settle(posted, { ok: false, fault });
    else if (posted.length === 0) settle(waiting, { ok: false, fault });
    suspects = Math.max(suspects, posted.length);
    waiting.unshift(...posted.splice(0));
    post();
  }

  function post(): void {
    if (closed) return;
    if (waiting.length + posted.length === 0) {
      worker?.unref();
      return;
    }
    worker ??= start();
    const target = worker;
    target.ref();
    if (!ready) return;
    const ahead = suspects > 0 ? 1 : AHEAD;
    for (const next of waiting.splice(0, Math.max(0, ahead - posted.length))) {
      const copy = new Uint8Array(next.raw);
      target.postMessage(copy, [copy.buffer]);
      posted.push(next);
    }
    watch(target);
  }

  /** The worker reads the first one from the moment that it has answered the one before; what comes behind is no excuse. */
  function watch(target: Worker): void {
    stopClock ??= limitProcessorTime(target, settings.limitMs, () => lose(target, 'timed-out'));
  }

  function endClock(): void {
    stopClock?.();
    stopClock = null;
  }

  return {
    read(raw) {
      if (closed) return Promise.resolve({ ok: false, fault: 'crashed' });
      return new Promise((resolve) => {
        waiting.push({ raw, answer: resolve });
        post();
      });
    },
    async close() {
      closed = true;
      const abandoned = [...posted.splice(0), ...waiting.splice(0)];
      if (worker !== null) lose(worker, 'crashed');
      for (const { answer } of abandoned) answer({ ok: false, fault: 'crashed' });
      await Promise.all(ending);
    },
  };
}
