import type { Migration } from './migration.ts';

/**
 * With `mail_kept` it holds the time of every mail: how many came is counted without looking at the mails themselves. A mail
 * comes into it when its text goes, so it costs nothing while mail is taken.
 */
export const removedMails: Migration = {
  version: 12,
  sql: `
create index mail_removed on mail (at) where removed_at is not null;
`,
};
