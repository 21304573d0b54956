import { type Transferable, Worker } from 'node:worker_threads';
import type { Answered, Asked } from './answering.ts';

/** A thread that answers questions, as many at a time as it is asked. */
export type Thread<Question, Answer> = {
  /** Rejects where the thread ends before it has answered. */
  ask(question: Question, moved?: readonly Transferable[]): Promise<Answer>;
  /** Ends the thread; whoever waits for an answer hears that there will be none. */
  close(): Promise<void>;
};

type Waiting<Answer> = { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void };

// Else V8 lets what is short-lived grow to a hundred MiB in each thread.
const YOUNG = { maxYoungGenerationSizeMb: 24 };

/** Started with the first question and kept; one that has ended is started anew. It keeps no process alive by itself. */
export function openThread<Question, Answer>(entry: URL, start: unknown): Thread<Question, Answer> {
  const waiting = new Map<number, Waiting<Answer>>();
  let worker: Worker | null = null;
  let asked = 0;

  function started(): Worker {
    const fresh = new Worker(entry, { resourceLimits: YOUNG });
    fresh.postMessage(start);
    fresh.on('message', ({ number, answer }: Answered<Answer>) => {
      const waiter = waiting.get(number);
      waiting.delete(number);
      if (waiting.size === 0) fresh.unref();
      waiter?.resolve(answer);
    });
    fresh.on('error', (error) => lost(fresh, error));
    fresh.on('exit', () => lost(fresh, new Error('the thread has ended')));
    return fresh;
  }

  function lost(gone: Worker, cause: unknown): void {
    if (gone !== worker) return;
    worker = null;
    const all = [...waiting.values()];
    waiting.clear();
    for (const { reject } of all) reject(new Error('the thread ended before it had answered', { cause }));
  }

  return {
    ask(question, moved = []) {
      worker ??= started();
      const target = worker;
      asked += 1;
      const message: Asked<Question> = { number: asked, question };
      return new Promise((resolve, reject) => {
        target.ref();
        target.postMessage(message, moved);
        waiting.set(message.number, { resolve, reject });
      });
    },
    async close() {
      const last = worker;
      if (last === null) return;
      lost(last, 'closed');
      await last.terminate();
    },
  };
}
