import type { Bounce } from '../core/address-health.ts';
import type { DeliveryReport } from '../core/delivery-report.ts';
import type { Instant } from '../core/instant.ts';
import type { ReceivedMessage, Reference } from '../core/message.ts';
import { type SmtpAnswer, smtpAnswer } from '../core/smtp-answer.ts';
import { NO_MAIL } from '../core/world.ts';
import { inspectRaw } from '../parse/raw-gate.ts';
import type { House } from '../plan/house.ts';
import { bounceFrom, planReturned } from '../plan/returned-mail.ts';
import type { MailReader, ReadOutcome } from '../reading/mail-reader.ts';
import type { Store } from '../store/port.ts';

type ReturnDesk = {
  readonly house: House;
  readonly store: Pick<Store, 'returnedMail' | 'world' | 'commit'>;
  readonly clock: () => Instant;
};

export type TakenBack = {
  readonly ref: Reference;
  readonly answer: SmtpAnswer;
  /** Null: the mail had come back before, or was written too long ago. */
  readonly bounce: Bounce | null;
};

/** Each is another bounce of the same address that came first. */
const MOST_TRIES = 5;

/** What says that a mail of ours could not be delivered. */
export type Return = {
  /** Of the envelope sender of the mail that came back. */
  readonly secret: string;
  readonly report: DeliveryReport;
};

/** Null: it comes back from nowhere, whatever it says of itself. */
export async function readReturn(reader: Pick<MailReader, 'read'>, received: ReceivedMessage): Promise<Return | null> {
  const secret = returnSecretOf(received);
  if (secret === null || !inspectRaw(received.raw).ok) return null;
  const report = reportIn(await reader.read(received.raw), received);
  return report === null ? null : { secret, report };
}

/**
 * Counts a bounce of a mail of ours. It comes from anywhere, without a sender and unproved: what proves it is the secret of
 * that mail's envelope sender, which only the servers on its way have seen. Null: we wrote no such mail; then it is judged
 * as every mail is, and what a machine wrote is put away.
 */
export async function takeReturned(
  { house, store, clock }: ReturnDesk,
  { secret, report }: Return,
): Promise<TakenBack | null> {
  const bounce = bounceFrom(report);
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const mail = await store.returnedMail(secret);
    if (mail === null) return null;
    const world = await store.world(NO_MAIL, clock());
    const taken = { ref: mail.ref, answer: smtpAnswer(250, '2.0.0', 'discarded') };
    const plan = planReturned(house, world, mail, bounce);
    if (plan === null) return { ...taken, bounce: null };
    const { outcome } = await store.commit(plan);
    if (outcome === 'committed') return { ...taken, bounce };
  }
  return null;
}

/** A bounce goes to the envelope sender of one mail, and nowhere else. */
function returnSecretOf({ recipients }: ReceivedMessage): string | null {
  const [only, ...others] = recipients;
  return others.length > 0 ? null : (/^bounce-([0-9a-f]{32})$/u.exec(only?.detail ?? '')?.[1] ?? null);
}

/** Vacation replies come to the same address (RFC 3834 §4); they are no reports. */
function reportIn(read: ReadOutcome, { mailFrom }: ReceivedMessage): DeliveryReport | null {
  if (!read.ok || read.report === null) return null;
  if (read.report.form === 'standard') return read.report;
  const byMailServer = read.headerFrom.some((from) => /^(?:mailer-daemon|postmaster)(?:@|$)/iu.test(from));
  return mailFrom === '' && byMailServer ? read.report : null;
}
