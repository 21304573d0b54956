import type { Instant } from '../core/instant.ts';
import type { Delivery, OutgoingMail, QueuedMail } from '../core/outgoing.ts';
import { NO_MAIL, type World } from '../core/world.ts';
import type { House } from '../plan/house.ts';
import { outgoingMail } from '../plan/outgoing.ts';
import { NOTHING } from '../plan/plan-parts.ts';
import { bounceOfDelivery, planReturned } from '../plan/returned-mail.ts';
import { undeliverableLetter } from '../replies/secretariat-letters.ts';
import type { Store } from '../store/port.ts';

/**
 * A mail will never arrive: it counts for its address, and the Secretariat is told. A notice to the Secretariat that cannot
 * be delivered itself is not told of; one of many alike is told of later, with the others.
 */
export async function recordGivenUp(
  house: House,
  store: Store,
  mail: QueuedMail,
  delivery: Exclude<Delivery, { readonly result: 'delivered' }>,
  now: Instant,
): Promise<void> {
  const world = await store.world(NO_MAIL, now);
  const returned = { ...mail, writtenAt: mail.createdAt, bounced: null };
  const counted = planReturned(house, world, returned, bounceOfDelivery(delivery));
  const outgoing = isToldOf(mail) ? notices(house, world, mail, delivery.reason) : [];
  const told = { ...NOTHING, ref: mail.ref, at: now, mail: null, outgoing };
  const { outcome } = await store.commit({ ...told, ...counted, outgoing });
  // It was counted before, or another mail to the same address came back at this very moment.
  if (outcome === 'stale') await store.commit(told);
}

/** What follows from a probe that comes back is told with all the rest of it. */
function isToldOf({ kind, notBefore }: QueuedMail): boolean {
  return kind !== 'secretariat' && kind !== 'probe' && notBefore === undefined;
}

function notices(
  house: House,
  { table, secretariat }: World,
  mail: QueuedMail,
  reason: string,
): readonly OutgoingMail[] {
  return secretariat.map((to) => {
    const letter = undeliverableLetter(house.texts, {
      ref: mail.ref,
      table,
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
}
