import { on } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { type FromWorker, isWorkerStart } from './reader-protocol.ts';
import { understand } from './understand.ts';

// One mail at a time: the lane that owns this worker sends the next only after the answer. An exception is not caught,
// it ends the worker, and the lane reports the mail as crashed.
const start: unknown = workerData;
if (parentPort === null || !isWorkerStart(start)) throw new Error('reader-worker.ts runs in a worker thread only');
const port = parentPort;
const { table } = start;
const mails = on(port, 'message');
tell({ event: 'ready' });
for await (const [raw] of mails) {
  if (!(raw instanceof Uint8Array)) throw new TypeError('a mail is expected as octets');
  tell({ event: 'read', outcome: await understand(raw, table) });
}

function tell(message: FromWorker): void {
  port.postMessage(message);
}
