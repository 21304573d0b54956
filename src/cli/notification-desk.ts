import { MINUTE } from '../core/instant.ts';
import type { Log } from '../ops/log.ts';
import { errorText } from '../ops/masking.ts';
import type { Metrics } from '../ops/metrics.ts';
import { every, type Repeated } from '../schedule/every.ts';
import { attendNotifications, type NotificationDesk } from '../schedule/notifications.ts';
import type { Workplace } from './workplace.ts';

export function notificationDesk({ house, store, clock, settings }: Workplace): NotificationDesk {
  return { house, store, clock, schedule: settings.schedule, perMinute: settings.outbound.bulkPerMinute };
}

/** Makes what is due, looking every minute. */
export function startNotifications(workplace: Workplace, log: Log, metrics: Metrics, wake: () => void): Repeated {
  const desk = notificationDesk(workplace);
  return every(
    MINUTE,
    async () => {
      for (const { kind, dueAt, outcome, ref, recipients } of await attendNotifications(desk)) {
        metrics.notificationMade(kind, outcome);
        log({ event: 'notification-made', kind, dueAt, outcome, ref, recipients });
        wake();
      }
    },
    (error) => log({ event: 'unexpected', where: 'notifications', error: errorText(error) }),
  );
}
