import type { Migration } from './migration.ts';

const digest = (column: string) => `text not null check (length(${column}) = 64 and ${column} not glob '*[^0-9a-f]*')`;
const CONTROLS = `'*[' || char(1) || '-' || char(31) || char(127) || '-' || char(159) || ']*'`;
const line = (column: string, most: number) =>
  `text not null check (length(${column}) between 1 and ${most} and ${column} not glob ${CONTROLS})`;

/**
 * The index of the seals goes: nobody ever looked for one, and that two are not the same is what `audit verify` shows. Seals
 * have no order, so each entry changed another page of it, which was a tenth of all that was written for a mail.
 */
export const chainWithoutIndex: Migration = {
  version: 13,
  sql: `
create table audit_new (
  seq integer primary key,
  at text not null check (length(at) = 24 and at glob '????-??-??T??:??:??.???Z'),
  ref text check (ref glob '????-??????*' and ref not glob '*[^0-9-]*'),
  kind ${line('kind', 40)},
  tld text check (length(tld) between 2 and 63 and tld not glob '*[^a-z0-9-]*'),
  actor ${line('actor', 500)},
  details text not null check (details not glob ${CONTROLS}),
  previous_hash ${digest('previous_hash')},
  hash ${digest('hash')},
  -- Sealed with the entry, and erased with what it says: without it nobody can try out who it was about.
  salt text check (length(salt) = 32 and salt not glob '*[^0-9a-f]*'),
  -- The entry that tells of the erasure and vouches for what is left of this one.
  erased_by integer references audit_new (seq)
) strict;
insert into audit_new
  select seq, at, ref, kind, tld, actor, details, previous_hash, hash, salt, erased_by from audit order by seq;
drop table audit;
alter table audit_new rename to audit;

create index audit_ref on audit (ref, seq);
create index audit_tld on audit (tld, seq);
create index audit_assigned on audit (ref, seq) where kind = 'case-assigned';
create index audit_mails on audit (seq)
  where kind in ('mail-accepted', 'mail-refused', 'mail-discarded', 'mail-duplicate', 'mail-failed');

create trigger audit_keeps_what_was before update on audit
when not (
  new.seq = old.seq and new.at = old.at and new.ref is old.ref and new.kind = old.kind and new.tld is old.tld
  and new.previous_hash = old.previous_hash and new.hash = old.hash
  and old.kind <> 'data-erased' and old.erased_by is null
  and new.actor = 'erased' and new.details = '{}' and new.salt is null
  and new.erased_by > old.seq and exists (select 1 from audit where seq = new.erased_by and kind = 'data-erased')
)
begin select raise(abort, 'audit is append-only'); end;
create trigger audit_forgets_nothing before delete on audit
begin select raise(abort, 'audit is append-only'); end;
`,
};
