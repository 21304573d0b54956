import { parentPort } from 'node:worker_threads';
import { inBatches } from './batches.ts';

/** What the two ends of a thread say to each other; both name the same one. */
export type Dialogue = { readonly start: unknown; readonly question: unknown; readonly answer: unknown };

export type Asked<Question> =
  | { readonly number: number; readonly question: Question }
  /** Nobody waits for that answer any more. It is given all the same, soon. */
  | { readonly number: number; readonly calledOff: true };
export type Answered<Answer> = { readonly number: number; readonly answer: Answer };

type Answerer<D extends Dialogue> = (question: D['question'], calledOff: AbortSignal) => Promise<D['answer']>;

/**
 * The end of a dialogue that answers, in any order.
 * @param post hands over to the other end
 * @param failed hears of a rejection; then that question stays without an answer
 * @returns takes what came from the other end
 */
export function answering<D extends Dialogue>(
  answer: Answerer<D>,
  post: (answers: readonly Answered<D['answer']>[]) => void,
  failed: (error: unknown) => void,
): (batch: readonly Asked<D['question']>[]) => void {
  const unanswered = new Map<number, AbortController>();
  const tell = inBatches<Answered<D['answer']>>(post, () => unanswered.size === 0);

  async function reply(number: number, question: D['question'], calledOff: AbortSignal): Promise<void> {
    const said = await answer(question, calledOff);
    unanswered.delete(number);
    tell({ number, answer: said });
  }

  return (batch) => {
    const questions = batch.flatMap((asked) => ('question' in asked ? [{ ...asked, off: new AbortController() }] : []));
    for (const { number, off } of questions) unanswered.set(number, off);
    for (const { number, question, off } of questions) reply(number, question, off.signal).catch(failed);
    for (const asked of batch) if ('calledOff' in asked) unanswered.get(asked.number)?.abort();
  };
}

/**
 * Inside a thread: answers whatever it is asked; a rejection ends the thread.
 * @param open makes who answers from what the thread was started with, which comes before the first question.
 */
export function answerQuestions<D extends Dialogue>(open: (start: D['start']) => Answerer<D>): void {
  if (parentPort === null) throw new Error('this file runs in a worker thread only');
  const port = parentPort;
  port.once('message', (start: D['start']) => {
    port.on(
      'message',
      answering<D>(open(start), (answers) => port.postMessage(answers), endThread),
    );
  });
}

/** An exception of a thread is heard by whoever started it. */
export function endThread(error: unknown): void {
  setImmediate(() => {
    throw error;
  });
}
