import type { Transferable } from 'node:worker_threads';
import type { Answered, Asked, Dialogue } from './answering.ts';
import { inBatches } from './batches.ts';

/** The end of a dialogue that asks. */
export type Asking<D extends Dialogue> = {
  /** @param calledOff is passed on; there is an answer all the same */
  ask(question: D['question'], moved?: readonly Transferable[], calledOff?: AbortSignal): Promise<D['answer']>;
  /** What came from the other end. */
  hear(answers: readonly Answered<D['answer']>[]): void;
  /** The other end is gone: whoever waits for an answer hears that there will be none. */
  lose(cause: unknown): void;
  /** Whether anybody waits for an answer. */
  readonly isWaiting: boolean;
};

type Posting<Question> = { readonly asked: Asked<Question>; readonly moved: readonly Transferable[] };
type Waiting<Answer> = { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void };

/** @param post hands over to the other end */
export function asking<D extends Dialogue>(
  post: (questions: readonly Asked<D['question']>[], moved: readonly Transferable[]) => void,
): Asking<D> {
  const waiting = new Map<number, Waiting<D['answer']>>();
  let last = 0;
  const send = inBatches<Posting<D['question']>>(
    (batch) => {
      // Where the other end is gone, whoever asked has heard of it.
      const current = batch.filter(({ asked: { number } }) => waiting.has(number));
      post(
        current.map(({ asked }) => asked),
        current.flatMap(({ moved }) => moved),
      );
    },
    () => waiting.size === 1,
  );
  return {
    ask(question, moved = [], calledOff) {
      last += 1;
      const number = last;
      return new Promise((resolve, reject) => {
        waiting.set(number, { resolve, reject });
        send({ asked: { number, question }, moved });
        const callOff = (): void => send({ asked: { number, calledOff: true }, moved: [] });
        if (calledOff?.aborted === true) callOff();
        else calledOff?.addEventListener('abort', callOff, { once: true });
      });
    },
    hear(answers) {
      for (const { number, answer } of answers) {
        waiting.get(number)?.resolve(answer);
        waiting.delete(number);
      }
    },
    lose(cause) {
      const all = [...waiting.values()];
      waiting.clear();
      for (const { reject } of all) reject(new Error('the thread ended before it had answered', { cause }));
    },
    get isWaiting() {
      return waiting.size > 0;
    },
  };
}
