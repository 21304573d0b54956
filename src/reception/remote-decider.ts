import type { Decider } from '../intake/receive.ts';
import type { Asking } from '../threads/asking.ts';
import { awaitedMail } from './awaited-mail.ts';
import type { Counts } from './counts.ts';
import type { DecisionDialogue } from './protocol.ts';
import { toldError } from './told-error.ts';

/** Has one mail decided in the thread that has the database, which counts it off. A mail that was examined is given away for it. */
export function remoteDecider(dialogue: Asking<DecisionDialogue>, counts: Counts): Decider {
  const awaited = awaitedMail(counts);
  return {
    async decide(received, found) {
      awaited.isDecided();
      const { buffer } = received.raw;
      // Where there is an examination nobody reads the mail any more; after a bug somebody may still do so.
      const moved = found.what === 'examination' && buffer instanceof ArrayBuffer ? [buffer] : [];
      const told = found.what === 'error' ? { ...found, error: toldError(found.error) } : found;
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
