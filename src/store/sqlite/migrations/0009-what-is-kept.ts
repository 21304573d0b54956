import type { Migration } from './migration.ts';

const instant = (column: string) => `text check (length(${column}) = 24 and ${column} glob '????-??-??T??:??:??.???Z')`;

/** Old mail goes, and what is known of a person can be erased, while the chain of the history stays whole. */
export const whatIsKept: Migration = {
  version: 9,
  sql: `
-- When the last mail with these octets came.
alter table raw_mail add column last_kept_at ${instant('last_kept_at')};

-- Octets and text are gone; what was decided stays.
alter table mail add column removed_at ${instant('removed_at')};
alter table failed_mail add column removed_at ${instant('removed_at')};
alter table outbox add column removed_at ${instant('removed_at')};
create index mail_kept on mail (at) where removed_at is null;
create index outbox_kept on outbox (ended_at) where ended_at is not null and removed_at is null;
create index outbox_content_kept on outbox (content) where content is not null and removed_at is null;

-- Sealed with the entry, and erased with what it says: without it nobody can try out who it was about.
alter table audit add column salt text check (length(salt) = 32 and salt not glob '*[^0-9a-f]*');
-- The entry that tells of the erasure and vouches for what is left of this one.
alter table audit add column erased_by integer references audit (seq);

drop trigger audit_keeps_what_was;
create trigger audit_keeps_what_was before update on audit
when not (
  new.seq = old.seq and new.at = old.at and new.ref is old.ref and new.kind = old.kind and new.tld is old.tld
  and new.previous_hash = old.previous_hash and new.hash = old.hash
  and old.kind <> 'data-erased' and old.erased_by is null
  and new.actor = 'erased' and new.details = '{}' and new.salt is null
  and new.erased_by > old.seq and exists (select 1 from audit where seq = new.erased_by and kind = 'data-erased')
)
begin select raise(abort, 'audit is append-only'); end;
`,
};
