import type { Migration } from './migration.ts';

/** Which mails answered what may be a machine. */
export const echoes: Migration = {
  version: 7,
  sql: `
alter table outbox add column echo integer not null default 0 check (echo in (0, 1));
drop index outbox_created;
create index outbox_created on outbox (created_at, kind, unproved, echo, to_key);
`,
};
