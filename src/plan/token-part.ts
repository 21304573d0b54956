import { laterOf, plus } from '../core/instant.ts';
import type { Tld } from '../core/cctld.ts';
import { type EmailAddress, sameAddress } from '../core/email-address.ts';
import type { HeldCase } from '../core/held-case.ts';
import { type AuthenticatedMessage, isProved } from '../core/message.ts';
import type { ReceiptWord } from '../core/plan.ts';
import type { JudgedChange, RosterChange } from '../core/roster-change.ts';
import { isAdminOf, isContactOf, tldsOfContact } from '../core/tlds-of-address.ts';
import { rosterOf, type World } from '../core/world.ts';
import type { ConfirmationOutcome } from '../replies/answer-view.ts';
import type { CaseBackground } from '../replies/case-views.ts';
import type { JudgedItem, Judgement } from '../rules/judge.ts';
import { confirmerOf, tokenState } from '../rules/token-state.ts';
import { answerMail } from './answer.ts';
import { worldAfter } from './applied.ts';
import { caseNotices, openedCase } from './case.ts';
import { freezeOf } from './freeze.ts';
import type { House } from './house.ts';
import type { IncomingMail } from './incoming-mail.ts';
import { NOTHING_ELSE, type PartResult } from './part-result.ts';
import { combined, NOTHING, type PlanParts } from './plan-parts.ts';
import { settleConfirmation } from './settle.ts';
import { stillRightBy } from './still-right.ts';

/**
 * CONFIRM, DENY, OK and DISPUTE: what the token that came with the mail opens. Null: none was accepted.
 * @param beside what else the mail changes: a list in the answer is as it is after all of it.
 */
export function tokenPart(
  house: House,
  world: World,
  incoming: IncomingMail,
  judgement: Judgement,
  beside: readonly RosterChange[],
): PartResult | null {
  if (incoming.request.dryRun) return null;
  for (const item of judgement.items) {
    const { asked, verdict } = item;
    if (verdict !== 'accept') continue;
    if (asked.request === 'confirm') return confirmation(house, world, incoming, judgement, item, 'CONFIRM', beside);
    if (asked.request === 'deny') return confirmation(house, world, incoming, judgement, item, 'DENY', beside);
    if (asked.request === 'welcome-ok') return welcomeOk(world, incoming);
    if (asked.request === 'dispute') return dispute(house, world, incoming, judgement);
  }
  return null;
}

/** The answer goes to the address that was asked, which the sender of a confirmation need not be. */
function confirmation(
  house: House,
  world: World,
  incoming: IncomingMail,
  judgement: Judgement,
  item: JudgedItem,
  word: 'CONFIRM' | 'DENY',
  beside: readonly RosterChange[],
): PartResult | null {
  const { token } = world;
  if (token.kind !== 'confirmation') return null;
  const { message } = incoming;
  const { author } = message;
  const settled = settleConfirmation(house, world, token, word, author.address);
  const confirmer = confirmerOf(token.held, token.tokenHash);
  const to = confirmer?.address ?? author.address;
  const receipt = receiptFor(settled.outcome);
  const after = worldAfter(world, settled.changes.length > 0 ? settled.changes : beside);
  const own = isProved(message) && sameAddress(author.address, to);
  const answer = answerMail({
    house,
    world: after,
    mail: {
      ...incoming,
      message: own ? message : unquoted(message),
      request: { ...incoming.request, ignored: [], hints: [], loose: [] },
    },
    judgement: { ...judgement, items: [{ ...item, asked: { ...item.asked, tlds: confirmer?.tlds ?? [] } }] },
    result: receipt,
    to,
    // An open token opens once; with a spent one, anybody who has it could make us write again and again.
    unproved: !own && tokenState(item.asked.request, world, house.book.limits) !== 'open',
    changes: settled.changes,
    tokenInformation: { kind: 'confirmation', outcome: settled.outcome, ref: token.held.ref },
    // Others may have confirmed the same change for their ccTLDs.
    alsoShown: showsRoster(settled.outcome) ? (confirmer?.tlds ?? []).filter((tld) => hasASay(after, tld, to)) : [],
    asked: [],
  });
  return {
    parts: combined(settled.parts, { outgoing: [answer] }),
    receipt,
    changes: settled.changes,
    answered: [],
    information: null,
    asked: [],
    settlesToken: true,
    silent: false,
  };
}

/** The token, used now, shows that its mail arrives at the address that was asked. */
function showsRoster(outcome: ConfirmationOutcome): boolean {
  return outcome === 'confirmed' || outcome === 'roster-changed';
}

function hasASay(world: World, tld: Tld, address: EmailAddress): boolean {
  return isAdminOf(world, tld, address) || isContactOf(world, tld, address);
}

/** Without what its sender wrote, for somebody who perhaps is not its sender. */
function unquoted(message: AuthenticatedMessage): AuthenticatedMessage {
  return { ...message, subject: '', messageId: null, references: [] };
}

function receiptFor(outcome: ConfirmationOutcome): ReceiptWord {
  switch (outcome) {
    case 'confirmed':
      return 'applied';
    case 'partly-confirmed':
      return 'confirm';
    case 'held':
      return 'held';
    case 'roster-changed':
    case 'admin-changed':
      return 'refused';
    case 'denied':
    case 'already-confirmed':
    case 'already-denied':
    case 'too-late':
    case 'closed':
      return 'info';
  }
}

/**
 * The address to which the mail went works, and its reader answers: roster data may go there from now on, and an entry about
 * which we had asked is still right. That may also be said in a new mail.
 */
function welcomeOk(world: World, { message }: IncomingMail): PartResult | null {
  const { token } = world;
  if (token.kind === 'none') return okFromFile(world, message);
  if (token.kind !== 'welcome') return null;
  // A polite second OK does nothing more.
  const parts = token.used
    ? NOTHING
    : combined({
        provedAddresses: [token.address],
        reachedAddresses: [token.address],
        usedTokens: [token.tokenHash],
      });
  return saidOk(parts, world, token.used ? [] : stillRightBy(world, token.address));
}

/** Without the token, as when a mail program answers to From: the mail itself proves the contact's address. */
function okFromFile(world: World, message: AuthenticatedMessage): PartResult | null {
  const { address } = message.author;
  if (!isProved(message) || tldsOfContact(world, address).length === 0) return null;
  return saidOk(NOTHING, world, stillRightBy(world, address));
}

function saidOk(parts: PlanParts, { now }: World, changes: readonly JudgedChange[]): PartResult {
  const confirmed = changes.map(({ tld }) => tld);
  const audit = changes.map(({ tld, after }) => {
    const people = after.filter(({ confirmedAt }) => confirmedAt === now).map(({ email }) => email);
    return { kind: 'contact-confirmed' as const, tld, actor: people[0] ?? 'system', details: { contacts: people } };
  });
  return {
    ...NOTHING_ELSE,
    parts: combined(parts, { changes, audit }),
    receipt: 'info',
    // Without changes: these are dates only, of which nobody has to hear but the answer's receiver.
    information: { kind: 'welcome-ok', confirmed },
  };
}

/** Freezes the ccTLD as it is and opens a case; nothing is taken back before a person looked. */
function dispute(house: House, world: World, incoming: IncomingMail, judgement: Judgement): PartResult {
  const tlds = judgement.items
    .filter(({ asked, verdict }) => asked.request === 'dispute' && verdict === 'accept')
    .flatMap(({ asked }) => asked.tlds);
  const usual = plus(world.now, house.book.limits.freezeFor);
  // Nothing that the Secretariat prolonged ends sooner for it.
  const freezes = tlds.map((tld) => ({ tld, until: laterOf(usual, rosterOf(world, tld).frozenUntil ?? usual) }));
  const opened: HeldCase = openedCase(house, incoming, judgement, 'hold', []);
  const disputed = disputedChange(world);
  const notices = caseNotices(house, world, incoming.ref, incoming, judgement, disputed);
  const actor = incoming.message.author.address;
  const audit = freezes.map(({ tld, until }) => ({
    kind: 'roster-frozen' as const,
    tld,
    actor,
    details: { until, case: incoming.ref, ...(disputed.kind === 'disputed' ? { disputed: disputed.ref } : {}) },
  }));
  const { token } = world;
  const usedTokens =
    token.kind === 'dispute' && tokenState('dispute', world, house.book.limits) === 'open' ? [token.tokenHash] : [];
  const parts = combined(
    { freezes: freezes.map(({ tld, until }) => freezeOf(world, tld, until)), cases: [opened], usedTokens, audit },
    notices,
  );
  return {
    ...NOTHING_ELSE,
    parts,
    receipt: 'held',
    information: { kind: 'dispute', tlds, until: freezes.map(({ until }) => until).toSorted()[0] ?? usual },
  };
}

/** The change whose notice brought the token; a DISPUTE without one is about the ccTLD as a whole. */
function disputedChange({ token }: World): CaseBackground {
  if (token.kind !== 'dispute') return { kind: 'disputed-unnamed' };
  const { ref, recipient, change } = token.disputed;
  return { kind: 'disputed', ref, told: recipient, change };
}
