import { parentPort } from 'node:worker_threads';
import { inBatches } from './batches.ts';

export type Asked<Question> = { readonly number: number; readonly question: Question };
export type Answered<Answer> = { readonly number: number; readonly answer: Answer };

/**
 * Inside a thread: answers whatever it is asked, in any order; a rejection ends the thread.
 * @param open makes who answers from what the thread was started with, which comes before the first question.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- says what the other side starts with and asks
export function answerQuestions<Start, Question>(
  open: (start: Start) => (question: Question) => Promise<unknown>,
): void {
  if (parentPort === null) throw new Error('this file runs in a worker thread only');
  const port = parentPort;
  const tell = inBatches<Answered<unknown>>((answers) => port.postMessage(answers));
  port.once('message', (start: Start) => {
    const answer = open(start);
    port.on('message', (batch: readonly Asked<Question>[]) => {
      for (const { number, question } of batch) {
        answer(question).then(
          (said) => tell({ number, answer: said }),
          (error: unknown) => {
            setImmediate(() => {
              throw error;
            });
          },
        );
      }
    });
  });
}
