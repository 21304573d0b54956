import type { BounceSeverity } from '../core/address-health.ts';
import type { NotificationKind, NotificationRun } from '../core/notification.ts';
import type { Delivery } from '../core/outgoing.ts';
import { MetricRegistry } from './metric-registry.ts';

/** What `/metrics` counts. Labels come from closed lists only, so that no sender can grow them. */
export type Metrics = {
  /** @param verdict of the decision, or what became of the mail without one: `duplicate`, `failed`. */
  mailDecided(verdict: string, ms: number): void;
  smtpAnswered(code: number): void;
  /** A client was turned away before its mail was whole. */
  smtpTurnedAway(why: TurnedAway): void;
  mailHandedOver(result: Delivery['result']): void;
  /** A mail of ours came back. */
  mailReturned(severity: BounceSeverity): void;
  dnsFailed(): void;
  outboxHolds(mails: number): void;
  /** Letters to many among them. */
  bulkWaits(mails: number): void;
  notificationMade(kind: NotificationKind, outcome: NotificationRun['outcome']): void;
  casesOpen(cases: number): void;
  ianaLooked(ok: boolean): void;
  /** Prometheus text format 0.0.4. */
  text(): string;
};

/** Why nothing came of a connection, a recipient or a transfer. */
export type TurnedAway =
  | 'too-many'
  | 'too-fast'
  | 'displaced'
  | 'recipient'
  | 'oversized'
  | 'no-room'
  | 'deadline'
  | 'aborted';

const SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function createMetrics(): Metrics {
  const registry = new MetricRegistry();
  const mails = registry.counter('tldops_mails_total', 'Mails taken or refused after DATA, by verdict.');
  const duration = registry.histogram('tldops_mail_seconds', 'From the end of DATA to the answer.', SECONDS);
  const answers = registry.counter('tldops_smtp_answers_total', 'Answers to DATA, by SMTP code.');
  const turnedAway = registry.counter(
    'tldops_smtp_turned_away_total',
    'Connections, recipients and transfers that were turned away before a mail was whole, by reason.',
  );
  const deliveries = registry.counter('tldops_deliveries_total', 'Attempts to hand over a mail, by result.');
  const returned = registry.counter('tldops_mails_returned_total', 'Mails of ours that came back, by severity.');
  const dns = registry.counter('tldops_dns_failures_total', 'DNS questions without an answer.');
  const outbox = registry.gauge('tldops_outbox_mails', 'Mails that wait to be sent.');
  const bulk = registry.gauge('tldops_outbox_bulk_mails', 'Letters to many that wait to be sent.');
  const notifications = registry.counter('tldops_notifications_total', 'Runs of the schedule, by kind and outcome.');
  const cases = registry.gauge('tldops_cases_open', 'Cases that wait for a person.');
  const iana = registry.counter('tldops_iana_looks_total', 'Looks at the IANA source, by result.');
  dns.add({}, 0);
  return {
    mailDecided: (verdict, ms) => {
      mails.add({ verdict });
      duration.observe(ms / 1000);
    },
    smtpAnswered: (code) => answers.add({ code: String(code) }),
    smtpTurnedAway: (why) => turnedAway.add({ why }),
    mailHandedOver: (result) => deliveries.add({ result }),
    mailReturned: (severity) => returned.add({ severity }),
    dnsFailed: () => dns.add({}),
    outboxHolds: (count) => outbox.set({}, count),
    bulkWaits: (count) => bulk.set({}, count),
    notificationMade: (kind, outcome) => notifications.add({ kind, outcome }),
    casesOpen: (count) => cases.set({}, count),
    ianaLooked: (ok) => iana.add({ result: ok ? 'ok' : 'failed' }),
    text: () => registry.text(),
  };
}
