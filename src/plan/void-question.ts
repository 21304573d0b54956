import { type EmailAddress, sameAddress } from '../core/email-address.ts';
import type { Confirmer, HeldCase } from '../core/held-case.ts';
import { isProved } from '../core/message.ts';
import type { StoredMail } from '../core/stored-mail.ts';
import type { World } from '../core/world.ts';
import { confirmationVoidLetter, type ConfirmationVoidView } from '../replies/iana-letters.ts';
import { adminStillThere } from '../rules/token-state.ts';
import { caseNotices } from './case.ts';
import { handedToSecretariat, standingOf, voidAudit } from './case-steps.ts';
import type { House } from './house.ts';
import { judgedAgain } from './judged-again.ts';
import { outgoingMail } from './outgoing.ts';
import { combined, type PlanParts } from './plan-parts.ts';

type Case = { readonly held: HeldCase; readonly mail: StoredMail };

/**
 * Questions to Admin Contacts who are none any more, by what IANA publishes now: the request goes to the Secretariat, and
 * both sides are told.
 */
export function voidQuestions(house: House, world: World, cases: readonly Case[]): Partial<PlanParts> {
  const parts = cases.map((one) => {
    const { held } = one;
    const gone = held.confirmers.filter((confirmer) => !adminStillThere(confirmer, world));
    return held.state === 'open' && held.kind === 'confirm' && gone.length > 0 ? voided(house, world, one, gone) : {};
  });
  return combined(...parts);
}

function voided(house: House, world: World, { held, mail }: Case, gone: readonly Confirmer[]): PlanParts {
  const judgement = judgedAgain(house, world, mail, standingOf(held));
  const next: HeldCase = { ...handedToSecretariat(held, world), version: held.version + 1 };
  const asked = gone.map(({ address, tlds }) => voidLetter(house, world, held, address, tlds, 'asked'));
  const requester = mail.message.author.address;
  const told = gone.some(({ address }) => sameAddress(address, requester));
  const answered =
    isProved(mail.message) && !told ? [voidLetter(house, world, held, requester, held.tlds, 'requester')] : [];
  return combined(
    { cases: [next], audit: [voidAudit(next, 'system', 'admin-changed')], outgoing: [...asked, ...answered] },
    caseNotices(house, world, held.ref, mail, judgement, { kind: 'admin-changed' }),
  );
}

function voidLetter(
  { texts, mailbox }: House,
  { table }: World,
  { ref, rules }: HeldCase,
  to: EmailAddress,
  tlds: HeldCase['tlds'],
  reader: ConfirmationVoidView['reader'],
): PlanParts['outgoing'][number] {
  const letter = confirmationVoidLetter(texts, { ref, table, mailbox, rules, to, tlds, reader });
  return outgoingMail(letter, { kind: 'change-notice', ref, to, result: 'notice', rules, about: null });
}
