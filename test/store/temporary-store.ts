import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import type { Store } from '../../src/store/port.ts';
import { connect } from '../../src/store/sqlite/connection.ts';
import { migrate, MIGRATIONS } from '../../src/store/sqlite/migrate.ts';
import { openStore } from '../../src/store/sqlite/open.ts';
import { storeSettings } from './store-settings.ts';

/** A path in a folder that does not exist yet and is gone after the test. */
export function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tldops-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'data', 'tldops.sqlite');
}

/** Opened for one test, closed after it. */
export function storeAt(file: string): Store {
  const store = openStore(storeSettings(file));
  onTestFinished(() => store.close());
  return store;
}

/** The same file without the store in between, as somebody with a shell has it. */
export function rawConnection(file: string, options: Database.Options = {}): Database.Database {
  const connection = new Database(file, options);
  onTestFinished(() => {
    connection.close();
  });
  return connection;
}

/** Kept as a whole; a later version is the one before it, brought forward by its own migrations, and what was written then. */
const KEPT_WHOLE = [1, 6] as const;

/** Makes that file a database as the program of that schema version left it. */
export function writeVersion(version: number, file: string): void {
  const whole = KEPT_WHOLE.findLast((kept) => kept <= version) ?? 1;
  connect(file).close();
  const database = new Database(file);
  try {
    database.exec(fixture(`version-${whole}.sql`));
    if (version === whole) return;
    database.pragma('foreign_keys = on');
    migrate(database, MIGRATIONS.slice(0, version));
    database.exec(fixture(`version-${version}-rows.sql`));
  } finally {
    database.close();
  }
}

function fixture(name: string): string {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
}

/** Everything that a database holds, table by table. */
export function rowsOf(file: string): ReadonlyMap<string, readonly Row[]> {
  const database = new Database(file, { readonly: true });
  try {
    const tables = database
      .prepare<[], string>(
        `select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name`,
      )
      .pluck()
      .all();
    return new Map(tables.map((table) => [table, database.prepare<[], Row>(`select * from "${table}"`).all()]));
  } finally {
    database.close();
  }
}

export type Row = { readonly [column: string]: unknown };

export function fileOfVersion(version: number): string {
  const file = temporaryFile();
  writeVersion(version, file);
  return file;
}
