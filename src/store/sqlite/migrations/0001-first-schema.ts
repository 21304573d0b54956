import type { Migration } from './migration.ts';

// Types are SQLite's (STRICT knows no varchar and no timestamp); everything else is plain SQL. Times are UTC text of one
// length, so they compare as text; nouns with parts are JSON; `seq` is the order of arrival.

const CONTROLS = `'*[' || char(1) || '-' || char(31) || char(127) || '-' || char(159) || ']*'`;

const line = (column: string, most: number) =>
  `text not null check (length(${column}) between 1 and ${most} and ${column} not glob ${CONTROLS})`;
const address = (column: string) =>
  `text not null check (length(${column}) between 3 and 254 and ${column} glob '?*@?*' and ${column} not glob ${CONTROLS} and ${column} not glob '* *')`;
const optional = (type: string) => type.replace('text not null', 'text');
const tld = (column: string) =>
  `text not null check (length(${column}) between 2 and 63 and ${column} not glob '*[^a-z0-9-]*')`;
const instant = (column: string) =>
  `text not null check (length(${column}) = 24 and ${column} glob '????-??-??T??:??:??.???Z')`;
const digest = (column: string) => `text not null check (length(${column}) = 64 and ${column} not glob '*[^0-9a-f]*')`;
const reference = (column: string) =>
  `text not null check (${column} glob '????-??????*' and ${column} not glob '*[^0-9-]*')`;
const oneOf = (column: string, ...words: readonly string[]) =>
  `text not null check (${column} in (${words.map((word) => `'${word}'`).join(', ')}))`;
const flag = (column: string) => `integer not null check (${column} in (0, 1))`;

export const firstSchema: Migration = {
  version: 1,
  sql: `
create table reference (
  year integer not null,
  number integer not null,
  primary key (year, number)
) strict;

create table raw_mail (
  sha256 ${digest('sha256')} primary key,
  raw blob not null
) strict;

create table mail (
  ref ${reference('ref')} primary key,
  at ${instant('at')},
  sha256 text not null references raw_mail (sha256),
  proof ${oneOf('proof', 'signed', 'aligned', 'none', 'failed', 'unknown')},
  receipt ${line('receipt', 20)},
  verdict ${line('verdict', 20)},
  rules text not null,
  missed_rules text not null,
  facts text not null,
  rule_book text not null,
  message text not null,
  request text not null
) strict;

create table replay_key (
  key ${line('key', 500)} primary key,
  ref text not null references mail (ref),
  proof_rank integer not null
) strict;

create table failed_mail (
  seq integer primary key,
  ref ${reference('ref')} unique,
  received_at ${instant('received_at')},
  sha256 text not null references raw_mail (sha256),
  received text not null,
  error text not null,
  state ${oneOf('state', 'open', 'reprocessed')},
  reprocessed_at ${optional(instant('reprocessed_at'))}
) strict;

create table roster (
  tld ${tld('tld')} primary key,
  revision integer not null check (revision >= 0),
  frozen_until ${optional(instant('frozen_until'))}
) strict;

create table contact (
  tld text not null references roster (tld),
  rank integer not null check (rank in (1, 2, 3)),
  name ${line('name', 500)},
  email ${address('email')},
  email_key ${address('email_key')},
  secondary_email ${optional(address('secondary_email'))},
  secondary_email_key ${optional(address('secondary_email_key'))},
  phone text not null check (length(phone) between 8 and 16 and phone glob '+*' and substr(phone, 2) not glob '*[^0-9]*'),
  since ${instant('since')},
  confirmed_at ${instant('confirmed_at')},
  primary key (tld, rank)
) strict;
create index contact_email on contact (email_key);
create index contact_secondary_email on contact (secondary_email_key);

create table roster_history (
  tld text not null references roster (tld),
  revision integer not null,
  ref ${reference('ref')},
  at ${instant('at')},
  imported ${flag('imported')},
  before text not null,
  after text not null,
  primary key (tld, revision)
) strict;
create index roster_history_at on roster_history (at);

create table address_proof (
  address_key ${address('address_key')} primary key,
  proved_at ${instant('proved_at')}
) strict;

create table held_case (
  ref text primary key not null references mail (ref),
  kind ${oneOf('kind', 'hold', 'confirm')},
  state ${oneOf('state', 'open', 'approved', 'refused', 'discarded', 'expired')},
  version integer not null check (version >= 1),
  from_address ${address('from_address')},
  tlds text not null,
  commands text not null,
  rules text not null,
  received_at ${instant('received_at')},
  closed_at ${optional(instant('closed_at'))},
  change_digest ${digest('change_digest')},
  confirmers text not null,
  reminded_at ${optional(instant('reminded_at'))},
  asked_admin ${flag('asked_admin')},
  unproved ${flag('unproved')}
) strict;
create index held_case_open on held_case (received_at, ref) where state = 'open';

create table token (
  hash ${digest('hash')} primary key,
  purpose ${oneOf('purpose', 'confirmation', 'welcome', 'dispute')},
  ref ${reference('ref')},
  recipient ${address('recipient')},
  created_at ${instant('created_at')},
  expires_at ${instant('expires_at')},
  change text,
  used_at ${optional(instant('used_at'))}
) strict;

create table bad_token (
  seq integer primary key,
  from_key ${address('from_key')},
  at ${instant('at')}
) strict;
create index bad_token_from on bad_token (from_key, at);

create table deferral (
  key ${digest('key')} primary key,
  first_at ${instant('first_at')}
) strict;
create index deferral_first_at on deferral (first_at);

create table iana_record (
  tld ${tld('tld')} primary key,
  status ${oneOf('status', 'active', 'retired')},
  manager text not null check (length(manager) <= 1000 and manager not glob ${CONTROLS}),
  admin_name text check (length(admin_name) <= 1000 and admin_name not glob ${CONTROLS}),
  admin_email ${address('admin_email')},
  as_of ${instant('as_of')},
  changed_at ${optional(instant('changed_at'))},
  source ${oneOf('source', 'whois', 'rdap', 'file', 'manual')},
  reason text
) strict;

create table iana_version (
  tld text not null references iana_record (tld),
  version integer not null,
  observed_at ${instant('observed_at')},
  digest ${digest('digest')},
  record text not null,
  primary key (tld, version)
) strict;

create table outbox (
  seq integer primary key,
  id text not null unique check (id not glob '*[^a-z0-9-]*'),
  ref ${reference('ref')},
  position integer not null check (position >= 1),
  kind ${line('kind', 40)},
  to_key ${address('to_key')},
  unproved ${flag('unproved')},
  created_at ${instant('created_at')},
  mail text not null,
  state ${oneOf('state', 'waiting', 'sent', 'given-up')},
  attempts integer not null check (attempts >= 0),
  next_attempt_at ${instant('next_attempt_at')},
  leased_until ${optional(instant('leased_until'))},
  ended_at ${optional(instant('ended_at'))},
  last_reason text,
  unique (ref, position)
) strict;
create index outbox_waiting on outbox (seq, next_attempt_at, leased_until) where state = 'waiting';
create index outbox_created on outbox (created_at, kind, unproved, to_key);

create table audit (
  seq integer primary key,
  at ${instant('at')},
  ref ${optional(reference('ref'))},
  kind ${line('kind', 40)},
  tld ${optional(tld('tld'))},
  actor ${line('actor', 500)},
  details text not null check (details not glob ${CONTROLS}),
  previous_hash ${digest('previous_hash')},
  hash ${digest('hash')} unique
) strict;
create index audit_ref on audit (ref, seq);
create index audit_tld on audit (tld, seq);

create trigger audit_keeps_what_was before update on audit
begin select raise(abort, 'audit is append-only'); end;
create trigger audit_forgets_nothing before delete on audit
begin select raise(abort, 'audit is append-only'); end;

-- Where the chain ends, so that entries missing from its end are noticed, too.
create table audit_head (
  id integer primary key check (id = 1),
  seq integer not null,
  hash ${digest('hash')}
) strict;
`,
};
