import { DAY, epochMs, type Instant, instantOf, plus } from '../core/instant.ts';
import type { NotificationKind } from '../core/notification.ts';

/** When each kind is due, in UTC. `day` is one that every month has. */
export type NotificationSchedule = {
  readonly monthly: { readonly day: number; readonly hour: number; readonly minute: number };
  readonly weekly: {
    readonly weekday: 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';
    readonly hour: number;
    readonly minute: number;
  };
};

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** The last moment up to now at which that kind was due. */
export function lastDue(kind: NotificationKind, schedule: NotificationSchedule, now: Instant): Instant {
  const date = new Date(epochMs(now));
  const [year, month, today] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  if (kind === 'monthly') {
    const { day, hour, minute } = schedule.monthly;
    const due = instantOf(Date.UTC(year, month, day, hour, minute));
    return due <= now ? due : instantOf(Date.UTC(year, month - 1, day, hour, minute));
  }
  const { weekday, hour, minute } = schedule.weekly;
  const daysAgo = (date.getUTCDay() - WEEKDAYS.indexOf(weekday) + 7) % 7;
  const due = instantOf(Date.UTC(year, month, today - daysAgo, hour, minute));
  return due <= now ? due : plus(due, -7 * DAY);
}
