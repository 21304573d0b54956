import type { Instant } from '../core/instant.ts';
import type { QueuedMail } from '../core/outgoing.ts';
import type { House } from '../plan/house.ts';
import { outgoingMail } from '../plan/outgoing.ts';
import { NOTHING } from '../plan/plan-parts.ts';
import { undeliverableLetter } from '../replies/secretariat-letters.ts';
import type { Store } from '../store/port.ts';

/** Tells the Secretariat of a mail that will never arrive. A notice that cannot be delivered itself is not told of. */
export async function givenUpNotice(
  house: House,
  store: Store,
  mail: QueuedMail,
  reason: string,
  now: Instant,
): Promise<void> {
  if (mail.kind === 'secretariat') return;
  const world = await store.world({ from: null, tokenHashes: [], deferralKey: null }, now);
  const outgoing = world.secretariat.map((to) => {
    const letter = undeliverableLetter(house.texts, {
      ref: mail.ref,
      table: world.table,
      mailbox: house.mailbox,
      rules: [],
      to,
      addressee: mail.to,
      theirSubject: mail.subject,
      writtenAt: mail.createdAt,
      reason,
    });
    return outgoingMail(letter, { kind: 'secretariat', ref: mail.ref, to, result: 'notice', rules: [], about: null });
  });
  await store.commit({ ...NOTHING, ref: mail.ref, at: now, mail: null, outgoing });
}
