import type { Bounce, ReturnedMail } from '../core/address-health.ts';
import type { DeliveryReport } from '../core/delivery-report.ts';
import type { Instant } from '../core/instant.ts';
import type { ReceivedMessage, Reference } from '../core/message.ts';
import { type SmtpAnswer, smtpAnswer } from '../core/smtp-answer.ts';
import { inspectRaw } from '../parse/raw-gate.ts';
import { bounceFrom, planReturned } from '../plan/address-health.ts';
import type { House } from '../plan/house.ts';
import type { ReadOutcome } from '../reading/mail-reader.ts';
import type { Store } from '../store/port.ts';
import type { Examiners } from './examine.ts';

type ReturnDesk = {
  readonly house: House;
  readonly examiners: Pick<Examiners, 'reader'>;
  readonly store: Pick<Store, 'returnedMail' | 'world' | 'commit'>;
  readonly clock: () => Instant;
};

export type TakenBack = { readonly ref: Reference; readonly answer: SmtpAnswer; readonly bounce: Bounce };

/** Each is another bounce of the same address that came first. */
const MOST_TRIES = 5;

/**
 * Counts a bounce of a mail of ours. It comes from anywhere, without a sender and unproved: what proves it is the secret of
 * that mail's envelope sender, which only the servers on its way have seen. Null: it is none, whatever it says of itself;
 * then it is judged as every mail is, and what a machine wrote is put away.
 */
export async function takeReturned(desk: ReturnDesk, received: ReceivedMessage): Promise<TakenBack | null> {
  const { house, examiners, store, clock } = desk;
  const secret = returnSecretOf(received);
  const mail = secret === null ? null : await store.returnedMail(house.digest(secret));
  if (mail === null || !inspectRaw(received.raw).ok) return null;
  const report = reportIn(await examiners.reader.read(received.raw), received);
  if (report === null) return null;
  const bounce = bounceFrom(report);
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const known = tries === 0 ? mail : await again(desk, received);
    const world = await store.world({ from: null, tokenHashes: [], deferralKey: null }, clock());
    const plan = known === null ? null : planReturned(house, world, known, bounce);
    if (plan === null) return null;
    const { outcome } = await store.commit(plan);
    if (outcome === 'committed') return { ref: mail.ref, answer: smtpAnswer(250, '2.0.0', 'discarded'), bounce };
  }
  const answer = smtpAnswer(451, '4.3.0', 'Others write about the same address at this moment. Please try again');
  return { ref: mail.ref, answer, bounce };
}

async function again({ house, store }: ReturnDesk, received: ReceivedMessage): Promise<ReturnedMail | null> {
  const secret = returnSecretOf(received);
  return secret === null ? null : store.returnedMail(house.digest(secret));
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
