import { expect, test } from 'vitest';
import { MetricRegistry } from '../../src/ops/metric-registry.ts';
import { createMetrics } from '../../src/ops/metrics.ts';

test('what happened can be read by Prometheus', () => {
  const metrics = createMetrics();
  metrics.mailDecided('accept', 120);
  metrics.mailDecided('accept', 7000);
  metrics.mailDecided('hold', 3);
  metrics.smtpAnswered(250);
  metrics.mailHandedOver('deferred');
  metrics.outboxHolds(4);
  metrics.outboxHolds(2);
  metrics.ianaLooked(false);
  const lines = metrics.text().split('\n');
  for (const line of [
    '# TYPE tldops_mails_total counter',
    'tldops_mails_total{verdict="accept"} 2',
    'tldops_mails_total{verdict="hold"} 1',
    'tldops_mail_seconds_bucket{le="0.01"} 1',
    'tldops_mail_seconds_bucket{le="0.25"} 2',
    'tldops_mail_seconds_bucket{le="+Inf"} 3',
    'tldops_mail_seconds_count 3',
    'tldops_smtp_answers_total{code="250"} 1',
    'tldops_deliveries_total{result="deferred"} 1',
    'tldops_dns_failures_total 0',
    'tldops_outbox_mails 2',
    'tldops_iana_looks_total{result="failed"} 1',
  ]) {
    expect(lines).toContain(line);
  }
  expect(lines.at(-1)).toBe('');
  expect(lines.filter((line) => !/^(?:# (?:HELP|TYPE) .+|[a-z_0-9]+(?:\{[^}]+\})? [\d.e-]+|)$/u.test(line))).toEqual(
    [],
  );
});

test('label values cannot break out of their quotes', () => {
  const registry = new MetricRegistry();
  registry.counter('c', 'h').add({ l: 'a"\\\nb' });
  expect(registry.text()).toContain('c{l="a\\"\\\\\\nb"} 1\n');
});
