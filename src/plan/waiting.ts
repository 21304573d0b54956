import { sameAddress } from '../core/email-address.ts';
import type { HeldCase } from '../core/held-case.ts';
import { elapsed, type Instant, plus } from '../core/instant.ts';
import { isProved } from '../core/message.ts';
import type { NewToken, Plan } from '../core/plan.ts';
import type { StoredMail } from '../core/stored-mail.ts';
import type { World } from '../core/world.ts';
import { reminderLetter } from '../replies/confirmation-letters.ts';
import { caseNotices } from './case.ts';
import { underCeilings } from './ceilings.ts';
import type { House } from './house.ts';
import { judgedAgain } from './judged-again.ts';
import { outgoingMail } from './outgoing.ts';
import { combined, type PlanParts } from './plan-parts.ts';
import { caseAudit, closedCase, handedToSecretariat, standingOf, toldRefused } from './case-steps.ts';

/**
 * What time does to a case that waits for a confirmation: one reminder, then it goes to the Secretariat. Null: nothing
 * is due. Nothing is ever decided by silence.
 */
export function planWaiting(house: House, world: World, held: HeldCase, mail: StoredMail): Plan | null {
  if (held.state !== 'open' || held.kind !== 'confirm') return null;
  const { limits } = house.book;
  const waited = elapsed(askedAt(held), world.now);
  const parts = nobodyCanConfirm(held)
    ? waited >= limits.confirmationExpiresAfter + limits.caseExpiresAfter
      ? lapsed(house, world, held, mail)
      : null
    : waited >= limits.confirmationExpiresAfter
      ? handedOver(house, world, held, mail)
      : waited >= limits.confirmationReminderAfter && held.remindedAt === null
        ? reminded(house, world, held, mail)
        : null;
  return parts === null
    ? null
    : { ...underCeilings(parts, world, limits).parts, ref: held.ref, at: world.now, mail: null };
}

/** It only takes a place among those that wait: the Admin Contact was told why it cannot be done. */
function nobodyCanConfirm({ confirmers }: HeldCase): boolean {
  return confirmers.every(({ tokenHashes }) => tokenHashes.length === 0);
}

/** After the time and in the words in which a request ends that nobody decided: its sender cannot tell one from the other. */
function lapsed(house: House, world: World, held: HeldCase, mail: StoredMail): PlanParts {
  const closed = closedCase(held, 'expired', world);
  return combined(
    { cases: [closed], audit: [caseAudit('case-lapsed', held, 'system')] },
    toldRefused(house, world, mail, held, 'time', '', []),
  );
}

/** When the first of those who have not answered was asked. */
function askedAt(held: HeldCase): Instant {
  const asked = held.confirmers.filter(({ confirmedAt }) => confirmedAt === null).map((confirmer) => confirmer.askedAt);
  return asked.toSorted()[0] ?? held.receivedAt;
}

function handedOver(house: House, world: World, held: HeldCase, mail: StoredMail): PlanParts {
  const judgement = judgedAgain(house, world, mail, standingOf(held));
  const asked = held.confirmers.filter(({ confirmedAt }) => confirmedAt === null).map(({ address }) => address);
  const next: HeldCase = { ...handedToSecretariat(held, world), version: held.version + 1 };
  return combined(
    { cases: [next], audit: [caseAudit('case-expired', held, 'system')] },
    caseNotices(house, world, held.ref, mail, judgement, { kind: 'unanswered', asked }),
  );
}

/** Each confirmer who has not answered is written to once more, with a second token; the first stays good. */
function reminded(house: House, world: World, held: HeldCase, mail: StoredMail): PlanParts {
  const judgement = judgedAgain(house, world, mail, standingOf(held));
  const expiresAt = plus(askedAt(held), house.book.limits.confirmationExpiresAfter);
  const silent = held.confirmers.filter(({ confirmedAt }) => confirmedAt === null);
  const written = silent.map(({ address, party, tlds }) => {
    const { secret, hash } = house.mintToken();
    const letter = reminderLetter(house.texts, {
      ref: held.ref,
      table: world.table,
      mailbox: house.mailbox,
      rules: held.rules,
      to: address,
      tlds,
      askedBy: mail.message.author.address,
      // A new address is not proved yet: it hears nothing of the roster.
      changes: party === 'new-address' ? [] : judgement.changes.filter(({ tld }) => tlds.includes(tld)),
      expiresAt,
    });
    const reminder = outgoingMail(letter, {
      kind: 'reminder',
      ref: held.ref,
      to: address,
      result: 'notice',
      rules: held.rules,
      about: null,
      replyToDetail: secret,
      unproved: !(isProved(mail.message) && sameAddress(address, mail.message.author.address)),
    });
    const token: NewToken = {
      hash,
      purpose: 'confirmation',
      ref: held.ref,
      recipient: address,
      expiresAt,
      change: null,
    };
    return { address, reminder, token };
  });
  const confirmers = held.confirmers.map((confirmer) => {
    const more = written.find(
      ({ address }) => sameAddress(address, confirmer.address) && confirmer.confirmedAt === null,
    );
    return more === undefined ? confirmer : { ...confirmer, tokenHashes: [...confirmer.tokenHashes, more.token.hash] };
  });
  return combined({
    cases: [{ ...held, version: held.version + 1, confirmers, remindedAt: world.now }],
    outgoing: written.map(({ reminder }) => reminder),
    newTokens: written.map(({ token }) => token),
  });
}
