import type { Migration } from './migration.ts';

const instant = (column: string) => `text check (length(${column}) = 24 and ${column} glob '????-??-??T??:??:??.???Z')`;

/** When each ccTLD was asked about, what was said but does not count, and redelegations that are to be settled. */
export const ianaLooks: Migration = {
  version: 2,
  sql: `
alter table iana_record add column suspected_email text
  check (length(suspected_email) between 3 and 254 and suspected_email glob '?*@?*');
alter table iana_record add column suspected_at ${instant('suspected_at')};

alter table iana_version add column standing text not null default 'in-force'
  check (standing in ('in-force', 'waiting', 'overruled'));

create table iana_look (
  tld text primary key not null check (length(tld) between 2 and 63 and tld not glob '*[^a-z0-9-]*'),
  looked_at ${instant('looked_at')} not null,
  failure text,
  missing_since ${instant('missing_since')}
) strict;

-- A source by which every ccTLD was looked at once: what comes new later is a new ccTLD.
create table iana_round (
  source text primary key not null check (source in ('whois', 'rdap', 'file')),
  completed_at ${instant('completed_at')} not null
) strict;

create table redelegation (
  tld text primary key not null references iana_record (tld),
  seen_at ${instant('seen_at')} not null,
  manager_before text not null,
  manager_after text not null,
  -- Addresses of contacts about whom the new Admin Contact has said nothing yet, as JSON.
  unconfirmed text not null,
  asked_at ${instant('asked_at')},
  reminders integer not null check (reminders >= 0),
  settled_at ${instant('settled_at')}
) strict;
`,
};
