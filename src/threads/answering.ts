import { parentPort } from 'node:worker_threads';

export type Asked<Question> = { readonly number: number; readonly question: Question };
export type Answered<Answer> = { readonly number: number; readonly answer: Answer };

/** Inside a thread: answers whatever it is asked, in any order. A rejection ends the thread. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- says what the other side asks
export function answerQuestions<Question>(answer: (question: Question) => Promise<unknown>): void {
  if (parentPort === null) throw new Error('this file runs in a worker thread only');
  const port = parentPort;
  port.on('message', async ({ number, question }: Asked<Question>) => {
    port.postMessage({ number, answer: await answer(question) } satisfies Answered<unknown>);
  });
}
