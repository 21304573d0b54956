import { elapsed, type Instant } from '../core/instant.ts';
import type { ReceivedMessage } from '../core/message.ts';
import { type SmtpAnswer, smtpAnswer } from '../core/smtp-answer.ts';
import { NO_MAIL } from '../core/world.ts';
import type { House } from '../plan/house.ts';
import type { Store } from '../store/port.ts';
import type { Examination } from './examine.ts';

/**
 * A mail that took too long to read, or took its reader with it: that may be the mail, and it may be a host that has too much
 * to do. So it may come again for as long as one whose DNS is silent. Null: it is refused.
 */
export async function readLater(
  { house, store, clock }: { readonly house: House; readonly store: Store; readonly clock: () => Instant },
  { sha256, receivedAt }: ReceivedMessage,
  { why }: Extract<Examination, { readonly ok: false }>,
): Promise<SmtpAnswer | null> {
  if (why !== 'timed-out' && why !== 'crashed') return null;
  const deferralKey = house.digest(`unread: ${sha256}`);
  const { deferredSince } = await store.world({ ...NO_MAIL, deferralKey }, clock());
  if (deferredSince !== null && elapsed(deferredSince, receivedAt) >= house.book.limits.deferralsFor) return null;
  await store.defer(deferralKey, receivedAt);
  return smtpAnswer(451, '4.3.0', 'This mail could not be read in time. Please try again later');
}
