import type { Migration } from './migration.ts';

const instant = (column: string) =>
  `text not null check (length(${column}) = 24 and ${column} glob '????-??-??T??:??:??.???Z')`;
const reference = (column: string) =>
  `text not null check (${column} glob '????-??????*' and ${column} not glob '*[^0-9-]*')`;

/** Mail that many get alike, with files; when it was sent; and whom we invited. */
export const lettersToMany: Migration = {
  version: 4,
  sql: `
-- Text and files that many mails share: kept once. The files go when no mail waits for them any more.
create table mail_content (
  digest text primary key not null check (length(digest) = 64 and digest not glob '*[^0-9a-f]*'),
  text text not null,
  attachments text not null
) strict;

alter table outbox add column content text references mail_content (digest);
-- One of many alike: it gives way to all others.
alter table outbox add column bulk integer not null default 0 check (bulk in (0, 1));
drop index outbox_waiting;
create index outbox_waiting on outbox (state, bulk, seq, next_attempt_at, leased_until) where state = 'waiting';
create index outbox_content on outbox (content) where state = 'waiting' and content is not null;

create table notification_run (
  kind text not null check (kind in ('monthly', 'weekly')),
  due_at ${instant('due_at')},
  round integer not null check (round >= 1),
  at ${instant('at')},
  ref ${reference('ref')},
  outcome text not null check (outcome in ('unchanged', 'sent')),
  recipients integer not null check (recipients >= 0),
  shown text not null,
  primary key (kind, due_at, round)
) strict;

create table invitation (
  seq integer primary key,
  tld text not null check (length(tld) between 2 and 63 and tld not glob '*[^a-z0-9-]*'),
  event text not null check (event in ('invited', 'declined', 'reopened')),
  recipient text check (length(recipient) between 3 and 254 and recipient glob '?*@?*'),
  at ${instant('at')},
  ref ${reference('ref')}
) strict;
create index invitation_tld on invitation (tld, seq);
`,
};
