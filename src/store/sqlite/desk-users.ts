import type { Credentials, DeskRole, DeskUser } from '../../core/desk-user.ts';
import { type AddressKey, addressKey, type EmailAddress } from '../../core/email-address.ts';
import type { Instant } from '../../core/instant.ts';
import type { Connection } from './connection.ts';
import { type NoValues, statement } from './statement.ts';

/** The columns of {@link DeskUser}, for this table and for joins with it. */
export const USER = `desk_user.email, desk_user.name, desk_user.role, desk_user.added_at as "addedAt",
  desk_user.disabled_at as "disabledAt", desk_user.last_sign_in_at as "lastSignInAt"`;

export type NewDeskUser = Pick<DeskUser, 'email' | 'name' | 'role'> & Credentials;

/** People who may sign in. Nobody is ever taken out: the audit names them. */
export function deskUsers(connection: Connection) {
  const all = statement<NoValues, DeskUser>(connection, `select ${USER} from desk_user order by name, email`);
  const byKey = statement<{ key: AddressKey }, DeskUser & Credentials>(
    connection,
    `select ${USER}, password, totp_secret as "totpSecret" from desk_user where email_key = :key`,
  );
  const add = statement<{
    key: AddressKey;
    email: EmailAddress;
    name: string;
    role: DeskRole;
    password: string;
    totpSecret: string;
    at: Instant;
  }>(
    connection,
    `insert into desk_user (email_key, email, name, role, password, totp_secret, last_step, added_at)
    values (:key, :email, :name, :role, :password, :totpSecret, 0, :at)
    on conflict (email_key) do update set email = excluded.email, name = excluded.name, role = excluded.role,
      password = excluded.password, totp_secret = excluded.totp_secret, last_step = 0, added_at = excluded.added_at,
      disabled_at = null
    where disabled_at is not null`,
  );
  const disable = statement<{ key: AddressKey; at: Instant }>(
    connection,
    'update desk_user set disabled_at = :at where email_key = :key and disabled_at is null',
  );
  const signIn = statement<{ key: AddressKey; step: number; at: Instant }>(
    connection,
    `update desk_user set last_step = :step, last_sign_in_at = :at
    where email_key = :key and last_step < :step and disabled_at is null`,
  );

  return {
    all: (): readonly DeskUser[] => all.all({}),

    byEmail: (email: EmailAddress): (DeskUser & Credentials) | null => byKey.get({ key: addressKey(email) }),

    /** False where this person may sign in already. One who was disabled comes back with the new credentials. */
    add: (user: NewDeskUser, at: Instant): boolean => add.run({ ...user, key: addressKey(user.email), at }) === 1,

    /** False where nobody of this address may sign in. */
    disable: (email: EmailAddress, at: Instant): boolean => disable.run({ key: addressKey(email), at }) === 1,

    /** Uses up the code of that step; false where it, or a later one, was used before. */
    signIn: (email: EmailAddress, step: number, at: Instant): boolean =>
      signIn.run({ key: addressKey(email), step, at }) === 1,
  };
}
