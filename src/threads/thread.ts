import { type Transferable, Worker } from 'node:worker_threads';
import type { Answered, Asked, Dialogue } from './answering.ts';
import { inBatches } from './batches.ts';

/** A thread that answers questions, as many at a time as it is asked. */
export type Thread<Question, Answer> = {
  /** Rejects where the thread ends before it has answered. @param calledOff is passed on; there is an answer all the same */
  ask(question: Question, moved?: readonly Transferable[], calledOff?: AbortSignal): Promise<Answer>;
  /** Ends the thread; whoever waits for an answer hears that there will be none. */
  close(): Promise<void>;
};

type Posting<Question> = { readonly asked: Asked<Question>; readonly moved: readonly Transferable[] };
type Waiting<Answer> = { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void };

// Else V8 lets what is short-lived grow to a hundred MiB in each thread.
const YOUNG = { maxYoungGenerationSizeMb: 24 };

/**
 * Started with the first question and kept; one that has ended is started anew. It keeps no process alive by itself.
 * @param name what the system calls it (`top -H`): at most 15 characters.
 */
export function openThread<D extends Dialogue>(
  name: string,
  entry: URL,
  start: D['start'],
): Thread<D['question'], D['answer']> {
  const waiting = new Map<number, Waiting<D['answer']>>();
  let worker: Worker | null = null;
  let asked = 0;
  const post = inBatches<Posting<D['question']>>(
    (batch) => {
      // Where the thread ended meanwhile, whoever asked has heard of it.
      const current = batch.filter(({ asked: { number } }) => waiting.has(number));
      worker?.postMessage(
        current.map((posting) => posting.asked),
        current.flatMap(({ moved }) => moved),
      );
    },
    () => waiting.size === 1,
  );

  function started(): Worker {
    const fresh = new Worker(entry, { name, resourceLimits: YOUNG });
    fresh.postMessage(start);
    fresh.on('message', (batch: readonly Answered<D['answer']>[]) => {
      for (const { number, answer } of batch) {
        waiting.get(number)?.resolve(answer);
        waiting.delete(number);
      }
      if (waiting.size === 0) fresh.unref();
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
    ask(question, moved = [], calledOff) {
      worker ??= started();
      worker.ref();
      asked += 1;
      const number = asked;
      return new Promise((resolve, reject) => {
        waiting.set(number, { resolve, reject });
        post({ asked: { number, question }, moved });
        const callOff = (): void => post({ asked: { number, calledOff: true }, moved: [] });
        if (calledOff?.aborted === true) callOff();
        else calledOff?.addEventListener('abort', callOff, { once: true });
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
