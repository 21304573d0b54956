import type { PastChange } from '../../core/roster-past.ts';
import type { Connection } from './connection.ts';
import { fromJson, type Json } from './json.ts';
import { type NoValues, statement } from './statement.ts';

type Row = Omit<PastChange, 'imported' | 'before' | 'after'> & {
  readonly imported: number;
  readonly before: Json<PastChange['before']>;
  readonly after: Json<PastChange['after']>;
};

/** What the rosters were. */
export function rosterPast(connection: Connection) {
  const everything = statement<NoValues, Row>(
    connection,
    'select tld, revision, at, imported, before, after from roster_history order by tld, revision',
  );

  return {
    all: (): readonly PastChange[] =>
      everything.all({}).map(({ tld, revision, at, imported, before, after }) => ({
        tld,
        revision,
        at,
        imported: imported === 1,
        before: fromJson(before),
        after: fromJson(after),
      })),
  };
}
