import type { BounceSeverity } from '../core/address-health.ts';
import type { NotificationKind, NotificationRun } from '../core/notification.ts';
import type { Delivery } from '../core/outgoing.ts';
import { EVENT_NAMES } from './event-table.ts';
import type { EventName } from './events.ts';
import { MetricRegistry } from './metric-registry.ts';
import { addProcessMetrics } from './process-metrics.ts';

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
  /** An event was logged, whatever the level of the log. */
  logged(event: EventName): void;
  oldMailRemoved(mails: number): void;
  /** Read anew whenever somebody looks; once for each name. */
  watch(name: keyof typeof WATCHED, read: () => number): void;
  /** Prometheus text format 0.0.4. */
  text(): string;
};

/** Why nothing came of a connection, a recipient or a transfer. */
export type TurnedAway =
  | 'too-many'
  | 'too-fast'
  | 'displaced'
  | 'recipient'
  /** An address outside ASCII, without SMTPUTF8. */
  | 'undeclared-utf8'
  | 'oversized'
  | 'no-room'
  | 'too-much'
  | 'deadline'
  | 'aborted'
  /** Taken with 250 behind a queue, and thrown away. */
  | 'discarded-recipient'
  | 'discarded-oversized';

/** What somebody else counts or measures. */
const WATCHED = {
  tldops_smtp_connections: 'Connections to the listener that are open.',
  tldops_smtp_eventloop_lag_max_seconds:
    'Longest delay of the event loop of the thread that receives mail, since the last look.',
  tldops_certificate_expires_timestamp_seconds: 'When the certificate for STARTTLS ends, in seconds since 1970.',
  tldops_disk_free_bytes: 'Room that is left where the database is.',
  tldops_database_bytes: 'Size of the database, its write-ahead log included.',
  tldops_outbox_oldest_seconds: 'How long the oldest mail that may leave has waited.',
  tldops_failed_mails_open: 'Mails that met a bug and wait for its end.',
  tldops_ready: 'Whether all that /ready looks at is as it should be: 1 or 0. Looked at once a minute.',
} as const;

const DELIVERY_RESULTS: readonly Delivery['result'][] = ['delivered', 'deferred', 'rejected'];
const SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function createMetrics(): Metrics {
  const registry = new MetricRegistry();
  const mails = registry.counter('tldops_mails_total', 'Mails taken or refused after DATA, by verdict.');
  const duration = registry.histogram('tldops_mail_seconds', 'From the end of DATA to the answer.', SECONDS);
  const answers = registry.counter('tldops_smtp_answers_total', 'Answers to DATA, by SMTP code.');
  const turnedAway = registry.counter(
    'tldops_smtp_turned_away_total',
    'Connections, addresses and transfers that were turned away before a mail was looked at, by reason; discarded-: taken with 250 behind a queue, and thrown away.',
  );
  const deliveries = registry.counter('tldops_deliveries_total', 'Attempts to hand over a mail, by result.');
  const returned = registry.counter('tldops_mails_returned_total', 'Mails of ours that came back, by severity.');
  const dns = registry.counter('tldops_dns_failures_total', 'DNS questions without an answer.');
  const outbox = registry.gauge('tldops_outbox_mails', 'Mails that wait to be sent.');
  const bulk = registry.gauge('tldops_outbox_bulk_mails', 'Letters to many that wait to be sent.');
  const notifications = registry.counter('tldops_notifications_total', 'Runs of the schedule, by kind and outcome.');
  const cases = registry.gauge('tldops_cases_open', 'Cases that wait for a person.');
  const iana = registry.counter('tldops_iana_looks_total', 'Looks at the IANA source, by result.');
  const events = registry.counter('tldops_events_total', 'Events of the log, by name.');
  const removed = registry.counter('tldops_mails_removed_total', 'Mails whose text was removed since they were old.');
  dns.add({}, 0);
  removed.add({}, 0);
  // What never happened is 0, not unknown: only then does an alert see the first time.
  for (const event of EVENT_NAMES) events.add({ event }, 0);
  for (const result of DELIVERY_RESULTS) deliveries.add({ result }, 0);
  for (const result of ['ok', 'failed']) iana.add({ result }, 0);
  addProcessMetrics(registry);
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
    logged: (event) => events.add({ event }),
    oldMailRemoved: (count) => removed.add({}, count),
    watch: (name, read) => registry.collected(name, WATCHED[name], 'gauge', read),
    ianaLooked: (ok) => iana.add({ result: ok ? 'ok' : 'failed' }),
    text: () => registry.text(),
  };
}
