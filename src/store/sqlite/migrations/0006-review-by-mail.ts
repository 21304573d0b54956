import type { Migration } from './migration.ts';

const DIGEST = (column: string) => `check (length(${column}) = 64 and ${column} not glob '*[^0-9a-f]*')`;
const INSTANT = (column: string) => `check (length(${column}) = 24 and ${column} glob '????-??-??T??:??:??.???Z')`;

/** Decisions by mail, reminders of what waits, and what is done once a day. */
export const reviewByMail: Migration = {
  version: 6,
  sql: `
create table token_new (
  hash text primary key not null ${DIGEST('hash')},
  purpose text not null check (purpose in ('confirmation', 'welcome', 'dispute', 'review', 'note')),
  ref text not null check (ref glob '????-??????*' and ref not glob '*[^0-9-]*'),
  recipient text not null check (length(recipient) between 3 and 254 and recipient glob '?*@?*'),
  created_at text not null ${INSTANT('created_at')},
  expires_at text not null ${INSTANT('expires_at')},
  change text,
  -- Digest of the change that the mail of a reviewer's token showed.
  shown text ${DIGEST('shown')},
  used_at text ${INSTANT('used_at')}
) strict;
insert into token_new (hash, purpose, ref, recipient, created_at, expires_at, change, used_at)
  select hash, purpose, ref, recipient, created_at, expires_at, change, used_at from token;
drop table token;
alter table token_new rename to token;

-- Since when a case waits for those for whom it waits now; null: since its mail came.
alter table held_case add column waits_since text ${INSTANT('waits_since')};
alter table held_case add column reminders integer not null default 0 check (reminders >= 0);

create table daily_run (
  name text not null check (name in ('case-digest')),
  day text not null check (length(day) = 10 and day glob '????-??-??'),
  primary key (name, day)
) strict;
`,
};
