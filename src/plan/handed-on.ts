import type { World } from '../core/world.ts';
import { forwardedLetter } from '../replies/secretariat-letters.ts';
import type { Judgement } from '../rules/judge.ts';
import { decisiveRules } from './case.ts';
import type { House } from './house.ts';
import type { IncomingMail } from './incoming-mail.ts';
import { outgoingMail } from './outgoing.ts';
import { NOTHING_ELSE, type PartResult } from './part-result.ts';
import { combined } from './plan-parts.ts';

/** Mail to postmaster@ and abuse@ is handed on to the Secretariat as text. */
export function handedOn(
  house: House,
  world: World,
  { ref, message }: IncomingMail,
  judgement: Judgement,
): PartResult | null {
  const item = judgement.items.find(({ asked }) => asked.request === 'to-postmaster');
  if (item === undefined || item.verdict === 'refuse') return null;
  const mailbox = message.recipients.some((recipient) => recipient.mailbox === 'abuse') ? 'abuse' : 'postmaster';
  const rules = decisiveRules(judgement);
  const outgoing = world.secretariat.map((to) => {
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
  return {
    ...NOTHING_ELSE,
    parts: combined({ outgoing }),
    receipt: 'info',
    answered: [message.author.address],
    silent: true,
  };
}
