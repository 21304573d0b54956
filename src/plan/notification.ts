import { addressKey, type EmailAddress } from '../core/email-address.ts';
import { type Instant, MINUTE, plus } from '../core/instant.ts';
import type { Reference } from '../core/message.ts';
import type { NotificationRun, ShownRevisions } from '../core/notification.ts';
import type { OutgoingMail } from '../core/outgoing.ts';
import type { Plan } from '../core/plan.ts';
import { addressesOf } from '../core/roster.ts';
import { changesData, type RosterChange } from '../core/roster-change.ts';
import { contactsAtRevision, type PastChange } from '../core/roster-past.ts';
import { rosterOf, type World } from '../core/world.ts';
import { notificationLetter } from '../replies/notification-letter.ts';
import { hasProvedItself } from './addressees.ts';
import type { House } from './house.ts';
import { outgoingMail } from './outgoing.ts';
import { NOTHING } from './plan-parts.ts';

/** What is to be made. */
export type NotificationOrder = Pick<NotificationRun, 'kind' | 'dueAt' | 'round'> & {
  readonly ref: Reference;
  /** Who wants it: `system`, or a person. */
  readonly actor: string;
  /** The same one was sent ahead of its day: this tells what changed since, if anything did. Else one of the same day is sent again. */
  readonly followsItself: boolean;
  /** Newest first. */
  readonly runs: readonly NotificationRun[];
  readonly past: readonly PastChange[];
  readonly perMinute: number;
};

export type PlannedNotification = {
  readonly plan: Plan;
  readonly run: NotificationRun;
  /** Since when `changes` are; null: nothing was ever sent. */
  readonly since: Instant | null;
  readonly changes: readonly RosterChange[];
  /** Addresses on the list that have not proved themselves: they get nothing. */
  readonly unproved: number;
};

/** The whole list to every address on it that has proved itself; a weekly one, or one sent ahead, only where something changed. */
export function planNotification(house: House, world: World, order: NotificationOrder): PlannedNotification {
  const { kind, dueAt, round, ref, actor, followsItself } = order;
  const isItself = (run: NotificationRun): boolean => run.kind === kind && run.dueAt === dueAt;
  const last = order.runs.find((run) => run.outcome === 'sent' && (followsItself || !isItself(run))) ?? null;
  const changes = last === null ? [] : changesSince(last.shown, world, order.past);
  const all = listedAddresses(world);
  const proved = all.filter((address) => hasProvedItself(world, address));
  const isSilent = (kind === 'weekly' || followsItself) && last !== null && changes.length === 0;
  const since = last === null ? null : { at: last.at, changes };
  const outgoing = isSilent ? [] : letters(house, world, order, since, proved);
  const outcome = isSilent ? 'unchanged' : 'sent';
  const run: NotificationRun = {
    kind,
    dueAt,
    round,
    at: world.now,
    ref,
    outcome,
    recipients: outgoing.length,
    shown: revisionsOf(world),
  };
  const details = { kind, dueAt, round, outcome, recipients: outgoing.length };
  const plan: Plan = {
    ...NOTHING,
    ref,
    at: world.now,
    mail: null,
    outgoing,
    notification: run,
    audit: [{ kind: 'notification-sent', tld: null, actor, details }],
  };
  return { plan, run, since: last?.at ?? null, changes, unproved: all.length - proved.length };
}

function letters(
  house: House,
  world: World,
  { kind, ref, perMinute }: NotificationOrder,
  since: { readonly at: Instant; readonly changes: readonly RosterChange[] } | null,
  recipients: readonly EmailAddress[],
): readonly OutgoingMail[] {
  const rosters = [...world.rosters.values()].filter(({ contacts }) => contacts.length > 0);
  const letter = notificationLetter(house.texts, {
    ref,
    table: world.table,
    mailbox: house.mailbox,
    rules: [],
    kind,
    at: world.now,
    rosters,
    since,
  });
  return recipients.map((to, index) =>
    outgoingMail(letter, {
      kind: 'notification',
      ref,
      to,
      result: 'notice',
      rules: [],
      about: null,
      notBefore: plus(world.now, Math.floor((index * MINUTE) / perMinute)),
    }),
  );
}

/** Every primary and secondary address, each once however many ccTLDs it serves. */
function listedAddresses({ rosters }: World): readonly EmailAddress[] {
  const addresses = new Map(
    [...rosters.values()]
      .flatMap(({ contacts }) => contacts.flatMap(addressesOf))
      .map((address) => [addressKey(address), address]),
  );
  return [...addresses.values()];
}

function revisionsOf({ rosters }: World): ShownRevisions {
  return Object.fromEntries([...rosters.values()].map(({ tld, revision }) => [tld, revision]));
}

/** By revision, not by time: what was committed while the last letter was written is told now. */
function changesSince(shown: ShownRevisions, world: World, past: readonly PastChange[]): readonly RosterChange[] {
  return [...world.rosters.keys()].toSorted().flatMap((tld) => {
    const revision = shown[tld] ?? 0;
    const roster = rosterOf(world, tld);
    if (roster.revision === revision) return [];
    const change = { tld, revision, before: contactsAtRevision(past, tld, revision), after: roster.contacts };
    return changesData(change) ? [change] : [];
  });
}
