import type { Instant } from '../../core/instant.ts';
import type { Reference } from '../../core/message.ts';
import type { InvitationEvent, StoredInvitationEvent } from '../../core/notification.ts';
import type { Connection } from './connection.ts';
import { type NoValues, statement } from './statement.ts';

/** Whom we invited, when, and who wants no more of it. */
export function invitations(connection: Connection) {
  const all = statement<NoValues, StoredInvitationEvent>(
    connection,
    'select tld, event, recipient, at, ref from invitation order by seq',
  );
  const count = statement<NoValues, { count: number }>(connection, 'select count(*) as count from invitation');
  const insert = statement<StoredInvitationEvent>(
    connection,
    'insert into invitation (tld, event, recipient, at, ref) values (:tld, :event, :recipient, :at, :ref)',
  );

  return {
    /** Oldest first. */
    all: (): readonly StoredInvitationEvent[] => all.all({}),

    count: (): number => count.get({})?.count ?? 0,

    remember({ tld, event, recipient }: InvitationEvent, at: Instant, ref: Reference): void {
      insert.run({ tld, event, recipient, at, ref });
    },
  };
}
