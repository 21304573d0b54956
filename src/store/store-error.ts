/**
 * `busy`: another process kept the database locked for longer than we wait. `full`: the disk takes nothing more (no
 * space, quota or permission, read-only, failing writes). `corrupt`: what is on disk cannot be read back. `newer`: a
 * newer program wrote it. `closed`: asked after `close`. `bug`: a caller handed over what may not be stored, or the store itself is wrong. After each of
 * them nothing of what was asked has happened.
 */
export type StoreErrorCode = 'busy' | 'full' | 'corrupt' | 'newer' | 'closed' | 'bug';

/** The store could not do its work. Its message is for the operator. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = 'StoreError';
    this.code = code;
  }
}
