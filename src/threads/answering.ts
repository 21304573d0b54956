import { parentPort } from 'node:worker_threads';
import { inBatches } from './batches.ts';

/** What the two ends of a thread say to each other; both name the same one. */
export type Dialogue = { readonly start: unknown; readonly question: unknown; readonly answer: unknown };

export type Asked<Question> = { readonly number: number; readonly question: Question };
export type Answered<Answer> = { readonly number: number; readonly answer: Answer };

/**
 * Inside a thread: answers whatever it is asked, in any order; a rejection ends the thread.
 * @param open makes who answers from what the thread was started with, which comes before the first question.
 */
export function answerQuestions<D extends Dialogue>(
  open: (start: D['start']) => (question: D['question']) => Promise<D['answer']>,
): void {
  if (parentPort === null) throw new Error('this file runs in a worker thread only');
  const port = parentPort;
  let unanswered = 0;
  const tell = inBatches<Answered<D['answer']>>(
    (answers) => port.postMessage(answers),
    () => unanswered === 0,
  );
  port.once('message', (start: D['start']) => {
    const answer = open(start);
    async function reply({ number, question }: Asked<D['question']>): Promise<void> {
      const said = await answer(question);
      unanswered -= 1;
      tell({ number, answer: said });
    }
    port.on('message', (batch: readonly Asked<D['question']>[]) => {
      unanswered += batch.length;
      for (const asked of batch) reply(asked).catch(endThread);
    });
  });
}

function endThread(error: unknown): void {
  setImmediate(() => {
    throw error;
  });
}
