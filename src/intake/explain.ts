import type { ReceivedMessage } from '../core/message.ts';
import { type MailOutcome, planMail } from '../plan/plan-mail.ts';
import { type Examination, examine } from './examine.ts';
import type { Intake } from './intake.ts';
import { worldQuery } from './decider.ts';

export type Explanation =
  | {
      readonly ok: true;
      readonly examination: Extract<Examination, { readonly ok: true }>;
      readonly outcome: MailOutcome;
    }
  | { readonly ok: false; readonly examination: Extract<Examination, { readonly ok: false }> };

/** What would happen to this mail now. Changes nothing; its tokens stay unused. */
export async function explain(intake: Intake, received: ReceivedMessage): Promise<Explanation> {
  const examination = await examine(intake.examiners, received);
  if (!examination.ok) return { ok: false, examination };
  const world = await intake.store.world(worldQuery(intake.house, examination), intake.clock());
  const ref = await intake.store.nextReference(received.receivedAt);
  const { message, request, identityAgreed } = examination;
  const outcome = planMail(
    intake.house,
    { ref, raw: received.raw, sha256: received.sha256, message, request, identityAgreed },
    world,
  );
  return { ok: true, examination, outcome };
}
