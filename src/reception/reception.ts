import { MessageChannel, Worker } from 'node:worker_threads';
import { smtpAnswer } from '../core/smtp-answer.ts';
import type { Decider, Found } from '../intake/receive.ts';
import type { Listener } from '../smtp/listener.ts';
import type { ListenerEvent, ReportEvent } from '../smtp/listener-settings.ts';
import { answering, endThread } from '../threads/answering.ts';
import type { Clock } from '../threads/clock.ts';
import { YOUNG } from '../threads/thread.ts';
import { type Counts, countsIn, countsMemory } from './counts.ts';
import {
  type DecisionDialogue,
  type FromReception,
  type ReceptionSettings,
  type ReceptionStart,
  STOP,
  type Told,
} from './protocol.ts';
import { heardError } from './told-error.ts';

/** All that happens to a mail before it is decided, in a thread of its own: SMTP, the raw gate, proof and reading. */
export type Reception = {
  readonly counts: Counts;
  /**
   * Once. Rejects where the address cannot be bound.
   * @param decider in this thread, which has the database
   */
  listen(
    settings: ReceptionSettings,
    decider: Decider,
    report: ReportEvent,
  ): Promise<Pick<Listener, 'address' | 'close'>>;
  /** Ends the thread, whatever it does. */
  close(): Promise<void>;
};

/** Starts the thread, which loads its modules while others load theirs. A bug that ends it ends the process. */
export function openReception(clock: Clock): Reception {
  const memory = countsMemory();
  const counts = countsIn(memory);
  const { port1: questions, port2: decider } = new MessageChannel();
  const worker = new Worker(new URL('./reception-worker.ts', import.meta.url), {
    name: 'smtp',
    resourceLimits: YOUNG,
  });
  const listening = Promise.withResolvers<Listener['address']>();
  const stopped = Promise.withResolvers<void>();
  let isClosing = false;
  worker.on('error', endThread);
  worker.on('exit', () => {
    if (!isClosing) endThread(new Error('the thread that receives has ended'));
  });

  return {
    counts,
    async listen(settings, decide, report) {
      questions.on('messageerror', endThread);
      questions.on(
        'message',
        answering<DecisionDialogue>(
          answerer(decide, counts, report),
          (batch) => questions.postMessage(batch),
          endThread,
        ),
      );
      worker.on('message', (message: FromReception) => {
        switch (message.what) {
          case 'listening':
            return listening.resolve({ host: message.host, port: message.port });
          case 'cannot-listen':
            return listening.reject(heardError(message.error));
          case 'event':
            return report(heardEvent(message.event));
          case 'stopped':
            return stopped.resolve();
        }
      });
      const start: ReceptionStart = { ...settings, clock: clock.memory, counts: memory, decider };
      worker.postMessage(start, [decider]);
      return {
        address: await listening.promise,
        close() {
          worker.postMessage(STOP);
          return stopped.promise;
        },
      };
    },
    async close() {
      isClosing = true;
      questions.close();
      await worker.terminate();
    },
  };
}

function answerer({ decide, takeBack }: Decider, counts: Counts, report: ReportEvent) {
  return async (question: DecisionDialogue['question']): Promise<DecisionDialogue['answer']> => {
    const { received } = question;
    try {
      return question.about === 'returned'
        ? await takeBack(received, question.returned)
        : await decide(received, heardFound(question.found));
    } catch (error) {
      report({ event: 'smtp-accept-failed', ip: received.client.ip, sha256: received.sha256, error });
      return smtpAnswer(451, '4.3.0', 'Something went wrong on our side, try again');
    } finally {
      if (question.about === 'found') counts.await(-1);
    }
  };
}

function heardEvent(event: Told<ListenerEvent>): ListenerEvent {
  return 'error' in event ? { ...event, error: heardError(event.error) } : event;
}

function heardFound(found: Told<Found>): Found {
  return found.what === 'error' ? { ...found, error: heardError(found.error) } : found;
}
