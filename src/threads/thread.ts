import { type Transferable, Worker } from 'node:worker_threads';
import type { Answered, Dialogue } from './answering.ts';
import { asking } from './asking.ts';

/** A thread that answers questions, as many at a time as it is asked. */
export type Thread<Question, Answer> = {
  /** Rejects where the thread ends before it has answered. @param calledOff is passed on; there is an answer all the same */
  ask(question: Question, moved?: readonly Transferable[], calledOff?: AbortSignal): Promise<Answer>;
  /** Ends the thread; whoever waits for an answer hears that there will be none. */
  close(): Promise<void>;
};

/** Else V8 lets what is short-lived grow to a hundred MiB in each thread. */
export const YOUNG = { maxYoungGenerationSizeMb: 24 };

/**
 * Started with the first question and kept; one that has ended is started anew. It keeps no process alive by itself.
 * @param name what the system calls it (`top -H`): at most 15 characters.
 */
export function openThread<D extends Dialogue>(
  name: string,
  entry: URL,
  start: D['start'],
): Thread<D['question'], D['answer']> {
  let worker: Worker | null = null;
  const dialogue = asking<D>((questions, moved) => worker?.postMessage(questions, moved));

  function started(): Worker {
    const fresh = new Worker(entry, { name, resourceLimits: YOUNG });
    fresh.postMessage(start);
    fresh.on('message', (answers: readonly Answered<D['answer']>[]) => {
      dialogue.hear(answers);
      if (!dialogue.isWaiting) fresh.unref();
    });
    fresh.on('error', (error) => lost(fresh, error));
    fresh.on('exit', () => lost(fresh, new Error('the thread has ended')));
    return fresh;
  }

  function lost(gone: Worker, cause: unknown): void {
    if (gone !== worker) return;
    worker = null;
    dialogue.lose(cause);
  }

  return {
    ask(...question) {
      worker ??= started();
      worker.ref();
      return dialogue.ask(...question);
    },
    async close() {
      const last = worker;
      if (last === null) return;
      lost(last, 'closed');
      await last.terminate();
    },
  };
}
