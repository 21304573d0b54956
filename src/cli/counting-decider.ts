import { elapsed, type Instant } from '../core/instant.ts';
import type { ReceivedMessage } from '../core/message.ts';
import type { SmtpAnswer } from '../core/smtp-answer.ts';
import type { Decider } from '../intake/receive.ts';
import type { Metrics } from '../ops/metrics.ts';

/** Counts the answers, and how long their clients have waited for them. */
export function countingDecider({ decide, takeBack }: Decider, metrics: Metrics, clock: () => Instant): Decider {
  function count(answer: SmtpAnswer, { receivedAt }: ReceivedMessage): void {
    metrics.mailDecided(outcomeOf(answer), elapsed(receivedAt, clock()));
    metrics.smtpAnswered(answer.code);
  }
  return {
    async decide(received, found) {
      const answer = await decide(received, found);
      count(answer, received);
      return answer;
    },
    async takeBack(received, returned) {
      const answer = await takeBack(received, returned);
      if (answer !== null) count(answer, received);
      return answer;
    },
  };
}

/** What became of a mail, in one word of a closed list: of the receipt, or of the refusal. */
function outcomeOf({ code, text }: SmtpAnswer): string {
  if (code === 250) return text.split(' ').at(-1) ?? '';
  return code < 500 ? 'deferred' : 'refused';
}
