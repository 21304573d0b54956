import type { Tld } from '../../core/cctld.ts';
import type { Reference } from '../../core/message.ts';
import type { Activity, ActivityQuery, StoredAudit } from '../port.ts';
import type { Connection } from './connection.ts';
import { fromJson, type Json } from './json.ts';
import { type NoValues, statement } from './statement.ts';

type Row = Omit<StoredAudit, 'details'> & { readonly details: Json<StoredAudit['details']> };

// The same list as in the index `audit_mails`, which is used for no other.
const MAILS = `kind in ('mail-accepted', 'mail-refused', 'mail-discarded', 'mail-duplicate', 'mail-failed')`;

const ENTRY = `select seq, at, ref, kind, tld, actor, details, previous_hash as "previousHash", hash from audit`;

/** What the desk looks up in history: mails and ccTLDs, newest first, and who has which case. */
export function activity(connection: Connection) {
  const mails = statement<{ before: number; most: number; pattern: string }, Row>(
    connection,
    `${ENTRY} indexed by audit_mails
    where ${MAILS} and seq < :before
      and (:pattern = '%' or actor like :pattern escape '\\' or ref like :pattern escape '\\' or tld like :pattern escape '\\'
        or json_extract(details, '$.subject') like :pattern escape '\\'
        or json_extract(details, '$.rules') like :pattern escape '\\'
        or json_extract(details, '$.commands') like :pattern escape '\\'
        or json_extract(details, '$.verdict') like :pattern escape '\\')
    order by seq desc limit :most`,
  );
  const ofTld = statement<{ tld: Tld; most: number }, Row>(
    connection,
    `${ENTRY} where tld = :tld order by seq desc limit :most`,
  );
  const assigned = statement<NoValues, { ref: Reference; details: Json<StoredAudit['details']> }>(
    connection,
    `select ref, details from audit indexed by audit_assigned
    where kind = 'case-assigned' and seq in (select max(seq) from audit where kind = 'case-assigned' group by ref)`,
  );

  return {
    mails({ search, before, most }: ActivityQuery): Activity {
      const pattern = search === '' ? '%' : `%${search.replace(/[\\%_]/gu, '\\$&')}%`;
      const rows = mails.all({ before: before ?? Number.MAX_SAFE_INTEGER, most: most + 1, pattern });
      const entries = rows.slice(0, most).map((row) => ({ ...row, details: fromJson(row.details) }));
      return { entries, more: rows.length > most };
    },

    ofTld: (tld: Tld, most: number): readonly StoredAudit[] =>
      ofTld.all({ tld, most }).map((row) => ({ ...row, details: fromJson(row.details) })),

    /** Name of the one who has it; cases that were given back are left out. */
    assignees(): ReadonlyMap<Reference, string> {
      return new Map(
        assigned.all({}).flatMap(({ ref, details }) => {
          const { to } = fromJson(details);
          return typeof to === 'string' && to !== '' ? [[ref, to] as const] : [];
        }),
      );
    },
  };
}
