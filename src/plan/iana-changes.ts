import type { HeldCase } from '../core/held-case.ts';
import type { IanaRecord } from '../core/iana.ts';
import type { IanaNews, IanaStep } from '../core/iana-step.ts';
import { type Instant, plus } from '../core/instant.ts';
import type { Reference } from '../core/message.ts';
import { type AuditEntry, type Plan, SHELL } from '../core/plan.ts';
import type { StoredMail } from '../core/stored-mail.ts';
import type { World } from '../core/world.ts';
import { ianaDigestLetter } from '../replies/iana-letters.ts';
import type { House } from './house.ts';
import { adminNotices } from './iana-notices.ts';
import { outgoingMail } from './outgoing.ts';
import { combined, type PlanParts } from './plan-parts.ts';
import { redelegationsSeen } from './redelegation.ts';
import { voidQuestions } from './void-question.ts';

/**
 * What follows from a look at IANA: the Secretariat gets one mail about everything; where an address of an Admin Contact
 * is another one, the old one, the new one and the contacts hear of it, and open questions to the old one are void.
 * @param world as it was judged on. @param cases that may be concerned.
 */
export function planIanaChanges(
  house: House,
  world: World,
  ref: Reference,
  steps: readonly IanaStep[],
  cases: readonly { readonly held: HeldCase; readonly mail: StoredMail }[],
): Plan {
  const news = steps.flatMap((step) => step.news);
  const after: World = { ...world, iana: ianaAfter(world, steps) };
  const until = plus(world.now, house.book.limits.ianaSettledAfter);
  const audit = [...news.map(newsAudit), ...steps.filter(isByHand).map(byHandAudit)];
  const parts = combined(
    { audit },
    secretariatDigest(house, world, ref, news, until),
    adminNotices(house, world, ref, news, until),
    voidQuestions(house, after, cases),
    redelegationsSeen(world, news),
  );
  return { ...parts, ref, at: world.now, mail: null };
}

function ianaAfter({ iana }: World, steps: readonly IanaStep[]): World['iana'] {
  const records = new Map(iana);
  for (const { tld, after } of steps) if (after !== null) records.set(tld, after);
  return records;
}

function secretariatDigest(
  house: House,
  { table, secretariat }: World,
  ref: Reference,
  news: readonly IanaNews[],
  until: Instant,
): Partial<PlanParts> {
  if (news.length === 0) return {};
  const outgoing = secretariat.map((to) => {
    const letter = ianaDigestLetter(house.texts, { ref, table, mailbox: house.mailbox, rules: [], to, news, until });
    return outgoingMail(letter, { kind: 'secretariat', ref, to, result: 'notice', rules: [], about: null });
  });
  return { outgoing };
}

function newsAudit(news: IanaNews): AuditEntry {
  const { kind, tld } = news;
  const entry = (details: AuditEntry['details']): AuditEntry => ({
    kind: 'iana-changed',
    tld,
    actor: isPersonsWord(news) ? SHELL : 'system',
    details: { news: kind, ...details },
  });
  switch (kind) {
    case 'address':
      return entry({
        source: news.after.source,
        before: news.before.adminEmail,
        after: news.after.adminEmail,
        reason: news.after.reason,
      });
    case 'manager':
      return entry({ source: news.after.source, before: news.before.manager, after: news.after.manager });
    case 'suspected':
      return entry({ source: 'whois', before: news.before.adminEmail, after: news.after.suspectedEmail });
    case 'retired':
    case 'returned':
    case 'new':
      return entry({ source: news.after.source, after: news.after.adminEmail });
    case 'missing':
      return entry({ reason: news.reason });
  }
}

/** Set by hand, or taken back: a source alone never moves what was set. */
function isPersonsWord(news: IanaNews): boolean {
  if (!('after' in news)) return false;
  return news.after.source === 'manual' || ('before' in news && news.before.source === 'manual');
}

/** Set by hand without being news, the first time or for another reason. */
function isByHand(step: IanaStep): step is IanaStep & { readonly after: IanaRecord } {
  return step.lookup === null && step.after?.source === 'manual' && step.news.length === 0;
}

function byHandAudit({ tld, after }: IanaStep & { readonly after: IanaRecord }): AuditEntry {
  const { adminEmail, reason } = after;
  return {
    kind: 'iana-changed',
    tld,
    actor: SHELL,
    details: { source: 'manual', after: adminEmail, reason },
  };
}
