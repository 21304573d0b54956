import type { Reference } from '../../core/message.ts';
import type { OutgoingMail } from '../../core/outgoing.ts';
import type { LetterQuery, OutboxEntry } from '../port.ts';
import type { Connection } from './connection.ts';
import { fromJson, type Json } from './json.ts';
import { statement } from './statement.ts';

type Row = Pick<OutboxEntry, 'id' | 'createdAt' | 'attempts' | 'state' | 'nextAttemptAt' | 'lastReason'> & {
  readonly mail: Json<OutgoingMail>;
};

const LETTER = `select id, created_at as "createdAt", attempts, state, next_attempt_at as "nextAttemptAt",
  last_reason as "lastReason", mail from outbox`;

/** Mails of ours to look at, newest first; what is sent stays, so nobody ever reads all of them. */
export function letters(connection: Connection) {
  const byState = statement<{ state: OutboxEntry['state']; most: number }, Row>(
    connection,
    `${LETTER} where state = :state order by seq desc limit :most`,
  );
  const byRef = statement<{ ref: Reference; most: number }, Row>(
    connection,
    `${LETTER} where ref = :ref order by position desc limit :most`,
  );
  return {
    find(query: LetterQuery): readonly OutboxEntry[] {
      const rows = 'ref' in query ? byRef.all(query) : byState.all(query);
      return rows.map(({ mail, ...row }) => ({ ...fromJson(mail), ...row }));
    },
  };
}
