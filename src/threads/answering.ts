import { parentPort } from 'node:worker_threads';
import { inBatches } from './batches.ts';

/** What the two ends of a thread say to each other; both name the same one. */
export type Dialogue = { readonly start: unknown; readonly question: unknown; readonly answer: unknown };

export type Asked<Question> =
  | { readonly number: number; readonly question: Question }
  /** Nobody waits for that answer any more. It is given all the same, soon. */
  | { readonly number: number; readonly calledOff: true };
export type Answered<Answer> = { readonly number: number; readonly answer: Answer };

/**
 * Inside a thread: answers whatever it is asked, in any order; a rejection ends the thread.
 * @param open makes who answers from what the thread was started with, which comes before the first question.
 */
export function answerQuestions<D extends Dialogue>(
  open: (start: D['start']) => (question: D['question'], calledOff: AbortSignal) => Promise<D['answer']>,
): void {
  if (parentPort === null) throw new Error('this file runs in a worker thread only');
  const port = parentPort;
  const unanswered = new Map<number, AbortController>();
  const tell = inBatches<Answered<D['answer']>>(
    (answers) => port.postMessage(answers),
    () => unanswered.size === 0,
  );
  port.once('message', (start: D['start']) => {
    const answer = open(start);
    async function reply(number: number, question: D['question'], calledOff: AbortSignal): Promise<void> {
      const said = await answer(question, calledOff);
      unanswered.delete(number);
      tell({ number, answer: said });
    }
    port.on('message', (batch: readonly Asked<D['question']>[]) => {
      const questions = batch.flatMap((asked) =>
        'question' in asked ? [{ ...asked, off: new AbortController() }] : [],
      );
      for (const { number, off } of questions) unanswered.set(number, off);
      for (const { number, question, off } of questions) reply(number, question, off.signal).catch(endThread);
      for (const asked of batch) if ('calledOff' in asked) unanswered.get(asked.number)?.abort();
    });
  });
}

function endThread(error: unknown): void {
  setImmediate(() => {
    throw error;
  });
}
