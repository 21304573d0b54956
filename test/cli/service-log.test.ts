import { expect, test } from 'vitest';
import { logListener } from '../../src/cli/service-log.ts';
import type { LogEvent } from '../../src/ops/events.ts';
import { createMetrics } from '../../src/ops/metrics.ts';
import type { ListenerEvent } from '../../src/smtp/listener-settings.ts';

const ip = '192.0.2.1';

test.each<[ListenerEvent, string, LogEvent]>([
  [{ event: 'smtp-recipient-refused', ip }, 'recipient', { event: 'smtp-refused', ip, why: 'recipient' }],
  [{ event: 'smtp-utf8-undeclared', ip }, 'undeclared-utf8', { event: 'smtp-refused', ip, why: 'undeclared-utf8' }],
  [
    { event: 'smtp-message-dropped', ip, why: 'oversized' },
    'oversized',
    { event: 'smtp-refused', ip, why: 'oversized' },
  ],
  [
    { event: 'smtp-mail-discarded', ip, why: 'oversized' },
    'discarded-oversized',
    { event: 'smtp-discarded', ip, why: 'oversized' },
  ],
  [
    { event: 'smtp-mail-discarded', ip, why: 'recipient' },
    'discarded-recipient',
    { event: 'smtp-discarded', ip, why: 'recipient' },
  ],
])('%j is counted as %s and told in the log', (event, why, line) => {
  const metrics = createMetrics();
  const told: LogEvent[] = [];
  logListener(
    () => expect.fail(),
    (one) => told.push(one),
    metrics,
    event,
  );
  expect(told).toEqual([line]);
  expect(metrics.text().match(/^tldops_smtp_turned_away_total.*$/gmu)).toEqual([
    `tldops_smtp_turned_away_total{why="${why}"} 1`,
  ]);
});
