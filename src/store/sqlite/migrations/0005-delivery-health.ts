import type { Migration } from './migration.ts';

const address = (column: string) =>
  `text primary key not null check (length(${column}) between 3 and 254 and ${column} glob '?*@?*')`;

/** Which mail came back, from whom, who was asked whether the entry is still right, and of what the Secretariat was told. */
export const deliveryHealth: Migration = {
  version: 5,
  sql: `
-- Of the envelope sender: the secret while the mail waits, its SHA-256 for good.
alter table outbox add column return_secret text check (length(return_secret) = 32);
alter table outbox add column return_hash text check (length(return_hash) = 64 and return_hash not glob '*[^0-9a-f]*');
alter table outbox add column bounced text check (bounced in ('soft', 'hard'));
alter table outbox add column told_at text check (length(told_at) = 24 and told_at glob '????-??-??T??:??:??.???Z');
create unique index outbox_return on outbox (return_hash) where return_hash is not null;
update outbox set told_at = ended_at where state = 'given-up';
create index outbox_untold on outbox (seq) where state = 'given-up' and bulk = 1 and told_at is null;

-- Both as JSON: what is known of one address at a time, read as a whole.
create table address_health (
  address_key ${address('address_key')},
  state text not null
) strict;
create table still_right (
  address_key ${address('address_key')},
  state text not null
) strict;
`,
};
