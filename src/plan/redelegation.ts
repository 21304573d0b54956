import type { IanaNews } from '../core/iana-step.ts';
import { DAY, elapsed } from '../core/instant.ts';
import type { OutgoingMail } from '../core/outgoing.ts';
import type { Reference } from '../core/message.ts';
import type { Plan } from '../core/plan.ts';
import { isToBeConfirmed, type Redelegation, type RedelegationStep, spokenOf } from '../core/redelegation.ts';
import type { RosterChange } from '../core/roster-change.ts';
import { rosterOf, type World } from '../core/world.ts';
import {
  redelegationLetter,
  redelegationUnsettledLetter,
  type RedelegationView,
} from '../replies/redelegation-letters.ts';
import type { House } from './house.ts';
import { outgoingMail } from './outgoing.ts';
import { combined, type PlanParts } from './plan-parts.ts';

/** After the first letter. The one behind the last reminder goes to the Secretariat. */
const REMINDERS = [7 * DAY, 21 * DAY, 45 * DAY, 59 * DAY] as const;

/** Another manager: whoever is on the list is to be confirmed by the new Admin Contact. Nobody is taken off. */
export function redelegationsSeen(world: World, news: readonly IanaNews[]): Partial<PlanParts> {
  const redelegations = news.flatMap((one): readonly RedelegationStep[] => {
    if (one.kind !== 'manager') return [];
    const unconfirmed = rosterOf(world, one.tld).contacts.map(({ email }) => email);
    const managers = { managerBefore: one.before.manager, managerAfter: one.after.manager };
    const begun = { tld: one.tld, seenAt: world.now, ...managers, unconfirmed };
    const after = { ...begun, askedAt: null, reminders: 0, settledAt: null };
    return unconfirmed.length === 0 ? [] : [{ before: world.redelegations.get(one.tld) ?? null, after }];
  });
  const rostersSeen = news.flatMap(({ kind, tld }) =>
    kind === 'manager' ? [{ tld, revision: rosterOf(world, tld).revision }] : [],
  );
  return { redelegations, rostersSeen };
}

/** The Admin Contact spoke of these rosters, in a way that the policy accepts. */
export function redelegationsSpokenOf(world: World, changes: readonly RosterChange[]): Partial<PlanParts> {
  return {
    redelegations: changes.flatMap(({ tld, after }) => {
      const open = world.redelegations.get(tld);
      return open === undefined ? [] : [{ before: open, after: spokenOf(open, after, world.now) }];
    }),
  };
}

/** What time does to a redelegation. Null: nothing is due. */
export function planRedelegation(house: House, world: World, ref: Reference, redelegation: Redelegation): Plan | null {
  const parts = dueParts(house, world, ref, redelegation);
  return parts === null ? null : { ...combined(parts), ref, at: world.now, mail: null };
}

/** Whether {@link planRedelegation} has something to do. */
export function isRedelegationDue(house: House, world: World, redelegation: Redelegation): boolean {
  const { askedAt, reminders, seenAt } = redelegation;
  if (stillWaiting(world, redelegation).length === 0) return true;
  const record = world.iana.get(redelegation.tld);
  if (record === undefined) return false;
  // Not before the hold is over: until then nobody knows whose address it is.
  const held = [seenAt, record.changedAt ?? seenAt].some(
    (since) => elapsed(since, world.now) < house.book.limits.ianaSettledAfter,
  );
  if (askedAt === null) return !held;
  const next = REMINDERS[reminders];
  return next !== undefined && elapsed(askedAt, world.now) >= next;
}

function stillWaiting({ rosters }: World, redelegation: Redelegation): Redelegation['unconfirmed'] {
  const contacts = rosters.get(redelegation.tld)?.contacts ?? [];
  return contacts.filter((contact) => isToBeConfirmed(redelegation, contact)).map(({ email }) => email);
}

function dueParts(house: House, world: World, ref: Reference, redelegation: Redelegation): Partial<PlanParts> | null {
  if (!isRedelegationDue(house, world, redelegation)) return null;
  const { tld, askedAt, reminders } = redelegation;
  const admin = world.iana.get(tld)?.adminEmail;
  const unconfirmed = stillWaiting(world, redelegation);
  // All who were meant are gone.
  if (unconfirmed.length === 0 || admin === undefined) {
    return { redelegations: [{ before: redelegation, after: { ...redelegation, unconfirmed, settledAt: world.now } }] };
  }
  const first = askedAt === null;
  const next: Redelegation = first
    ? { ...redelegation, unconfirmed, askedAt: world.now }
    : { ...redelegation, unconfirmed, reminders: reminders + 1 };
  const unsettled = !first && reminders === REMINDERS.length - 1;
  const view = { ref, table: world.table, mailbox: house.mailbox, rules: [], redelegation: next, reminder: !first };
  const outgoing = (unsettled ? world.secretariat : [admin]).map((to) =>
    mailOf(house, { ...view, to, roster: rosterOf(world, tld) }, unsettled ? admin : null),
  );
  return { redelegations: [{ before: redelegation, after: next }], outgoing };
}

function mailOf(house: House, view: RedelegationView, unsettledBy: string | null): OutgoingMail {
  const { ref, to } = view;
  const headers = { ref, to, result: 'notice', rules: [], about: null } as const;
  return unsettledBy === null
    ? outgoingMail(redelegationLetter(house.texts, view), { ...headers, kind: 'change-notice' })
    : outgoingMail(redelegationUnsettledLetter(house.texts, { ...view, admin: unsettledBy }), {
        ...headers,
        kind: 'secretariat',
      });
}
