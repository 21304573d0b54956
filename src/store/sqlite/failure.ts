import { StoreError, type StoreErrorCode } from '../store-error.ts';

// https://www.sqlite.org/rescode.html and errno(3); extended codes come before the primary one that they begin with.
const CODES: readonly (readonly [prefix: string, code: StoreErrorCode])[] = [
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_LOCKED', 'busy'],
  ['SQLITE_FULL', 'full'],
  ['SQLITE_READONLY', 'full'],
  ['SQLITE_CANTOPEN', 'full'],
  ['SQLITE_PERM', 'full'],
  ['SQLITE_IOERR_READ', 'corrupt'],
  ['SQLITE_IOERR_SHORT_READ', 'corrupt'],
  ['SQLITE_IOERR_CORRUPTFS', 'corrupt'],
  ['SQLITE_IOERR_DATA', 'corrupt'],
  ['SQLITE_IOERR', 'full'],
  ['SQLITE_CORRUPT', 'corrupt'],
  ['SQLITE_NOTADB', 'corrupt'],
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
  ['EROFS', 'full'],
  ['EACCES', 'full'],
  ['EPERM', 'full'],
  ['ENOENT', 'full'],
  ['ENOTDIR', 'full'],
  ['EEXIST', 'full'],
];

/** Whatever was thrown under the store, as the one error class that leaves it. */
export function storeErrorOf(cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause;
  return new StoreError(codeOf(cause), `store: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
}

function codeOf(cause: unknown): StoreErrorCode {
  const reported = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return CODES.find(([prefix]) => reported.startsWith(prefix))?.[1] ?? 'bug';
}
