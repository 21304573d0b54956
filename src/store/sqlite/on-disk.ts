import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** A file's content, or the names in a folder. */
export function syncToDisk(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Makes a folder (0700) and those above it, where they are missing. SQLite syncs the names in the folder of its database, but
 * nobody the folder's own name: after a power failure all of it could be gone.
 */
export function makeFolder(path: string): void {
  const highest = mkdirSync(path, { recursive: true, mode: 0o700 });
  if (highest === undefined) return;
  for (let made = resolve(path); ; made = dirname(made)) {
    syncToDisk(dirname(made));
    if (made === resolve(highest) || made === dirname(made)) return;
  }
}
