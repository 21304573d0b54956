import { expect, it } from 'vitest';
import { oncePer } from '../../src/core/once-per.ts';

it('is worked out once for each object, be the answer nothing', () => {
  const asked: object[] = [];
  const nothingOf = oncePer((key: object) => {
    asked.push(key);
    return undefined;
  });
  const [one, equal] = [{ a: 1 }, { a: 1 }];
  expect([one, equal, one, equal].map(nothingOf)).toEqual([undefined, undefined, undefined, undefined]);
  expect(asked).toEqual([one, equal]);
  expect(asked[1]).toBe(equal);
});

it('what failed is tried again', () => {
  let fails = true;
  const answer = oncePer(() => {
    if (fails) throw new Error('not yet');
    return 'now';
  });
  const key = {};
  expect(() => answer(key)).toThrow('not yet');
  fails = false;
  expect(answer(key)).toBe('now');
});
