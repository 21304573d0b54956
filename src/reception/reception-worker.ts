import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { createClock } from '../threads/clock.ts';
import { SECOND } from '../core/instant.ts';
import { receive } from '../intake/receive.ts';
import { watchEventLoop } from '../ops/event-loop-delay.ts';
import { createMailReader } from '../reading/mail-reader.ts';
import { type Listener, startListener } from '../smtp/listener.ts';
import type { ListenerEvent } from '../smtp/listener-settings.ts';
import { type Answered, endThread } from '../threads/answering.ts';
import { asking } from '../threads/asking.ts';
import { openAuthenticator } from '../threads/authenticator.ts';
import { type Counts, countsIn } from './counts.ts';
import type { DecisionDialogue, FromReception, ReceptionStart } from './protocol.ts';
import { remoteDecider } from './remote-decider.ts';
import { toldError } from './told-error.ts';

// All that waits for a decision waits for the thread that decides: where processors are short, that one comes first. The threads
// that are started here, for proof and reading, inherit it. On Linux a priority is the thread's own, elsewhere the process's.
if (process.platform === 'linux') setPriority(5);

if (parentPort === null) throw new Error('reception-worker.ts runs in a worker thread only');
const port = parentPort;

const DELAY_TOLD_MS = SECOND / 4;

type Closing = { readonly [examiner in 'authenticator' | 'reader']: { close(): Promise<void> } };

port.once('message', (start: ReceptionStart) => {
  listen(start).catch(endThread);
});

async function listen({ listener: settings, auth, table, ...shared }: ReceptionStart): Promise<void> {
  const counts = countsIn(shared.counts);
  const examiners = { authenticator: openAuthenticator(auth), reader: createMailReader(table) };
  const dialogue = asking<DecisionDialogue>((questions, moved) => shared.decider.postMessage(questions, moved));
  shared.decider.on('messageerror', endThread);
  shared.decider.on('message', (answers: readonly Answered<DecisionDialogue['answer']>[]) => dialogue.hear(answers));
  try {
    const listener = await startListener(
      settings,
      (received, undecided) => receive(examiners, remoteDecider(dialogue, counts), received, undecided),
      createClock(shared.clock).now,
      report,
      counts.connect,
    );
    port.once('message', () => {
      stop(listener, examiners).catch(endThread);
    });
    tellDelays(counts);
    tell({ what: 'listening', ...listener.address });
  } catch (error) {
    tell({ what: 'cannot-listen', error: toldError(error) });
  }
}

async function stop(listener: Listener, { authenticator, reader }: Closing): Promise<void> {
  await listener.close();
  await Promise.all([authenticator.close(), reader.close()]);
  tell({ what: 'stopped' });
}

function tellDelays(counts: Counts): void {
  const delay = watchEventLoop();
  setInterval(() => {
    counts.delayed(delay.longest() * SECOND);
    delay.forget();
  }, DELAY_TOLD_MS).unref();
}

function report(event: ListenerEvent): void {
  tell({ what: 'event', event: 'error' in event ? { ...event, error: toldError(event.error) } : event });
}

function tell(message: FromReception): void {
  port.postMessage(message);
}
