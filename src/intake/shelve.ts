import type { ReceivedMessage } from '../core/message.ts';
import { type SmtpAnswer, smtpAnswer } from '../core/smtp-answer.ts';
import { outgoingMail } from '../plan/outgoing.ts';
import { failureLetter } from '../replies/secretariat-letters.ts';
import type { Intake } from './intake.ts';

/** A bug must not cost a mail: it is kept whole, a person is told, and it can be reprocessed after the fix. */
export async function shelve(intake: Intake, received: ReceivedMessage, error: unknown): Promise<SmtpAnswer> {
  try {
    const ref = await intake.store.nextReference(received.receivedAt);
    const { table } = intake.house.book;
    const notices = intake.secretariat.map((to) => {
      const letter = failureLetter(intake.house.texts, {
        ref,
        table,
        mailbox: intake.house.mailbox,
        rules: [],
        to,
        receivedAt: received.receivedAt,
      });
      return outgoingMail(letter, { kind: 'secretariat', ref, to, result: 'notice', rules: [], about: null });
    });
    await intake.store.shelve({ ref, receivedAt: received.receivedAt, received, error: describe(error) }, notices);
    intake.report({ event: 'mail-failed', ref, error });
    return smtpAnswer(250, '2.0.0', `${ref} held`);
  } catch (second) {
    intake.report({ event: 'store-trouble', error: second });
    return smtpAnswer(451, '4.3.0', 'Something went wrong on our side; nothing was done. Please try again later');
  }
}

function describe(error: unknown): string {
  return error instanceof Error
    ? `${error.name}: ${error.message}\n${error.stack ?? ''}`.slice(0, 4000)
    : String(error).slice(0, 4000);
}
