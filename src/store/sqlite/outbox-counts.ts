import type { AddressKey } from '../../core/email-address.ts';
import type { Instant } from '../../core/instant.ts';
import type { Connection } from './connection.ts';
import { recentRows } from './recent-rows.ts';
import { type NoValues, statement } from './statement.ts';
import { createTally } from './tally.ts';

/** What the ceilings ask of a mail. */
type CountedRow = {
  readonly seq: number;
  readonly at: Instant;
  readonly key: AddressKey;
  readonly isUnproved: 0 | 1;
  readonly isAnswer: 0 | 1;
  readonly isEcho: 0 | 1;
  readonly isHandedOn: 0 | 1;
};

const COUNTED = `seq, created_at as at, to_key as key, unproved as "isUnproved", kind = 'answer' as "isAnswer",
  echo as "isEcho", kind = 'forwarded' as "isHandedOn"`;

/** Letters to many have a pace of their own and are no answer to anybody: the ceilings do not count them. */
const COUNTS = `kind not in ('notification', 'invitation')`;

/** How many mails each address got lately, for the ceilings. */
export function outboxCounts(connection: Connection) {
  const since = statement<{ since: Instant }, CountedRow>(
    connection,
    `select ${COUNTED} from outbox where created_at > :since and ${COUNTS} order by created_at`,
  );
  const after = statement<{ seq: number }, CountedRow>(
    connection,
    `select ${COUNTED} from outbox where seq > :seq and ${COUNTS} order by seq`,
  );
  const lastSeq = statement<NoValues, { seq: number | null }>(connection, 'select max(seq) as seq from outbox');
  const unproved = createTally<AddressKey>();
  const answers = createTally<AddressKey>();
  const echoes = createTally<AddressKey>();
  const handedOn = createTally<AddressKey>();
  const count = ({ key, isUnproved, isAnswer, isEcho, isHandedOn }: CountedRow, by: 1 | -1): void => {
    if (isUnproved === 1) unproved.change(key, by);
    if (isAnswer === 1) answers.change(key, by);
    if (isEcho === 1) echoes.change(key, by);
    if (isHandedOn === 1) handedOn.change(key, by);
  };
  const recent = recentRows<CountedRow>(
    connection,
    {
      load: (moment) => ({ rows: since.all({ since: moment }), lastSeq: lastSeq.get({})?.seq ?? 0 }),
      added: (seq) => after.all({ seq }),
    },
    { add: (row) => count(row, 1), remove: (row) => count(row, -1) },
  );

  return {
    /** By address, the mails queued after `first` and not after `until`; in all, those of them after `second`, which is between. */
    between(first: Instant, second: Instant, until: Instant) {
      recent.countBetween(first, until);
      return {
        unproved: unproved.counts(),
        echoes: echoes.counts(),
        handedOn: handedOn.counts(),
        answers: answers.counts(),
        total: recent.laterThan(second),
      };
    },
  };
}
