import type { Migration } from './migration.ts';

const DIGEST = (column: string) => `check (length(${column}) = 64 and ${column} not glob '*[^0-9a-f]*')`;
const INSTANT = (column: string) => `check (length(${column}) = 24 and ${column} glob '????-??-??T??:??:??.???Z')`;

/**
 * What a token may dispute is a change on record, and no longer a copy of it: each of those who were told of a change had one,
 * with everybody's data.
 */
export const disputableChanges: Migration = {
  version: 14,
  sql: `
create table token_new (
  hash text primary key not null ${DIGEST('hash')},
  purpose text not null check (purpose in ('confirmation', 'welcome', 'dispute', 'review', 'note', 'invitation')),
  ref text not null check (ref glob '????-??????*' and ref not glob '*[^0-9-]*'),
  recipient text not null check (length(recipient) between 3 and 254 and recipient glob '?*@?*'),
  created_at text not null ${INSTANT('created_at')},
  expires_at text not null ${INSTANT('expires_at')},
  tld text,
  -- The one that the change made.
  revision integer,
  shown text ${DIGEST('shown')},
  used_at text ${INSTANT('used_at')},
  check ((tld is null) = (revision is null)),
  foreign key (tld, revision) references roster_history (tld, revision)
) strict;
insert into token_new
  select token.hash, token.purpose, token.ref, token.recipient, token.created_at, token.expires_at,
    roster_history.tld, roster_history.revision, token.shown, token.used_at
  from token left join roster_history
    on roster_history.tld = token.change ->> '$.tld' and roster_history.revision = (token.change ->> '$.revision') + 1
  order by token.rowid;
drop table token;
alter table token_new rename to token;
`,
};
