import { activeCcTlds, type CcTld, ccTlds, type Tld } from '../core/cctld.ts';
import { addressKey, type EmailAddress } from '../core/email-address.ts';
import { elapsed, type Instant, MINUTE, plus } from '../core/instant.ts';
import type { Reference } from '../core/message.ts';
import type { StoredInvitationEvent } from '../core/notification.ts';
import type { OutgoingMail } from '../core/outgoing.ts';
import type { NewToken, Plan } from '../core/plan.ts';
import { rosterOf, type World } from '../core/world.ts';
import { invitationLetter } from '../replies/invitation-letter.ts';
import type { House } from './house.ts';
import { outgoingMail } from './outgoing.ts';
import { NOTHING } from './plan-parts.ts';

/** Why a ccTLD is not invited now. `until`: then it could be. */
export type InvitationObstacle =
  | { readonly why: 'member' | 'no-admin-known' | 'not-active' | 'declined' }
  | { readonly why: 'invited-lately'; readonly until: Instant };

export type PlannedInvitations = {
  /** Null: nobody is to be invited. */
  readonly plan: Plan | null;
  readonly invited: readonly { readonly tlds: readonly Tld[]; readonly mail: OutgoingMail }[];
  readonly skipped: readonly (InvitationObstacle & { readonly tld: Tld })[];
};

export type InvitationOrder = {
  readonly ref: Reference;
  readonly actor: string;
  /** Null: every ccTLD that is not on the list. */
  readonly wanted: readonly Tld[] | null;
  /** Oldest first. */
  readonly events: readonly StoredInvitationEvent[];
  readonly perMinute: number;
};

/** One letter to each Admin Contact of the ccTLDs that are not on the list, as far as nothing stands against it. */
export function planInvitations(house: House, world: World, order: InvitationOrder): PlannedInvitations {
  const { wanted } = order;
  const rows = ccTlds(world.table).filter(({ tld, status }) =>
    wanted === null ? status === 'active' && rosterOf(world, tld).contacts.length === 0 : wanted.includes(tld),
  );
  const judged = rows.map((row) => ({ tld: row.tld, obstacle: obstacleTo(row, house, world, order.events) }));
  const skipped = judged.flatMap(({ tld, obstacle }) => (obstacle === null ? [] : [{ tld, ...obstacle }]));
  const ready = judged.flatMap(({ tld, obstacle }) => (obstacle === null ? [tld] : []));
  return { ...written(house, world, order, ready, false), skipped };
}

/** What was invited and has not answered is reminded; a person began it, and it ends by itself. */
export function remindersDue(house: House, world: World, events: readonly StoredInvitationEvent[]): readonly Tld[] {
  return ccTlds(world.table)
    .filter((row) => lastingObstacle(row, world, events) === null && isReminderDue(row.tld, house, world, events))
    .map(({ tld }) => tld);
}

/** One letter to each Admin Contact of these ccTLDs, which are due. */
export function planInvitationReminders(
  house: House,
  world: World,
  due: readonly Tld[],
  order: Omit<InvitationOrder, 'wanted'>,
): PlannedInvitations {
  return { ...written(house, world, order, due, true), skipped: [] };
}

/** Invitations that followed one another within the quiet time are one invitation with its reminders. */
function isReminderDue(tld: Tld, house: House, { now }: World, events: readonly StoredInvitationEvent[]): boolean {
  const { invitationQuietFor, invitationReminders, invitationRemindedAfter } = house.book.limits;
  const times = events.filter((one) => one.tld === tld && one.event === 'invited').map(({ at }) => at);
  const last = times.at(-1);
  if (last === undefined || elapsed(last, now) < invitationRemindedAfter) return false;
  if (elapsed(last, now) >= invitationQuietFor) return false;
  const first = times.findLastIndex((at, index) => {
    const before = times[index - 1];
    return before === undefined || elapsed(before, at) >= invitationQuietFor;
  });
  return times.length - first <= invitationReminders;
}

function written(
  house: House,
  world: World,
  { ref, actor, events, perMinute }: Omit<InvitationOrder, 'wanted'>,
  ready: readonly Tld[],
  reminder: boolean,
): Pick<PlannedInvitations, 'plan' | 'invited'> {
  const invited = [...byAdmin(ready, world)].map(([, { to, tlds }], index) => ({
    tlds,
    ...invitation(house, world, ref, {
      to,
      tlds,
      reminder,
      notBefore: plus(world.now, Math.floor((index * MINUTE) / perMinute)),
    }),
  }));
  if (invited.length === 0) return { plan: null, invited };
  const plan: Plan = {
    ...NOTHING,
    ref,
    at: world.now,
    mail: null,
    outgoing: invited.map(({ mail }) => mail),
    newTokens: invited.map(({ token }) => token),
    invitations: invited.flatMap(({ tlds, mail }) =>
      tlds.map((tld) => ({ tld, event: 'invited' as const, recipient: mail.to })),
    ),
    invitationsSeen: events.length,
    audit: invited.flatMap(({ tlds, mail }) =>
      tlds.map((tld) => ({ kind: 'invitation-sent' as const, tld, actor, details: { to: mail.to, reminder } })),
    ),
  };
  return { plan, invited };
}

/** A person notes that these ccTLDs want no more invitations, or do again. */
export function planInvitationWish(
  tlds: readonly Tld[],
  event: 'declined' | 'reopened',
  { ref, at, actor }: { readonly ref: Reference; readonly at: Instant; readonly actor: string },
): Plan {
  return {
    ...NOTHING,
    ref,
    at,
    mail: null,
    invitations: tlds.map((tld) => ({ tld, event, recipient: null })),
    audit: tlds.map((tld) => ({ kind: `invitations-${event}` as const, tld, actor, details: {} })),
  };
}

function obstacleTo(
  row: CcTld,
  house: House,
  world: World,
  events: readonly StoredInvitationEvent[],
): InvitationObstacle | null {
  const lasting = lastingObstacle(row, world, events);
  if (lasting !== null) return lasting;
  const last = events.findLast(({ tld, event }) => tld === row.tld && event === 'invited');
  const until = last === undefined ? null : plus(last.at, house.book.limits.invitationQuietFor);
  return until !== null && until > world.now ? { why: 'invited-lately', until } : null;
}

/** What time alone does not end. */
function lastingObstacle(
  { tld, status }: CcTld,
  world: World,
  events: readonly StoredInvitationEvent[],
): InvitationObstacle | null {
  if (status !== 'active') return { why: 'not-active' };
  if (rosterOf(world, tld).contacts.length > 0) return { why: 'member' };
  if (world.iana.get(tld)?.status !== 'active') return { why: 'no-admin-known' };
  const own = events.filter((event) => event.tld === tld);
  return own.findLast(({ event }) => event !== 'invited')?.event === 'declined' ? { why: 'declined' } : null;
}

/** Who serves several ccTLDs gets one letter for all of them. */
function byAdmin(
  tlds: readonly Tld[],
  { iana }: World,
): ReadonlyMap<string, { readonly to: EmailAddress; readonly tlds: readonly Tld[] }> {
  const groups = new Map<string, { readonly to: EmailAddress; readonly tlds: readonly Tld[] }>();
  for (const tld of tlds) {
    const to = iana.get(tld)?.adminEmail;
    if (to === undefined) continue;
    const key = addressKey(to);
    groups.set(key, { to, tlds: [...(groups.get(key)?.tlds ?? []), tld] });
  }
  return groups;
}

function invitation(
  house: House,
  world: World,
  ref: Reference,
  {
    to,
    tlds,
    reminder,
    notBefore,
  }: {
    readonly to: EmailAddress;
    readonly tlds: readonly Tld[];
    readonly reminder: boolean;
    readonly notBefore: Instant;
  },
): { readonly mail: OutgoingMail; readonly token: NewToken } {
  const active = activeCcTlds(world.table);
  const members = active.filter(({ tld }) => rosterOf(world, tld).contacts.length > 0).length;
  const letter = invitationLetter(house.texts, {
    ref,
    table: world.table,
    mailbox: house.mailbox,
    rules: [],
    tlds,
    members,
    reminder,
    total: active.length,
  });
  const { secret, hash } = house.mintToken();
  const headers = { kind: 'invitation', ref, to, result: 'notice', rules: [], about: null, notBefore } as const;
  const expiresAt = plus(world.now, house.book.limits.invitationQuietFor);
  return {
    mail: outgoingMail(letter, { ...headers, replyToDetail: secret }),
    token: { hash, purpose: 'invitation', ref, recipient: to, expiresAt, change: null },
  };
}
