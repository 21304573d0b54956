import { describe, expect, test } from 'vitest';
import { type Instant, parseInstant } from '../../src/core/instant.ts';
import type { NotificationKind } from '../../src/core/notification.ts';
import { lastDue, type NotificationSchedule } from '../../src/plan/notification-due.ts';

function at(text: string): Instant {
  const found = parseInstant(text);
  if (found === null) throw new Error(`${text}: no time`);
  return found;
}

const SCHEDULE: NotificationSchedule = {
  monthly: { day: 28, hour: 6, minute: 30 },
  weekly: { weekday: 'mon', hour: 6, minute: 0 },
};

describe('the last time that a mail was due', () => {
  test.each<[NotificationKind, string, string, string]>([
    ['monthly', '2026-03-28T06:30:00Z', '2026-03-28T06:30:00Z', 'at the very moment'],
    ['monthly', '2026-03-28T06:29:59Z', '2026-02-28T06:30:00Z', 'a second before'],
    ['monthly', '2026-01-05T00:00:00Z', '2025-12-28T06:30:00Z', 'across the end of a year'],
    // 2 March 2026 is a Monday.
    ['weekly', '2026-03-02T06:00:00Z', '2026-03-02T06:00:00Z', 'at the very moment'],
    ['weekly', '2026-03-02T05:59:59Z', '2026-02-23T06:00:00Z', 'a second before'],
    ['weekly', '2026-03-08T23:59:59Z', '2026-03-02T06:00:00Z', 'on a Sunday'],
    ['weekly', '2026-01-01T00:00:00Z', '2025-12-29T06:00:00Z', 'across the end of a year'],
  ])('%s at %s is %s (%s)', (kind, now, due) => {
    expect(lastDue(kind, SCHEDULE, at(now))).toBe(at(due));
  });
});
