import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Occupant, whoGivesWay } from '../../src/smtp/places.ts';

const NOW = 100_000;
const waiting = (neighbourhood: string, ms: number | null): Occupant => ({
  neighbourhood,
  waitsSince: ms === null ? null : NOW - ms,
  lookedAtSince: null,
});
const lookedAt = (neighbourhood: string, ms: number): Occupant => ({
  neighbourhood,
  waitsSince: null,
  lookedAtSince: NOW - ms,
});

describe('where all places are taken, the newcomer gets the place of', () => {
  it.each<readonly [string, readonly Occupant[], number | null]>([
    ['nobody, where all are about their business', [waiting('a', 10), waiting('b', 999)], null],
    ['who has kept us waiting longest', [waiting('a', 1500), waiting('b', 4000), waiting('c', 3000)], 1],
    ['nobody whom we keep waiting', [waiting('a', null), waiting('b', null)], null],
    ['one of a crowd, however busy', [waiting('a', 10), waiting('a', 30), waiting('a', 20), waiting('b', 900)], 1],
    ['one of a crowd, before somebody slow', [waiting('a', 10), waiting('a', 0), waiting('b', 5000)], 0],
    ['somebody slow, where the crowd waits for us', [waiting('a', null), waiting('a', null), waiting('b', 5000)], 2],
    ['nobody of the newcomer’s own crowd', [waiting('new', 10), waiting('new', 20), waiting('b', 30)], null],
    ['nobody whose mail came a moment ago', [lookedAt('a', 1999), lookedAt('a', 10), lookedAt('b', 0)], null],
    ['whose mail has been looked at longest', [lookedAt('a', 2000), lookedAt('b', 3000), waiting('c', 999)], 1],
    ['somebody slow, before a mail that is looked at', [lookedAt('a', 9000), waiting('b', 1500)], 1],
    [
      'one of a crowd, also while its mail is looked at',
      [lookedAt('a', 2500), lookedAt('a', 1), waiting('b', 5000)],
      0,
    ],
    ['a slow neighbour of its own', [waiting('new', 10), waiting('new', 2000), waiting('b', 30)], 1],
  ])('%s', (_, occupants, index) => {
    expect(whoGivesWay('new', occupants, NOW)).toBe(index === null ? null : occupants[index]);
  });
});

it('no neighbourhood keeps a newcomer out while it holds two places more, and its clients are not being served', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ neighbourhood: fc.constantFrom('a', 'b', 'c', 'd'), ms: fc.nat(2000) }), { minLength: 1 }),
      fc.constantFrom('a', 'b', 'c', 'd', 'new'),
      (all, newcomer) => {
        const occupants = all.map(({ neighbourhood, ms }) => waiting(neighbourhood, ms));
        const held = (of: string): number => occupants.filter((one) => one.neighbourhood === of).length;
        const gone = whoGivesWay(newcomer, occupants, NOW);
        const crowd = Math.max(...occupants.map((one) => held(one.neighbourhood)));
        if (crowd > held(newcomer) + 1) expect(held(gone?.neighbourhood ?? '')).toBe(crowd);
        else expect(gone === null || NOW - (gone.waitsSince ?? NOW) >= 1000).toBe(true);
      },
    ),
  );
});
