import { type CcTld, type CcTldTable, couldBeCcTld, findCcTld } from '../core/cctld.ts';
import { CommandFailure } from './exit.ts';

/** A ccTLD as a person wrote it. Throws {@link CommandFailure}: 2 where it cannot be one, 1 where the policy knows none of this name. */
export function givenCcTld(table: CcTldTable, written: string): CcTld {
  const cctld = findCcTld(table, written);
  if (cctld !== null) return cctld;
  if (!couldBeCcTld(written))
    throw new CommandFailure(
      2,
      `"${written}" cannot be a ccTLD; they are two letters such as nl, or an IDN label such as рф or xn--p1ai.`,
    );
  throw new CommandFailure(
    1,
    `${written} is no ccTLD that rules/cctlds.csv knows. See whether it is written as it should be; the line of a new ccTLD is added there.`,
  );
}
