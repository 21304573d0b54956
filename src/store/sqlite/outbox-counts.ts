import type { AddressKey } from '../../core/email-address.ts';
import type { Instant } from '../../core/instant.ts';
import type { CountedMails, MailRoom } from '../../core/plan.ts';
import type { Connection } from './connection.ts';
import { recentRows } from './recent-rows.ts';
import { type NoValues, statement } from './statement.ts';
import { createTally, type Tally } from './tally.ts';

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

const IS_COUNTED: Readonly<Record<CountedMails, (row: CountedRow) => boolean>> = {
  unproved: ({ isUnproved }) => isUnproved === 1,
  answers: ({ isAnswer }) => isAnswer === 1,
  echoes: ({ isEcho }) => isEcho === 1,
  handedOn: ({ isHandedOn }) => isHandedOn === 1,
};
const COUNTED_MAILS = ['unproved', 'answers', 'echoes', 'handedOn'] as const;

/** Letters to many have a pace of their own and are no answer to anybody: the ceilings do not count them. */
const COUNTS = `kind not in ('notification', 'invitation')`;

/** How many mails each address got lately, for the ceilings. */
export function outboxCounts(connection: Connection) {
  const since = statement<{ since: Instant }, CountedRow>(
    connection,
    `select ${COUNTED} from outbox where created_at > :since and ${COUNTS} order by created_at`,
  );
  const later = statement<{ seq: number }, CountedRow>(
    connection,
    `select ${COUNTED} from outbox where seq > :seq and ${COUNTS} order by seq`,
  );
  const lastSeq = statement<NoValues, { seq: number | null }>(connection, 'select max(seq) as seq from outbox');
  const tallies: Readonly<Record<CountedMails, Tally<AddressKey>>> = {
    unproved: createTally(),
    answers: createTally(),
    echoes: createTally(),
    handedOn: createTally(),
  };
  const count = (row: CountedRow, by: 1 | -1): void => {
    for (const of of COUNTED_MAILS) if (IS_COUNTED[of](row)) tallies[of].change(row.key, by);
  };
  const recent = recentRows<CountedRow>(
    connection,
    {
      load: (moment) => ({ rows: since.all({ since: moment }), lastSeq: lastSeq.get({})?.seq ?? 0 }),
      added: (seq) => later.all({ seq }),
    },
    { add: (row) => count(row, 1), remove: (row) => count(row, -1) },
  );

  return {
    /** By address, the mails queued after `first` and not after `until`; in all, those of them after `second`, which is between. */
    between(first: Instant, second: Instant, until: Instant) {
      recent.countBetween(first, until);
      return {
        unproved: tallies.unproved.counts(),
        echoes: tallies.echoes.counts(),
        handedOn: tallies.handedOn.counts(),
        answers: tallies.answers.counts(),
        total: recent.laterThan(second),
        last: recent.lastRead(),
      };
    },

    /** Whether no more were queued than there was room for, those of this transaction included. */
    isWithin({ after, inAll, toOne }: MailRoom): boolean {
      const most = (lastSeq.get({})?.seq ?? 0) - after;
      if (most <= Math.min(inAll, ...toOne.map(({ room }) => room))) return true;
      const rows = later.all({ seq: after });
      return (
        rows.length <= inAll &&
        toOne.every(({ to, of, room }) => rows.filter((row) => row.key === to && IS_COUNTED[of](row)).length <= room)
      );
    },
  };
}
