import type { DatabaseExamination } from '../store/sqlite/examine-database.ts';
import { SCHEMA_VERSION } from '../store/sqlite/migrate.ts';
import type { StoreError } from '../store/store-error.ts';

const RESTORE = 'Stop the server, keep the files of data_dir, and restore the last good backup: tldops restore FILE';
const OTHER_VERSION = 'Run the version that wrote it, or restore a backup that this one made: tldops restore FILE';

/** What to do about a database file that has faults. */
export function databaseMend({ schemaVersion }: Pick<DatabaseExamination, 'schemaVersion'>): string {
  return schemaVersion > SCHEMA_VERSION ? OTHER_VERSION : RESTORE;
}

/** What keeps the database from being used, without the store's own prefix. */
export function storeFailureReason({ message }: StoreError): string {
  return message.replace(/^store: /u, '');
}

/** The same for a person whose command could not be done, with what to do. */
export function storeFailureText(error: StoreError): string {
  const reason = storeFailureReason(error);
  switch (error.code) {
    case 'busy':
      return `Another process kept the database locked (${reason}). Nothing was changed; try again.`;
    case 'full':
      return `The database cannot be written: ${reason}. Nothing was changed. Make room, or give this user the right to write: tldops doctor`;
    case 'corrupt':
      return `The database cannot be read: ${reason}. ${RESTORE}`;
    case 'newer':
      return `${reason}. ${OTHER_VERSION}`;
    case 'closed':
    case 'bug':
      return `tldops met a bug: ${error.stack ?? reason}`;
  }
}
