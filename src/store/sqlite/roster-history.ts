import type { Tld } from '../../core/cctld.ts';
import type { Contact } from '../../core/roster.ts';
import type { RosterChange } from '../../core/roster-change.ts';
import type { RosterVersion } from '../port.ts';
import type { Connection } from './connection.ts';
import { fromJson, type Json } from './json.ts';
import { statement } from './statement.ts';

type Row = Omit<RosterVersion, 'before' | 'after' | 'imported'> & {
  readonly imported: 0 | 1;
  readonly before: Json<readonly Contact[]>;
  readonly after: Json<readonly Contact[]>;
};

/** Every change of a ccTLD's data that there was. */
export function rosterHistory(connection: Connection) {
  const ofTld = statement<{ tld: Tld }, Row>(
    connection,
    `select tld, revision, ref, at, imported, before, after from roster_history where tld = :tld order by revision desc`,
  );
  const byRevision = statement<{ tld: Tld; revision: number }, Pick<Row, 'before' | 'after'>>(
    connection,
    'select before, after from roster_history where tld = :tld and revision = :revision',
  );
  return {
    /** The change that made this revision, as it was judged; null: none did. */
    change(tld: Tld, revision: number): RosterChange | null {
      const row = byRevision.get({ tld, revision });
      if (row === null) return null;
      return { tld, revision: revision - 1, before: fromJson(row.before), after: fromJson(row.after) };
    },

    /** Newest first. */
    of: (tld: Tld): readonly RosterVersion[] =>
      ofTld.all({ tld }).map((row) => ({
        ...row,
        imported: row.imported === 1,
        before: fromJson(row.before),
        after: fromJson(row.after),
      })),
  };
}
