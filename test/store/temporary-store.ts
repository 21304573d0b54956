import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import type { Store } from '../../src/store/port.ts';
import { connect } from '../../src/store/sqlite/connection.ts';
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

/** Makes that file a database as the program of that schema version left it. */
export function writeVersion(version: number, file: string): void {
  connect(file).close();
  const database = new Database(file);
  try {
    database.exec(readFileSync(new URL(`fixtures/version-${version}.sql`, import.meta.url), 'utf8'));
  } finally {
    database.close();
  }
}

export function fileOfVersion(version: number): string {
  const file = temporaryFile();
  writeVersion(version, file);
  return file;
}
