import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layersOf, withEntries } from '../../src/core/layered-map.ts';

const entries = fc.array(fc.tuple(fc.integer({ min: 0, max: 99 }), fc.integer()), { maxLength: 90 });

test('is what a Map would be in which the same was set, whatever was set before, and the old one stays as it is', () => {
  fc.assert(
    fc.property(entries, fc.array(entries, { maxLength: 6 }), (first, steps) => {
      let map: ReadonlyMap<number, number> = new Map(first);
      const plain = new Map(first);
      for (const step of steps) {
        const before = [...map];
        const next = withEntries(map, step);
        for (const [key, value] of step) plain.set(key, value);
        expect([...map]).toEqual(before);
        map = next;
        expect([...map]).toEqual([...plain]);
        expect([map.size, [...map.keys()], [...map.values()]]).toEqual([
          plain.size,
          [...plain.keys()],
          [...plain.values()],
        ]);
        const each: number[] = [];
        map.forEach((value, key) => each.push(key, value));
        expect(each).toEqual([...plain].flat());
        for (let key = 0; key < 100; key += 1) {
          expect([map.get(key), map.has(key)]).toEqual([plain.get(key), plain.has(key)]);
        }
      }
    }),
    { numRuns: 50 },
  );
});

test('keeps its lowest layer while little is new, so that what is known of it stays known', () => {
  const lower = new Map(Array.from({ length: 300 }, (_, key) => [key, key]));
  const one = withEntries(lower, [[1, 0]]);
  const two = withEntries(one, [[400, 0]]);
  expect(layersOf(two)).toMatchObject({ lowest: lower, news: [new Map([[1, 0]]), new Map([[400, 0]])] });
  expect(layersOf(two).lowest).toBe(lower);
});

test('presses more than eight new layers into one', () => {
  const lowest = new Map(Array.from({ length: 300 }, (_, key) => [key, key]));
  let map: ReadonlyMap<number, number> = lowest;
  for (let step = 0; step < 8; step += 1)
    map = withEntries(map, [
      [step, 0],
      [400 + step, step],
    ]);
  expect(layersOf(map).news).toHaveLength(8);
  const more = withEntries(map, [[3, 7]]);
  expect(layersOf(more).lowest).toBe(lowest);
  expect(layersOf(more).news).toHaveLength(1);
  expect([...more]).toEqual([...new Map([...map, [3, 7]])]);
});

test('presses its layers into one once more than 64 are new', () => {
  const lower = new Map(Array.from({ length: 300 }, (_, key) => [key, key]));
  const news = (length: number) => Array.from({ length }, (_, key): [number, number] => [299 + key, 0]);
  const most = withEntries(lower, news(64));
  expect(layersOf(most).lowest).toBe(lower);
  const many = withEntries(lower, news(65));
  expect(layersOf(many)).toEqual({ lowest: many, news: [] });
  expect([...many]).toEqual([...new Map([...lower, ...news(65)])]);
});
