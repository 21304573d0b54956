import { domainOf, type EmailAddress, sameAddress } from '../core/email-address.ts';
import type { HeldCase } from '../core/held-case.ts';
import { plus } from '../core/instant.ts';
import type { Digest, Reference } from '../core/message.ts';
import type { NewToken } from '../core/plan.ts';
import type { Case } from '../core/stored-mail.ts';
import type { World } from '../core/world.ts';
import { caseThreadLetter } from '../replies/case-letters.ts';
import type { CaseStep, DecisionsOffered } from '../replies/case-views.ts';
import { decisionsOpen } from './decisions-open.ts';
import type { House } from './house.ts';
import { outgoingMail } from './outgoing.ts';
import type { PlanParts } from './plan-parts.ts';

/** A Message-ID that no mail has: every mail about the case refers to it, so that programs show them as one thread. */
export function caseThread({ mailbox }: House, ref: Reference): string {
  return `<${ref}.case@${domainOf(mailbox)}>`;
}

export function caseUrl({ deskUrl }: House, ref: Reference): string {
  return `${deskUrl.replace(/\/$/u, '')}/held/${ref}`;
}

/** The right to decide one case by an answer to one mail; it still takes the signed mail of a reviewer. */
export function reviewToken(
  house: House,
  world: World,
  ref: Reference,
  shown: Digest,
  recipient: EmailAddress,
): { readonly secret: string; readonly token: NewToken } {
  const { secret, hash } = house.mintToken();
  const expiresAt = plus(world.now, house.book.limits.caseExpiresAfter);
  return { secret, token: { hash, purpose: 'review', ref, recipient, expiresAt, change: null, shown } };
}

/** The Secretariat was told of it: what happens to it is told as well. */
export function hasThread({ kind, askedAdmin }: HeldCase): boolean {
  return kind === 'hold' || askedAdmin;
}

/**
 * Tells the Secretariat what became of a case that it knows.
 * @param after the case as it stands now; while it waits, each of these mails can be answered with a decision.
 * @param also a reviewer who is told as well.
 */
export function caseNews(
  house: House,
  world: World,
  after: Case,
  shown: Digest,
  step: CaseStep,
  also: EmailAddress | null = null,
): Partial<PlanParts> {
  const others = also === null || world.secretariat.some((one) => sameAddress(one, also)) ? [] : [also];
  return newsTo(house, world, after, shown, step, [...world.secretariat, ...others]);
}

export function newsTo(
  house: House,
  world: World,
  after: Case,
  shown: Digest,
  step: CaseStep,
  recipients: readonly EmailAddress[],
): Partial<PlanParts> {
  const { held, mail } = after;
  const { ref, rules, from, tlds, commands } = held;
  const open = held.state === 'open' ? offered(house, world, mail, step) : null;
  const written = recipients.map((to) => {
    const answer = open === null ? null : reviewToken(house, world, ref, shown, to);
    const letter = caseThreadLetter(house.texts, {
      ref,
      table: world.table,
      mailbox: house.mailbox,
      rules,
      to,
      from,
      tlds,
      words: commands,
      step,
      open,
      url: caseUrl(house, ref),
    });
    const news = outgoingMail(letter, {
      kind: 'secretariat',
      ref,
      to,
      result: 'notice',
      rules,
      about: null,
      thread: caseThread(house, ref),
      ...(answer === null ? {} : { replyToDetail: answer.secret }),
    });
    return { news, tokens: answer === null ? [] : [answer.token] };
  });
  return { outgoing: written.map(({ news }) => news), newTokens: written.flatMap(({ tokens }) => tokens) };
}

/** What was written anew is approved where it can be seen: an answer by mail is about the mail as it came. */
function offered(house: House, world: World, mail: Case['mail'], { kind }: CaseStep): DecisionsOffered {
  return kind === 'endorsed-corrected' ? { approve: false, ask: false } : decisionsOpen(house, world, mail);
}
