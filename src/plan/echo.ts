import { type EmailAddress, sameAddress } from '../core/email-address.ts';
import { isProved } from '../core/message.ts';
import { changesData } from '../core/roster-change.ts';
import type { Judgement } from '../rules/judge.ts';
import type { IncomingMail } from './incoming-mail.ts';
import type { PlanParts } from './plan-parts.ts';

/**
 * Whether the mail may come from a machine that answers whatever we write, though it does not say so (RFC 3834 §2): it
 * answers one of ours, or asks nothing that we understand, and moves nothing. Whoever looks somebody up is none. What nobody
 * proved has a ceiling of its own: with it, somebody else could use up the answers of the person whose name it bears.
 */
export function isEcho(incoming: IncomingMail, { items }: Judgement, plans: readonly PlanParts[]): boolean {
  if (!isProved(incoming.message)) return false;
  if (items.some(({ asked, verdict }) => asked.request === 'who' && verdict === 'accept')) return false;
  if (plans.some(movesSomething)) return false;
  return incoming.request.commands.length === 0 || answersOurs(incoming);
}

/** Marks what the author of the mail is written. */
export function withEchoes<Parts extends PlanParts>(parts: Parts, author: EmailAddress): Parts {
  const outgoing = parts.outgoing.map((mail) =>
    sameAddress(mail.to, author) ? { ...mail, echo: true as const } : mail,
  );
  return { ...parts, outgoing };
}

function movesSomething({ changes, usedTokens, freezes }: PlanParts): boolean {
  return changes.some(changesData) || usedTokens.length > 0 || freezes.length > 0;
}

const REFERENCE = /(?<!\d)\d{4}-\d{6,9}(?!\d)/u;

/** It names a reference of ours: in its Subject, somewhere in its text, or as the mail that it answers. */
function answersOurs({ message }: IncomingMail): boolean {
  const { subject, references, reading } = message;
  return [subject, reading.text, ...references].some((text) => REFERENCE.test(text));
}
