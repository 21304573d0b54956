import { setImmediate as nextRound } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inBatches } from '../../src/threads/batches.ts';

function gathering(isAwaited: () => boolean) {
  const sent: (readonly string[])[] = [];
  return { sent, post: inBatches<string>((batch) => sent.push(batch), isAwaited) };
}

it('what comes in one round goes together, in its order', async () => {
  const { sent, post } = gathering(() => false);
  for (const one of ['a', 'b', 'c']) post(one);
  expect(sent).toEqual([]);
  await nextRound();
  post('d');
  await nextRound();
  expect(sent).toEqual([['a', 'b', 'c'], ['d']]);
});

it('what is waited for goes at once', () => {
  const { sent, post } = gathering(() => true);
  post('a');
  expect(sent).toEqual([['a']]);
});

it('but never before what came earlier', async () => {
  let awaited = false;
  const { sent, post } = gathering(() => awaited);
  post('a');
  awaited = true;
  post('b');
  await nextRound();
  expect(sent).toEqual([['a', 'b']]);
});
