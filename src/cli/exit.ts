/** 0 done · 1 the operation failed or found a fault · 2 wrong usage · 3 invalid configuration. */
export type ExitStatus = 0 | 1 | 2 | 3;

/** One of the things that are wrong, with what is known of its place; null or left out where nothing is. */
export type Fault = {
  /** What is wrong, and the mend where there is an obvious one. */
  readonly message: string;
  readonly file?: string | null;
  /** Counted from 1. */
  readonly line?: number | null;
  /** `smtp.max_bytes`, `[0].contacts[1].phone`. */
  readonly path?: string | null;
  /** The ccTLD that it is about, as written. */
  readonly tld?: string | null;
};

/** Ends a command with a status and lines for stderr that name the fault and the mend. */
export class CommandFailure extends Error {
  readonly status: ExitStatus;
  /** The same as the message tells, one by one for programs; empty where it tells of one thing only. */
  readonly faults: readonly Fault[];

  constructor(
    status: ExitStatus,
    message: string,
    { faults = [], ...options }: { readonly cause?: unknown; readonly faults?: readonly Fault[] } = {},
  ) {
    super(message, options);
    this.name = 'CommandFailure';
    this.status = status;
    this.faults = faults;
  }
}
