import { expect, it, onTestFinished, vi } from 'vitest';
import { inCompany } from '../../src/schedule/in-company.ts';

function gathering(expected: () => number) {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const together = inCompany(expected, 5);
  const begun: string[] = [];
  const begin = (name: string): Promise<string> =>
    together(async () => {
      begun.push(name);
      return name;
    });
  return { begun, begin };
}

it('whoever is alone begins at once, and hears what came of it', async () => {
  const { begin } = gathering(() => 1);
  expect(await begin('one')).toBe('one');
  expect(vi.getTimerCount()).toBe(0);
});

it('all begin in their order when the last one that is expected has come', async () => {
  const { begun, begin } = gathering(() => 3);
  const all = [begin('one'), begin('two')];
  await vi.advanceTimersByTimeAsync(4);
  expect(begun).toEqual([]);
  all.push(begin('three'));
  expect(await Promise.all(all)).toEqual(['one', 'two', 'three']);
  expect(begun).toEqual(['one', 'two', 'three']);
  expect(vi.getTimerCount()).toBe(0);
});

it('they begin without those who do not come, and these wait anew', async () => {
  const { begun, begin } = gathering(() => 3);
  const early = [begin('one'), begin('two')];
  await vi.advanceTimersByTimeAsync(5);
  expect(await Promise.all(early)).toEqual(['one', 'two']);
  const late = begin('late');
  await vi.advanceTimersByTimeAsync(4);
  expect(begun).toEqual(['one', 'two']);
  await vi.advanceTimersByTimeAsync(1);
  expect(await late).toBe('late');
});

it('a work that fails fails alone', async () => {
  const together = inCompany(() => 2, 5);
  const failing = together(() => Promise.reject(new Error('failed')));
  const other = together(async () => 'done');
  await expect(failing).rejects.toThrow('failed');
  expect(await other).toBe('done');
});
