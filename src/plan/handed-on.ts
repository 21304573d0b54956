import type { OutgoingMail } from '../core/outgoing.ts';
import type { World } from '../core/world.ts';
import { forwardedLetter } from '../replies/secretariat-letters.ts';
import type { Judgement } from '../rules/judge.ts';
import { decisiveRules } from './case.ts';
import type { House } from './house.ts';
import type { IncomingMail } from './incoming-mail.ts';
import { outgoingMail } from './outgoing.ts';
import { NOTHING_ELSE, type PartResult } from './part-result.ts';
import { combined, type PlanParts } from './plan-parts.ts';

/** Mail to postmaster@ and abuse@ is handed on to the Secretariat as text. */
export function handedOn(house: House, world: World, incoming: IncomingMail, judgement: Judgement): PartResult | null {
  const item = judgement.items.find(({ asked }) => asked.request === 'to-postmaster');
  if (item === undefined || item.verdict === 'refuse') return null;
  return {
    ...NOTHING_ELSE,
    parts: combined({ outgoing: lettersOn(house, world, incoming, judgement) }),
    receipt: 'info',
    answered: [incoming.message.author.address],
    silent: true,
  };
}

/** What went to the admin mailbox as well is decided there, and handed on besides. */
export function alsoHandedOn(
  house: House,
  world: World,
  incoming: IncomingMail,
  judgement: Judgement,
): Partial<PlanParts> {
  const { recipients } = incoming.message;
  const isForBoth = new Set(recipients.map(({ mailbox }) => mailbox === 'admin')).size === 2;
  return isForBoth ? { outgoing: lettersOn(house, world, incoming, judgement) } : {};
}

function lettersOn(
  house: House,
  world: World,
  { ref, message }: IncomingMail,
  judgement: Judgement,
): readonly OutgoingMail[] {
  const mailbox = message.recipients.some((recipient) => recipient.mailbox === 'abuse') ? 'abuse' : 'postmaster';
  const rules = decisiveRules(judgement);
  return world.secretariat.map((to) => {
    const letter = forwardedLetter(house.texts, {
      ref,
      table: world.table,
      mailbox: house.mailbox,
      rules,
      to,
      from: message.author.address,
      writtenTo: mailbox,
      theirSubject: message.subject,
      text: message.reading.text,
    });
    return outgoingMail(letter, { kind: 'forwarded', ref, to, result: 'notice', rules, about: null });
  });
}
