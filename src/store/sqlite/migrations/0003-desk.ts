import type { Migration } from './migration.ts';

const instant = (column: string) => `text check (length(${column}) = 24 and ${column} glob '????-??-??T??:??:??.???Z')`;

/** People who sign in to the desk, their sessions, and what the desk looks up in history. */
export const desk: Migration = {
  version: 3,
  sql: `
create table desk_user (
  email_key text primary key not null check (length(email_key) between 3 and 254 and email_key glob '?*@?*'),
  email text not null check (length(email) between 3 and 254),
  name text not null check (length(name) between 1 and 200 and name not glob '*[' || char(1) || '-' || char(31) || char(127) || '-' || char(159) || ']*'),
  role text not null check (role in ('reviewer', 'reader')),
  password text not null check (length(password) between 20 and 500),
  totp_secret text not null check (length(totp_secret) = 32 and totp_secret not glob '*[^A-Z2-7]*'),
  -- The last 30-second step whose code was used: each code is good once.
  last_step integer not null check (last_step >= 0),
  added_at ${instant('added_at')} not null,
  disabled_at ${instant('disabled_at')},
  last_sign_in_at ${instant('last_sign_in_at')}
) strict;

create table desk_session (
  hash text primary key not null check (length(hash) = 64 and hash not glob '*[^0-9a-f]*'),
  email_key text not null references desk_user (email_key),
  started_at ${instant('started_at')} not null,
  seen_at ${instant('seen_at')} not null
) strict;
create index desk_session_user on desk_session (email_key);

create index outbox_ended on outbox (state, seq);
create index audit_assigned on audit (ref, seq) where kind = 'case-assigned';
create index audit_mails on audit (seq)
  where kind in ('mail-accepted', 'mail-refused', 'mail-discarded', 'mail-duplicate', 'mail-failed');
`,
};
