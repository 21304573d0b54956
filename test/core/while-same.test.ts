import { expect, it } from 'vitest';
import { whileSame } from '../../src/core/while-same.ts';

it('is made anew when one of the things it is made from is another, when there are more or fewer, and only then', () => {
  const [a, b] = [{ of: 'a' }, { of: 'b' }];
  let made = 0;
  const remembered = whileSame<number>();
  const madeFrom = (...from: readonly unknown[]): number => remembered(from, () => (made += 1));
  expect([madeFrom(), madeFrom()]).toEqual([1, 1]);
  expect([madeFrom(a), madeFrom(a)]).toEqual([2, 2]);
  expect([madeFrom(a, b), madeFrom(a, b)]).toEqual([3, 3]);
  expect([madeFrom(b, a), madeFrom(b)]).toEqual([4, 5]);
  expect([madeFrom({ ...b }), madeFrom(Number.NaN), madeFrom(Number.NaN)]).toEqual([6, 7, 7]);
});

it('keeps nothing of what could not be made', () => {
  const remembered = whileSame<string>();
  const failing = (): string => {
    throw new Error('a bug');
  };
  expect(() => remembered(['a'], failing)).toThrow('a bug');
  expect(remembered(['a'], () => 'made')).toBe('made');
});
