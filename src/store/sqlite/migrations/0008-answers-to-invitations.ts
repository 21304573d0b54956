import type { Migration } from './migration.ts';

const DIGEST = (column: string) => `check (length(${column}) = 64 and ${column} not glob '*[^0-9a-f]*')`;
const INSTANT = (column: string) => `check (length(${column}) = 24 and ${column} glob '????-??-??T??:??:??.???Z')`;

/** An invitation has a token, by which it can be declined. */
export const answersToInvitations: Migration = {
  version: 8,
  sql: `
create table token_new (
  hash text primary key not null ${DIGEST('hash')},
  purpose text not null check (purpose in ('confirmation', 'welcome', 'dispute', 'review', 'note', 'invitation')),
  ref text not null check (ref glob '????-??????*' and ref not glob '*[^0-9-]*'),
  recipient text not null check (length(recipient) between 3 and 254 and recipient glob '?*@?*'),
  created_at text not null ${INSTANT('created_at')},
  expires_at text not null ${INSTANT('expires_at')},
  change text,
  shown text ${DIGEST('shown')},
  used_at text ${INSTANT('used_at')}
) strict;
insert into token_new select hash, purpose, ref, recipient, created_at, expires_at, change, shown, used_at from token;
drop table token;
alter table token_new rename to token;
`,
};
