import { expect, test } from 'vitest';
import { inTurn } from '../../src/schedule/in-turn.ts';

test('what fails is told by its name, and keeps nothing behind it from being done', async () => {
  const done: string[] = [];
  const told: (readonly [string, unknown])[] = [];
  const broken = new Error('one case in ten thousand');
  await inTurn(
    [
      ['first', async () => done.push('first')],
      ['second', () => Promise.reject(broken)],
      ['third', async () => done.push('third')],
    ],
    (where, error) => told.push([where, error]),
  );
  expect(done).toEqual(['first', 'third']);
  expect(told).toEqual([['second', broken]]);
});
