import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process of the bench beside the program under test; it answers one question at a time. */
export type Child = {
  ask<Answer>(question: object): Promise<Answer>;
  stop(): Promise<void>;
};

/** @param under the command that starts it, Node and all behind it being its arguments */
export function startChild(script: string, under: readonly string[] = []): Child {
  const [execPath, ...execArgv] = [...under, process.execPath];
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), {
    serialization: 'advanced',
    execPath,
    execArgv,
  });
  return {
    ask<Answer>(question: object): Promise<Answer> {
      return new Promise<Answer>((resolve, reject) => {
        const gone = (): void => reject(new Error(`${script} ended early`));
        child.once('exit', gone);
        child.once('message', (answer: Answer) => {
          child.off('exit', gone);
          resolve(answer);
        });
        child.send(question);
      });
    },
    async stop() {
      if (child.exitCode !== null) return;
      const exit = once(child, 'exit');
      child.disconnect();
      await exit;
    },
  };
}

/** What the parent asks, and what it may hear. */
type Dialogue = { readonly question: unknown; readonly answer: unknown };

/** Inside the child: answers every question, and ends when its parent goes. */
export function answerParent<D extends Dialogue>(answer: (question: D['question']) => Promise<D['answer']>): void {
  process.on('message', (question: D['question']) => {
    answer(question).then(
      (reply) => process.send?.(reply),
      (error: unknown) => {
        setImmediate(() => {
          throw error;
        });
      },
    );
  });
  process.on('disconnect', () => {
    process.exit(0);
  });
}

/** Milliseconds of the machine's monotonic clock, the same in every process. */
export function machineMs(): number {
  return Number(process.hrtime.bigint() / 1000n) / 1000;
}
