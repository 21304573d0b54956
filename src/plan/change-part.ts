import { sameAddress } from '../core/email-address.ts';
import type { Confirmer, HeldCase } from '../core/held-case.ts';
import { isProved } from '../core/message.ts';
import type { ReceiptWord } from '../core/plan.ts';
import type { World } from '../core/world.ts';
import type { Judgement } from '../rules/judge.ts';
import { answerAddress } from './addressees.ts';
import { appliedChange } from './applied.ts';
import { caseNotices, decisiveRules, doubtsOf, faultsOf, openedCase, requesterIsInsider } from './case.ts';
import { confirmationRequests, confirmersFor } from './confirmation.ts';
import type { House } from './house.ts';
import type { NoticeContext } from './notice-context.ts';
import { askedNotices } from './notices.ts';
import type { IncomingMail } from './incoming-mail.ts';
import { NOTHING_ELSE, type PartResult } from './part-result.ts';
import { combined, NOTHING, type PlanParts } from './plan-parts.ts';
import { templateFor } from './template.ts';

/** The changing commands of a mail, or whatever else of it a person has to look at. Null: it has neither. */
export function changePart(
  house: House,
  world: World,
  incoming: IncomingMail,
  judgement: Judgement,
): PartResult | null {
  const held = judgement.items.some(({ verdict }) => verdict === 'hold');
  const verdict = judgement.changeVerdict ?? (held ? 'hold' : null);
  if (verdict === null) return null;
  if (incoming.request.dryRun) return result('info', NOTHING);
  switch (verdict) {
    case 'accept':
      return applied(house, world, incoming, judgement);
    case 'confirm':
      return confirming(house, world, incoming, judgement);
    case 'hold':
      return holding(house, world, incoming, judgement);
    case 'refuse':
    case 'defer':
    case 'discard':
      return result('refused', NOTHING);
  }
}

function result(receipt: ReceiptWord, parts: PlanParts, more: Partial<PartResult> = {}): PartResult {
  return { ...NOTHING_ELSE, parts, receipt, ...more };
}

function noticeContext(house: House, world: World, incoming: IncomingMail, judgement: Judgement): NoticeContext {
  const { ref, message } = incoming;
  const own = judgement.items.every(({ asked }) => asked.request !== 'roster-change');
  return {
    house,
    world,
    ref,
    rules: decisiveRules(judgement),
    askedBy: message.author.address,
    authority: own ? 'contact-signed' : 'admin-signed',
    answered: [message.author.address],
  };
}

function applied(house: House, world: World, incoming: IncomingMail, judgement: Judgement): PartResult {
  const context = noticeContext(house, world, incoming, judgement);
  const adminsWord = context.authority === 'admin-signed';
  const parts = appliedChange(judgement.changes, { ...context, adminsWord, actor: incoming.message.author.address });
  return result('applied', parts, { changes: judgement.changes });
}

function confirming(house: House, world: World, incoming: IncomingMail, judgement: Judgement): PartResult {
  const { ref, message } = incoming;
  const toAsk = confirmersFor(judgement, world);
  if (toAsk.length === 0) return holding(house, world, incoming, judgement);
  const { confirmers, parts } = confirmationRequests(toAsk, {
    house,
    world,
    ref,
    rules: decisiveRules(judgement),
    mail: incoming,
    doubts: doubtsOf(judgement),
    changes: judgement.changes,
    faults: faultsOf(judgement),
    template: (tlds) => templateFor(house, judgement, incoming, world, { kind: 'authority', tlds }),
  });
  const confirmable = faultsOf(judgement).length === 0;
  // What cannot be confirmed takes a place, too: else the limit of waiting requests would tell an outsider which one can.
  const takesPlace = confirmable || isOutsider(incoming, judgement);
  const opened: readonly HeldCase[] = takesPlace
    ? [openedCase(house, incoming, judgement, 'confirm', confirmable ? confirmers : confirmers.map(withoutToken))]
    : [];
  const asked = confirmers.map(({ address }) => address);
  const context = { ...noticeContext(house, world, incoming, judgement), answered: [message.author.address, ...asked] };
  const unproved = !judgement.changes.every(({ tld }) => requesterIsInsider(judgement, message, tld));
  const notices = askedNotices(judgement.changes, context, unproved);
  const audit = opened.map((one) => ({
    kind: 'case-opened' as const,
    tld: one.tlds[0] ?? null,
    actor: message.author.address,
    details: { kind: one.kind, tlds: one.tlds, rules: one.rules, asked },
  }));
  const to = answerAddress(message, world);
  const askedItself = to !== null && asked.some((address) => sameAddress(address, to.to));
  return result('confirm', combined({ cases: opened, audit }, parts, notices), {
    asked: confirmers.map(({ party, tlds }) => ({ party, tlds })),
    silent: askedItself || to?.unproved === true,
  });
}

/** Was told, and has nothing to confirm. */
function withoutToken(confirmer: Confirmer): Confirmer {
  return { ...confirmer, tokenHashes: [] };
}

/** Proved, and without a say in one of the ccTLDs. */
function isOutsider({ message }: IncomingMail, judgement: Judgement): boolean {
  const tlds = judgement.items.flatMap(({ asked }) => asked.tlds);
  return isProved(message) && !tlds.every((tld) => requesterIsInsider(judgement, message, tld));
}

function holding(house: House, world: World, incoming: IncomingMail, judgement: Judgement): PartResult {
  const opened = openedCase(house, incoming, judgement, 'hold', []);
  const notices = caseNotices(house, world, incoming.ref, incoming, judgement);
  const audit = {
    kind: 'case-opened' as const,
    tld: opened.tlds[0] ?? null,
    actor: incoming.message.author.address,
    details: { kind: opened.kind, tlds: opened.tlds, rules: opened.rules },
  };
  return result('held', combined({ cases: [opened], audit: [audit] }, notices));
}
