import type { DeskSession, DeskUser } from '../../core/desk-user.ts';
import { type AddressKey, addressKey, type EmailAddress } from '../../core/email-address.ts';
import type { Instant } from '../../core/instant.ts';
import type { Digest } from '../../core/message.ts';
import type { Connection } from './connection.ts';
import { USER } from './desk-users.ts';
import { statement } from './statement.ts';

type SessionRow = DeskUser & Pick<DeskSession, 'startedAt' | 'seenAt'>;

/** Who is signed in. The secret of a session stands in its cookie only; here is its SHA-256. */
export function deskSessions(connection: Connection) {
  const start = statement<{ hash: Digest; key: AddressKey; at: Instant }>(
    connection,
    'insert into desk_session (hash, email_key, started_at, seen_at) values (:hash, :key, :at, :at)',
  );
  const byHash = statement<{ hash: Digest }, SessionRow>(
    connection,
    `select ${USER}, started_at as "startedAt", seen_at as "seenAt"
    from desk_session join desk_user on desk_user.email_key = desk_session.email_key
    where hash = :hash and disabled_at is null`,
  );
  const see = statement<{ hash: Digest; at: Instant }>(
    connection,
    'update desk_session set seen_at = :at where hash = :hash and seen_at < :at',
  );
  const end = statement<{ hash: Digest }>(connection, 'delete from desk_session where hash = :hash');
  const endAll = statement<{ key: AddressKey }>(connection, 'delete from desk_session where email_key = :key');
  const forget = statement<{ before: Instant }>(connection, 'delete from desk_session where started_at < :before');

  return {
    start: (hash: Digest, email: EmailAddress, at: Instant): void => {
      start.run({ hash, key: addressKey(email), at });
    },

    byHash(hash: Digest): DeskSession | null {
      const row = byHash.get({ hash });
      if (row === null) return null;
      const { startedAt, seenAt, ...user } = row;
      return { user, startedAt, seenAt };
    },

    see: (hash: Digest, at: Instant): void => {
      see.run({ hash, at });
    },

    end: (hash: Digest): void => {
      end.run({ hash });
    },

    endAllOf: (email: EmailAddress): void => {
      endAll.run({ key: addressKey(email) });
    },

    /** Those that began before that moment are over in any case. */
    forgetOlder: (before: Instant): void => {
      forget.run({ before });
    },
  };
}
