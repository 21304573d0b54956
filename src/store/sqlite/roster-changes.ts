import type { Tld } from '../../core/cctld.ts';
import type { Instant } from '../../core/instant.ts';
import type { Reference } from '../../core/message.ts';
import type { Connection } from './connection.ts';
import { recentRows } from './recent-rows.ts';
import { type NoValues, statement } from './statement.ts';
import { createTally } from './tally.ts';

type ChangeRow = { readonly seq: number; readonly at: Instant; readonly tld: Tld; readonly ref: Reference };

const CHANGE = 'rowid as seq, at, tld, ref from roster_history';

/** How many mails changed the data of each ccTLD lately; imports do not count. */
export function rosterChanges(connection: Connection) {
  const since = statement<{ since: Instant }, ChangeRow>(
    connection,
    `select ${CHANGE} where at > :since and imported = 0 order by at`,
  );
  const after = statement<{ seq: number }, ChangeRow>(
    connection,
    `select ${CHANGE} where rowid > :seq and imported = 0 order by rowid`,
  );
  const lastSeq = statement<NoValues, { seq: number | null }>(
    connection,
    'select max(rowid) as seq from roster_history',
  );
  const mails = createTally<Tld>();
  const changesOfMail = createTally<string>();
  const recent = recentRows<ChangeRow>(
    connection,
    {
      load: (moment) => ({ rows: since.all({ since: moment }), lastSeq: lastSeq.get({})?.seq ?? 0 }),
      added: (seq) => after.all({ seq }),
    },
    {
      // One mail may have changed a ccTLD twice: by itself, and when its case was settled.
      add({ tld, ref }) {
        if (changesOfMail.change(`${tld} ${ref}`, 1) === 1) mails.change(tld, 1);
      },
      remove({ tld, ref }) {
        if (changesOfMail.change(`${tld} ${ref}`, -1) === 0) mails.change(tld, -1);
      },
    },
  );
  return {
    countsBetween(moment: Instant, until: Instant): ReadonlyMap<Tld, number> {
      recent.countBetween(moment, until);
      return mails.counts();
    },
  };
}
