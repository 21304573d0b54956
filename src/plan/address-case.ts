import type { AddressCase } from '../core/address-case.ts';
import { addressKey, type EmailAddress, sameAddress } from '../core/email-address.ts';
import type { AddressHealth } from '../core/address-health.ts';
import type { Reference } from '../core/message.ts';
import type { AuditEntry, Plan } from '../core/plan.ts';
import type { World } from '../core/world.ts';
import { type AddressCaseStep, addressCaseLetter, addressCaseNewsLetter } from '../replies/address-case-letters.ts';
import { caseThread, caseUrl, reviewToken } from './case-thread.ts';
import { changeDigest } from './change-digest.ts';
import type { House } from './house.ts';
import { outgoingMail } from './outgoing.ts';
import { combined, type PlanParts } from './plan-parts.ts';
import { unreachable } from './unreachable.ts';

/** What a reviewer decides about an address that does not work. */
export type AddressDecision =
  /** Seen: nothing more is to be done, and the address stays marked. */
  | { readonly word: 'approve' }
  /** The address is right: what came back from it is forgotten. */
  | { readonly word: 'refuse'; readonly reason: string };

/** Gives the Secretariat the case, and tells it. @param ref the case's own, which nobody has used. */
export function planAddressCase(house: House, world: World, ref: Reference, health: AddressHealth): Plan {
  const one = unreachable(world, health);
  const { address } = one;
  const tlds = [...new Set([...one.people.flatMap((person) => person.tlds), ...one.adminOf])];
  const opened: AddressCase = { ref, state: 'open', version: 1, address, tlds, openedAt: world.now, closedAt: null };
  const head = { ref, table: world.table, mailbox: house.mailbox, rules: [] };
  const told = toldEach(house, world, opened, world.secretariat, (to) =>
    addressCaseLetter(house.texts, { ...head, to, one, url: caseUrl(house, ref) }),
  );
  const parts = combined({ addressCases: [opened], audit: [audited('case-opened', opened, 'system')] }, told);
  // Whoever takes it over at the same moment wrote another state of it.
  return planned(world, opened, { ...parts, addressHealth: [{ address, before: health, after: health }] });
}

/** Closes a case whose address was changed, left the list, or works again. */
export function planAddressSettled(house: House, world: World, open: AddressCase): Plan {
  const closed = closedAs('expired', open, world);
  const audit = [audited('case-void', open, 'system', { why: 'the address was changed, or works again' })];
  const news = addressNews(house, world, closed, { kind: 'settled' });
  return planned(world, closed, combined({ addressCases: [closed], audit }, news));
}

/** @param also a reviewer who is told as well. */
export function planAddressDecision(
  house: House,
  world: World,
  open: AddressCase,
  decision: AddressDecision,
  reviewer: string,
  also: EmailAddress | null = null,
): Plan {
  const closed = closedAs(decision.word === 'approve' ? 'approved' : 'refused', open, world);
  const kind = decision.word === 'approve' ? 'case-approved' : 'case-refused';
  const reason = decision.word === 'refuse' ? { reason: decision.reason } : {};
  const step: AddressCaseStep =
    decision.word === 'approve'
      ? { kind: 'approved', actor: reviewer }
      : { kind: 'refused', actor: reviewer, reason: decision.reason };
  const parts = combined(
    { addressCases: [closed], audit: [audited(kind, open, reviewer, reason)] },
    decision.word === 'refuse' ? forgiven(world, open, reviewer) : {},
    addressNews(house, world, closed, step, withAlso(world, also)),
  );
  return planned(world, closed, parts);
}

/**
 * Says who takes care of it; it binds nobody.
 * @param to empty: nobody does any more.
 */
export function planAddressAssignment(
  house: House,
  world: World,
  open: AddressCase,
  to: string,
  reviewer: string,
  also: EmailAddress | null = null,
): Plan {
  const step: AddressCaseStep =
    to === '' ? { kind: 'given-back', actor: reviewer } : { kind: 'assigned', actor: reviewer, name: to };
  const audit = [audited('case-assigned', open, reviewer, { to })];
  return planned(world, open, combined({ audit }, addressNews(house, world, open, step, withAlso(world, also))));
}

/** The Secretariat, and a reviewer who is not among it. */
function withAlso({ secretariat }: World, also: EmailAddress | null): readonly EmailAddress[] {
  return also === null || secretariat.some((one) => sameAddress(one, also)) ? secretariat : [...secretariat, also];
}

/** To the Secretariat, or to whom else it concerns: what became of the case. */
export function addressNews(
  house: House,
  world: World,
  after: AddressCase,
  step: AddressCaseStep,
  recipients: readonly EmailAddress[] = world.secretariat,
): Partial<PlanParts> {
  const { ref, address, tlds, state } = after;
  const head = { ref, table: world.table, mailbox: house.mailbox, rules: [] };
  const isOpen = state === 'open';
  return toldEach(house, world, after, recipients, (to) =>
    addressCaseNewsLetter(house.texts, { ...head, to, address, tlds, step, isOpen, url: caseUrl(house, ref) }),
  );
}

/** While it is open, each of these mails can be answered with a decision. */
function toldEach(
  house: House,
  world: World,
  { ref, state }: AddressCase,
  recipients: readonly EmailAddress[],
  written: (to: EmailAddress) => ReturnType<typeof addressCaseLetter>,
): Partial<PlanParts> {
  const nothing = changeDigest([], house.digest);
  const all = recipients.map((to) => {
    const answer = state === 'open' ? reviewToken(house, world, ref, nothing, to) : null;
    const mail = outgoingMail(written(to), {
      kind: 'secretariat',
      ref,
      to,
      result: 'notice',
      rules: [],
      about: null,
      thread: caseThread(house, ref),
      ...(answer === null ? {} : { replyToDetail: answer.secret }),
    });
    return { mail, tokens: answer === null ? [] : [answer.token] };
  });
  return { outgoing: all.map(({ mail }) => mail), newTokens: all.flatMap(({ tokens }) => tokens) };
}

function closedAs(state: Exclude<AddressCase['state'], 'open'>, open: AddressCase, { now }: World): AddressCase {
  return { ...open, version: open.version + 1, state, closedAt: now };
}

function forgiven(world: World, { address, tlds }: AddressCase, actor: string): Partial<PlanParts> {
  const before = world.addressHealth.get(addressKey(address));
  if (before === undefined) return {};
  return {
    addressHealth: [{ address: before.address, before, after: null }],
    audit: [{ kind: 'address-forgiven', tld: tlds[0] ?? null, actor, details: { address: before.address } }],
  };
}

function audited(
  kind: AuditEntry['kind'],
  { ref, address, tlds }: AddressCase,
  actor: string,
  more: AuditEntry['details'] = {},
): AuditEntry {
  return { kind, tld: tlds[0] ?? null, actor, details: { case: ref, address, ...more } };
}

function planned(world: World, { ref }: AddressCase, parts: PlanParts): Plan {
  return { ...parts, ref, at: world.now, mail: null };
}

/** The open case about this address; null where there is none. */
export function openCaseOf(cases: readonly AddressCase[], address: EmailAddress): AddressCase | null {
  return cases.find((one) => one.state === 'open' && sameAddress(one.address, address)) ?? null;
}
