import type { MessagePort } from 'node:worker_threads';
import type { AuthSettings } from '../auth/authenticator.ts';
import type { CcTldTable } from '../core/cctld.ts';
import type { ReceivedMessage } from '../core/message.ts';
import type { SmtpAnswer } from '../core/smtp-answer.ts';
import type { Found } from '../intake/receive.ts';
import type { Return } from '../intake/returned-mail.ts';
import type { ListenerEvent, ListenerSettings } from '../smtp/listener-settings.ts';
import type { ToldError } from './told-error.ts';

export type ReceptionSettings = {
  readonly listener: ListenerSettings;
  readonly auth: AuthSettings;
  readonly table: CcTldTable;
};

/** What the thread is told first. It listens then. */
export type ReceptionStart = ReceptionSettings & {
  readonly clock: SharedArrayBuffer;
  readonly counts: SharedArrayBuffer;
  /** Where it asks for decisions. */
  readonly decider: MessagePort;
};

/** The last that it is told. */
export const STOP = 'stop';

export type FromReception =
  | { readonly what: 'listening'; readonly host: string; readonly port: number }
  | { readonly what: 'cannot-listen'; readonly error: ToldError }
  | { readonly what: 'event'; readonly event: Told<ListenerEvent> }
  | { readonly what: 'stopped' };

/** With its error as it can be told. */
export type Told<T> = T extends { readonly error: unknown } ? Omit<T, 'error'> & { readonly error: ToldError } : T;

export type DecisionDialogue = {
  readonly start: never;
  readonly question: { readonly received: ReceivedMessage } & (
    | { readonly about: 'found'; readonly found: Told<Found> }
    | { readonly about: 'returned'; readonly returned: Return }
  );
  /** Null: no mail of ours was returned. */
  readonly answer: SmtpAnswer | null;
};
