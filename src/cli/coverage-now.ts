import { whileSame } from '../core/while-same.ts';
import { type PublicCoverage, publicCoverage } from '../roster-out/public-coverage.ts';
import type { Workplace } from './workplace.ts';

/** What everybody may know today: the same object until a roster or the day is another one. */
export function coverageNow({ house, store, clock }: Workplace): () => Promise<PublicCoverage> {
  const remembered = whileSame<PublicCoverage>();
  return async () => {
    const rosters = await store.rosters();
    const day = clock().slice(0, 10);
    return remembered([day, ...rosters], () =>
      publicCoverage(house.book.table, new Map(rosters.map((roster) => [roster.tld, roster])), {
        day,
        mailbox: house.mailbox,
      }),
    );
  };
}
