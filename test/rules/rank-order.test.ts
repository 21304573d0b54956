import { describe, expect, test } from 'vitest';
import type { Rank } from '../../src/core/roster.ts';
import { rankOrder } from '../../src/rules/rank-order.ts';

// `A 1>2`: A holds the first rank and asks for the second; `-` where there is none.
function order(...people: readonly string[]): string {
  const rank = (digit: string | undefined): Rank | null =>
    ([1, 2, 3] as const).find((one) => String(one) === digit) ?? null;
  const entries = people.map((person) => {
    const [value = '', ranks = ''] = person.split(' ');
    return { value, held: rank(ranks[0]), wanted: rank(ranks[2]) };
  });
  const { ordered, conflict } = rankOrder(entries);
  return `${ordered.join(' ')}${conflict ? ' (conflict)' : ''}`;
}

describe('who stands where', () => {
  test.each([
    ['nobody', [], ''],
    ['those who are there keep their order', ['B 2>-', 'A 1>-', 'C 3>-'], 'A B C'],
    ['newcomers come in the order of the mail', ['A ->-', 'B ->-', 'C ->-'], 'A B C'],
    ['newcomers fill the ranks that are free', ['A 2>-', 'B ->-', 'C ->-'], 'B A C'],
    ['a newcomer goes behind those who are there', ['B ->-', 'A 1>-', 'C 2>-'], 'A C B'],
    ['a fourth goes behind all', ['D ->-', 'A 1>-', 'B 2>-', 'C 3>-', 'E ->-'], 'A B C D E'],
    ['a wanted rank counts for more than the one held', ['A 3>1', 'B 2>-'], 'A B'],
    ['two who change places', ['A 1>2', 'B 2>1'], 'B A'],
    ['a newcomer gets the rank that it wants', ['A ->2', 'B ->1'], 'B A'],
    ['a newcomer gets none that another wants', ['A ->-', 'B ->1'], 'B A'],
    ['ranks close up', ['A 3>-', 'B 2>-'], 'B A'],
  ])('%s', (_, people, ordered) => {
    expect(order(...people)).toBe(ordered);
  });
});

describe('two for one rank', () => {
  test.each([
    ['a newcomer wants what somebody holds', ['A 1>-', 'B ->1'], 'A B (conflict)'],
    ['two newcomers want the same', ['A ->1', 'B ->1'], 'A B (conflict)'],
    ['two who hold the same want nothing', ['A 1>-', 'B 1>-'], 'A B'],
    ['somebody wants what another gives up', ['A 1>2', 'B ->1'], 'B A'],
    ['somebody wants what it has', ['A 1>1', 'B 2>-'], 'A B'],
  ])('%s', (_, people, ordered) => {
    expect(order(...people)).toBe(ordered);
  });
});
