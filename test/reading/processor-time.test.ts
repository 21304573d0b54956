import { Worker } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import { limitProcessorTime } from '../../src/reading/processor-time.ts';

let worker: Worker | null = null;
afterEach(() => worker?.terminate());

/** After how many milliseconds by the clock a thread that does this is lost; null: not within the given time. */
async function lostAfter(does: string, limitMs: number, withinMs: number): Promise<number | null> {
  const thread = new Worker(`require('node:worker_threads').parentPort.postMessage('begun'); ${does}`, { eval: true });
  worker = thread;
  await new Promise((resolve) => thread.once('message', resolve));
  const began = performance.now();
  return new Promise((resolve) => {
    const stop = limitProcessorTime(thread, limitMs, () => resolve(performance.now() - began));
    setTimeout(() => {
      stop();
      resolve(null);
    }, withinMs);
  });
}

test('who works all the time is lost when the limit is over, long before the clock says so', async () => {
  const lost = await lostAfter('for (;;);', 1000, 20_000);
  expect(lost).toBeGreaterThan(900);
  expect(lost).toBeLessThan(6000);
});

test('who has no processor is lost after ten times as much, by the clock', async () => {
  const asleep = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)';
  const lost = await lostAfter(asleep, 200, 20_000);
  expect(lost).toBeGreaterThan(1900);
});

test('nobody is lost after the work is done', async () => {
  expect(await lostAfter('for (;;);', 1000, 500)).toBeNull();
});
