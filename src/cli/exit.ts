/** 0 done · 1 the operation failed or found a fault · 2 wrong usage · 3 invalid configuration. */
export type ExitStatus = 0 | 1 | 2 | 3;

/** Ends a command with a status and lines for stderr that name the fault and the mend. */
export class CommandFailure extends Error {
  readonly status: ExitStatus;

  constructor(status: ExitStatus, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = 'CommandFailure';
    this.status = status;
  }
}
