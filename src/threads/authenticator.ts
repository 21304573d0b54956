import type { Authenticator, AuthOutcome, AuthSettings } from '../auth/authenticator.ts';
import type { Instant } from '../core/instant.ts';
import type { RawStructure, ReceivedMessage } from '../core/message.ts';
import { openThread } from './thread.ts';

export type AuthDialogue = {
  readonly start: AuthSettings;
  readonly question: { readonly message: ReceivedMessage; readonly structure: RawStructure; readonly now: Instant };
  readonly answer: AuthOutcome;
};

/**
 * An authenticator in a thread of its own. It rejects where a mail ends the thread twice, so that the mail is kept for a
 * person as after any other bug; others that were under way are looked at again.
 */
export function openAuthenticator(settings: AuthSettings): Authenticator & { close(): Promise<void> } {
  const thread = openThread<AuthDialogue>('proof', new URL('./authenticator-worker.ts', import.meta.url), settings);
  function ask(
    message: ReceivedMessage,
    structure: RawStructure,
    now: Instant,
    calledOff?: AbortSignal,
  ): Promise<AuthOutcome> {
    // A copy that can be given away: the mail may lie in a larger buffer, which would be copied as a whole.
    const raw = new Uint8Array(message.raw);
    return thread.ask({ message: { ...message, raw }, structure, now }, [raw.buffer], calledOff);
  }
  return {
    authenticate: (...given) => ask(...given).catch(() => ask(...given)),
    close: () => thread.close(),
  };
}
