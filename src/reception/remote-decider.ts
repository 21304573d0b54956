import type { Decider } from '../intake/receive.ts';
import type { Asking } from '../threads/asking.ts';
import { asError } from './as-error.ts';
import { awaitedMail } from './awaited-mail.ts';
import type { Counts } from './counts.ts';
import type { DecisionDialogue } from './protocol.ts';

/** Has one mail decided in the thread that has the database, and gives the mail away for it. That thread counts it off. */
export function remoteDecider(dialogue: Asking<DecisionDialogue>, counts: Counts): Decider {
  const awaited = awaitedMail(counts);
  return {
    async decide(received, found) {
      awaited.isDecided();
      const told = found.what === 'error' ? { ...found, error: asError(found.error) } : found;
      const { buffer } = received.raw;
      const moved = buffer instanceof ArrayBuffer ? [buffer] : [];
      const answer = await dialogue.ask({ received, about: 'found', found: told }, moved);
      if (answer === null) throw new TypeError('a decision without an answer');
      return answer;
    },
    async takeBack(received, returned) {
      const answer = await dialogue.ask({ received, about: 'returned', returned });
      if (answer !== null) awaited.hasItsAnswer();
      return answer;
    },
  };
}
