import type { Instant } from '../core/instant.ts';
import type { NotificationKind, NotificationRun } from '../core/notification.ts';
import { rostersAt } from '../core/roster-past.ts';
import { NO_MAIL } from '../core/world.ts';
import type { House } from '../plan/house.ts';
import { type NotificationOrder, type PlannedNotification, planNotification } from '../plan/notification.ts';
import { lastDue, type NotificationSchedule } from '../plan/notification-due.ts';
import type { Store } from '../store/port.ts';

export type NotificationDesk = {
  readonly house: House;
  readonly store: Pick<Store, 'world' | 'notificationRuns' | 'pastChanges' | 'nextReference' | 'commit'>;
  readonly clock: () => Instant;
  readonly schedule: NotificationSchedule;
  /** So many mails a minute. */
  readonly perMinute: number;
};

/** What a person asks for. */
export type NotificationWish = {
  readonly kind: NotificationKind;
  /** The run that was due last at that moment is meant. */
  readonly at: Instant;
  /** Even if it was sent already. */
  readonly again: boolean;
  readonly actor: string;
};

export type ForeseenNotification = PlannedNotification & {
  /** The run that was sent already; null where it was not. */
  readonly sentBefore: NotificationRun | null;
};

/** `isMade`: it is on record, with its reference. */
export type AskedNotification = ForeseenNotification & { readonly isMade: boolean };

/** Monthly first: where both are due at once, the weekly one then has nothing to add. */
const KINDS: readonly NotificationKind[] = ['monthly', 'weekly'];
const MOST_TRIES = 5;

/**
 * Makes what is due and was not made yet; returns the runs that it made. What was missed while nothing ran is made up for
 * once, however often it was due. Where nobody was on the list at that moment, nothing was missed.
 */
export async function attendNotifications(desk: NotificationDesk): Promise<readonly NotificationRun[]> {
  const made: NotificationRun[] = [];
  for (const kind of KINDS) {
    const now = desk.clock();
    const dueAt = lastDue(kind, desk.schedule, now);
    const runs = (await desk.store.notificationRuns()).filter((run) => run.kind === kind);
    // Later than this one: made under other settings. In the future: a person had it sent ahead of time.
    if (runs.some((run) => run.dueAt >= dueAt && run.dueAt <= now && !isAhead(run))) continue;
    const listThen = rostersAt(await desk.store.pastChanges(), dueAt);
    if ([...listThen.values()].every(({ contacts }) => contacts.length === 0)) continue;
    const ahead = runs.filter((run) => run.dueAt === dueAt);
    const followsItself = ahead.some(({ outcome }) => outcome === 'sent');
    const run = await make(desk, { kind, dueAt, round: roundAfter(ahead), actor: 'system', followsItself });
    if (run !== null) made.push(run);
  }
  return made;
}

/** A person had it made before its day had come: it may change until then. */
function isAhead(run: NotificationRun): boolean {
  return run.at < run.dueAt;
}

function roundAfter(runs: readonly NotificationRun[]): number {
  return Math.max(0, ...runs.map(({ round }) => round)) + 1;
}

/** What the schedule would send at that moment. Changes nothing. */
export async function foresee(desk: NotificationDesk, wish: NotificationWish): Promise<ForeseenNotification> {
  const { kind } = wish;
  const dueAt = lastDue(kind, desk.schedule, wish.at);
  const done = (await desk.store.notificationRuns()).filter((run) => run.kind === kind && run.dueAt === dueAt);
  const order = { kind, dueAt, round: roundAfter(done), actor: wish.actor, followsItself: false };
  const planned = await plannedRun(desk, order);
  return { ...planned, sentBefore: done.find(({ outcome }) => outcome === 'sent') ?? null };
}

/**
 * Makes it now. Null: somebody else makes it at this very moment. That nothing changed before the day has come is not kept:
 * it may change until then, and the schedule has to look for itself.
 */
export async function notifyNow(desk: NotificationDesk, wish: NotificationWish): Promise<AskedNotification | null> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const foreseen = await foresee(desk, wish);
    const { run, sentBefore } = foreseen;
    const isTooEarlyToTell = run.outcome === 'unchanged' && isAhead(run);
    if (isTooEarlyToTell || (sentBefore !== null && !wish.again)) return { ...foreseen, isMade: false };
    const { outcome } = await desk.store.commit(foreseen.plan);
    if (outcome === 'committed') return { ...foreseen, isMade: true };
    if (outcome === 'duplicate') return null;
  }
  throw new Error('notification: somebody else takes every reference');
}

type Order = Pick<NotificationOrder, 'kind' | 'dueAt' | 'round' | 'actor' | 'followsItself'>;

/** Null: another process made it. */
async function make(desk: NotificationDesk, order: Order): Promise<NotificationRun | null> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const { plan, run } = await plannedRun(desk, order);
    const { outcome } = await desk.store.commit(plan);
    if (outcome === 'committed') return run;
    if (outcome === 'duplicate') return null;
  }
  throw new Error('notification: somebody else takes every reference');
}

async function plannedRun(
  { house, store, clock, perMinute }: NotificationDesk,
  order: Order,
): Promise<PlannedNotification> {
  const now = clock();
  const runs = await store.notificationRuns();
  const past = await store.pastChanges();
  const world = await store.world(NO_MAIL, now);
  const ref = await store.nextReference(now);
  return planNotification(house, world, { ...order, ref, runs, past, perMinute });
}
