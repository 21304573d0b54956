import { StoreError } from '../store-error.ts';
import type { Connection } from './connection.ts';
import { firstSchema } from './migrations/0001-first-schema.ts';
import { ianaLooks } from './migrations/0002-iana-looks.ts';
import { desk } from './migrations/0003-desk.ts';
import { lettersToMany } from './migrations/0004-letters-to-many.ts';
import { deliveryHealth } from './migrations/0005-delivery-health.ts';
import { reviewByMail } from './migrations/0006-review-by-mail.ts';
import { echoes } from './migrations/0007-echoes.ts';
import { answersToInvitations } from './migrations/0008-answers-to-invitations.ts';
import { whatIsKept } from './migrations/0009-what-is-kept.ts';
import { addressCases } from './migrations/0010-address-cases.ts';
import { leases } from './migrations/0011-leases.ts';
import { removedMails } from './migrations/0012-removed-mails.ts';
import { chainWithoutIndex } from './migrations/0013-chain-without-index.ts';
import { disputableChanges } from './migrations/0014-disputable-changes.ts';
import type { Migration } from './migrations/migration.ts';
import { overwriting } from './overwriting.ts';

export const MIGRATIONS: readonly Migration[] = [
  firstSchema,
  ianaLooks,
  desk,
  lettersToMany,
  deliveryHealth,
  reviewByMail,
  echoes,
  answersToInvitations,
  whatIsKept,
  addressCases,
  leases,
  removedMails,
  chainWithoutIndex,
  disputableChanges,
];

export const SCHEMA_VERSION = MIGRATIONS.length;

/** Brings the schema up to this program's version, in one transaction; refuses a database of a newer program. */
export function migrate(connection: Connection, migrations: readonly Migration[] = MIGRATIONS): void {
  // Else a table that is written anew would be looked through once for each row of the old one (sqlite.org/lang_altertable.html).
  connection.pragma('foreign_keys = off');
  try {
    // What a table held that is written anew shall not stay in pages that are free.
    overwriting(connection, () => connection.transaction(() => step(connection, migrations)).immediate());
  } finally {
    connection.pragma('foreign_keys = on');
  }
}

function step(connection: Connection, migrations: readonly Migration[]): void {
  // Read inside the transaction: another process may be at it as well.
  const found = Number(connection.pragma('user_version', { simple: true }));
  if (found > migrations.length) {
    throw new StoreError(
      'newer',
      `store: the database is of a newer tldops (schema version ${found}; this one knows ${migrations.length})`,
    );
  }
  if (found === migrations.length) return;
  for (const { version, sql } of migrations.slice(found)) {
    connection.exec(sql);
    connection.pragma(`user_version = ${version}`);
  }
  const [broken] = connection.prepare<[], { readonly table: string }>('pragma foreign_key_check').all();
  if (broken !== undefined)
    throw new StoreError('corrupt', `store: a row of ${broken.table} refers to one that is not there`);
}
