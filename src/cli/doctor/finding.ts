import type { TxtRecord } from './txt-record.ts';

/** `fault`: something does not work, or will not; `warning`: it works, but not as well as it could. */
export type State = 'ok' | 'warning' | 'fault';

/** What one check saw, in words for the operator. */
export type Finding = {
  /** A name that stays, such as `dkim-key`. */
  readonly check: string;
  readonly state: State;
  readonly found: string;
  /** What to do; null where there is nothing to do. */
  readonly mend: string | null;
  /** What is to be published to mend it. */
  readonly publish?: TxtRecord;
};

export function ok(check: string, found: string): Finding {
  return { check, state: 'ok', found, mend: null };
}

export function warning(check: string, found: string, mend: string): Finding {
  return { check, state: 'warning', found, mend };
}

export function fault(check: string, found: string, mend: string): Finding {
  return { check, state: 'fault', found, mend };
}
