import { parentPort } from 'node:worker_threads';

// A worker that does what the mail's first word says; everything else is read at once.
parentPort?.on('message', (raw: unknown) => {
  const word = raw instanceof Uint8Array ? Buffer.from(raw).toString('latin1') : '';
  if (word === 'stuck') for (;;);
  if (word === 'a second without a processor') withoutProcessor(1000);
  if (word === 'for ever without a processor') withoutProcessor();
  if (word === 'throw') throw new Error('asked to');
  if (word === 'exit') process.exit(1);
  if (word === 'hungry') {
    const eaten: number[][] = [];
    for (;;) eaten.push(Array.from({ length: 100_000 }, (_, at) => at));
  }
  const reading = { text: word, source: 'plain', doubts: [], alternative: null, parts: [] };
  parentPort?.postMessage({ event: 'read', outcome: { ok: true, reading, subject: '', headerFrom: [] } });
});
parentPort?.postMessage({ event: 'ready' });

function withoutProcessor(forMs?: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, forMs);
}
