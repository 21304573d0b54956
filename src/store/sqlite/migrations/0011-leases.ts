import type { Migration } from './migration.ts';

/**
 * Which mail is under way, apart from the mail itself: a lease is written and forgotten within moments, and must not
 * rewrite the row of a whole letter and its place in an index.
 */
export const leases: Migration = {
  version: 11,
  sql: `
create table lease (
  seq integer primary key references outbox (seq),
  until text not null check (length(until) = 24 and until glob '????-??-??T??:??:??.???Z')
) strict;

drop index outbox_waiting;
alter table outbox drop column leased_until;
create index outbox_waiting on outbox (state, bulk, seq, next_attempt_at) where state = 'waiting';
`,
};
