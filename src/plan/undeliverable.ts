import { elapsed, HOUR, type Instant } from '../core/instant.ts';
import type { EmailAddress } from '../core/email-address.ts';
import type { Reference } from '../core/message.ts';
import type { Plan } from '../core/plan.ts';
import type { World } from '../core/world.ts';
import { undeliverableDigestLetter } from '../replies/unreached-letters.ts';
import type { House } from './house.ts';
import { outgoingMail } from './outgoing.ts';
import { NOTHING } from './plan-parts.ts';

/** A letter to many that was given up. */
export type GivenUp = {
  readonly id: string;
  readonly to: EmailAddress;
  readonly subject: string;
  readonly reason: string;
  readonly endedAt: Instant;
};

/** From the first of them: until then, more of the same letter may be given up. */
const GATHERED_FOR = HOUR;

export function isDigestDue(givenUp: readonly GivenUp[], now: Instant): boolean {
  return givenUp.some(({ endedAt }) => elapsed(endedAt, now) >= GATHERED_FOR);
}

/** One mail to each of the Secretariat about all of them. */
export function planUndeliverable(house: House, world: World, ref: Reference, givenUp: readonly GivenUp[]): Plan {
  const mails = givenUp.map(({ to, subject, reason }) => ({ addressee: to, theirSubject: subject, reason }));
  const head = { ref, table: world.table, mailbox: house.mailbox, rules: [] };
  const outgoing = world.secretariat.map((to) => {
    const letter = undeliverableDigestLetter(house.texts, { ...head, to, mails });
    return outgoingMail(letter, { kind: 'secretariat', ref, to, result: 'notice', rules: [], about: null });
  });
  return { ...NOTHING, ref, at: world.now, mail: null, outgoing, toldUndeliverable: givenUp.map(({ id }) => id) };
}
