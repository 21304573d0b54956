import type { Instant } from '../../core/instant.ts';
import { type Reference, referenceOf } from '../../core/message.ts';
import { cachedRead } from './cached-read.ts';
import type { Connection } from './connection.ts';
import { statement } from './statement.ts';

type Parts = { readonly year: number; readonly number: number };

/** Numbers within a year, taken once and for all. */
export function references(connection: Connection) {
  const highest = statement<{ year: number }, { number: number | null }>(
    connection,
    'select max(number) as number from reference where year = :year',
  );
  const found = statement<Parts, Parts>(
    connection,
    'select year, number from reference where year = :year and number = :number',
  );
  const take = statement<Parts>(
    connection,
    'insert into reference (year, number) values (:year, :number) on conflict (year, number) do nothing',
  );
  const handedOut = new Map<number, number>();
  // Own ones are above what was handed out; of others a commit of theirs tells.
  const stored = cachedRead(connection, () => new Map<number, number>());

  function highestStored(year: number): number {
    const known = stored.read();
    const number = known.get(year) ?? highest.get({ year })?.number ?? 0;
    known.set(year, number);
    return number;
  }

  return {
    /** Above everything stored and everything handed out here; another process may still be quicker to commit it. */
    next(at: Instant): Reference {
      const year = Number(at.slice(0, 4));
      const number = Math.max(handedOut.get(year) ?? 0, highestStored(year)) + 1;
      handedOut.set(year, number);
      return referenceOf(year, number);
    },

    isTaken(ref: Reference): boolean {
      return found.get(partsOf(ref)) !== null;
    },

    take(ref: Reference): void {
      const { year, number } = partsOf(ref);
      take.run({ year, number });
      handedOut.set(year, Math.max(handedOut.get(year) ?? 0, number));
    },
  };
}

function partsOf(ref: Reference): Parts {
  const dash = ref.indexOf('-');
  return { year: Number(ref.slice(0, dash)), number: Number(ref.slice(dash + 1)) };
}
