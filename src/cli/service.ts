import { loadVocabularyWords } from '../config/vocabulary-words.ts';
import { hostPortText, type Settings } from '../config/settings.ts';
import { SECOND } from '../core/instant.ts';
import { createDecider } from '../intake/decider.ts';
import type { Intake } from '../intake/intake.ts';
import type { Readiness } from '../ops/health.ts';
import type { Log } from '../ops/log.ts';
import { pacedLog } from '../ops/line-pace.ts';
import { errorText } from '../ops/masking.ts';
import { createMetrics, type Metrics } from '../ops/metrics.ts';
import type { ReceptionSettings } from '../reception/protocol.ts';
import { openReception } from '../reception/reception.ts';
import { createDesk } from '../review/desk.ts';
import { membersByMonth } from '../roster-out/members-by-month.ts';
import { awaitedMails } from '../schedule/awaited-mails.ts';
import { inCompany } from '../schedule/in-company.ts';
import { addressSet } from '../smtp/client-address.ts';
import { DEFAULT_LISTENER_LIMITS } from '../smtp/listener-settings.ts';
import { type Clock, createClock } from '../threads/clock.ts';
import { startWeb, type WebServer } from '../web/server.ts';
import { startAttendance } from './attendance.ts';
import { countingDecider } from './counting-decider.ts';
import { coverageNow } from './coverage-now.ts';
import { startDelivery } from './delivery.ts';
import { startGauges } from './gauges.ts';
import { atAddress } from './listen-failure.ts';
import { watchIana } from './iana-watch.ts';
import { membershipFigures } from './membership-figures.ts';
import { startNotifications } from './notification-desk.ts';
import { readiness } from './readiness.ts';
import { startRetention } from './retention.ts';
import { logIntake, logListener } from './service-log.ts';
import { openWorkplace, type Workplace } from './workplace.ts';

/** The running program. */
export type Service = {
  /** `127.0.0.1:2525`: where it really listens. */
  readonly smtp: string;
  readonly web: string;
  readonly workplace: Workplace;
  /** Counts what it writes. */
  readonly log: Log;
  /** Stops accepting, finishes what runs, and closes; at most ten seconds. */
  stop(): Promise<void>;
};

/**
 * Listener, delivery, schedule and web in one process. Where one of them cannot start, the others are stopped again and
 * it throws.
 */
export async function startService(settings: Settings, write: Log, clock: Clock = createClock()): Promise<Service> {
  const metrics = createMetrics();
  const log: Log = (event) => {
    metrics.logged(event.event);
    write(event);
  };
  const trouble = (where: string) => (error: unknown) => log({ event: 'unexpected', where, error: errorText(error) });
  // What is to be closed at the end, in the order of its start.
  const opened: (() => Promise<void>)[] = [];
  try {
    const reception = openReception(clock);
    opened.push(() => reception.close());
    const workplace = await openWorkplace(settings, (event) => logIntake(log, metrics, event), clock.now);
    opened.push(() => workplace.close());
    const { store } = workplace;
    const iana = await watchIana(workplace, log, metrics);
    opened.push(iana.stop);
    const ready = (): Promise<Readiness> => readiness(workplace, iana.trouble());
    await store.releaseLeases();
    const awaited = awaitedMails(reception.counts.awaited);
    const delivery = startDelivery(settings, workplace, log, metrics, awaited.areMany);
    opened.push(() => delivery.stop());
    const attendance = startAttendance(
      workplace,
      () => delivery.wake(),
      (where, error) => trouble(where)(error),
    );
    opened.push(() => attendance.stop());
    const gauges = startGauges(workplace, ready, log, metrics, trouble('metrics'));
    opened.push(() => gauges.stop());
    const notifications = startNotifications(workplace, log, metrics, () => delivery.wake());
    opened.push(() => notifications.stop());
    const retention = startRetention(workplace, log, metrics, trouble('retention'));
    opened.push(() => retention.stop());
    const web = await listenForPages(workplace, ready, log, metrics, () => delivery.wake());
    opened.push(() => web.close());
    const { listen, publicUrl } = settings.web;
    if (listen.port === 0 && publicUrl === `http://${hostPortText(listen)}`)
      workplace.deskIsAt(`http://${web.address}`);
    const together = inCompany(reception.counts.awaited, COMPANY_MS);
    const intake: Intake = {
      ...workplace.intake,
      store: { ...store, commit: (plan) => together(() => delivery.commit(plan)) },
    };
    // A mail is judged on who is the Admin Contact now, not a second ago.
    const decider = countingDecider(createDecider(intake, iana.look), metrics, clock.now);
    const paced = pacedLog(log, LISTENER_LINES_PER_MINUTE, clock.now);
    const listening = reception.listen(
      receptionSettings(workplace),
      {
        decide: (...mail) => noticing(decider.decide(...mail)),
        takeBack: (...mail) => noticing(decider.takeBack(...mail)),
      },
      (event) => logListener(log, paced, metrics, event),
    );
    const listener = await atAddress('smtp.listen', settings.smtp.listen, listening);
    opened.push(() => listener.close());
    metrics.watch('tldops_smtp_connections', reception.counts.connections);
    metrics.watch('tldops_smtp_eventloop_lag_max_seconds', () => reception.counts.longestDelay() / SECOND);
    return { smtp: hostPortText(listener.address), web: web.address, workplace, log, stop: () => closed(opened) };

    async function noticing<T>(deciding: Promise<T>): Promise<T> {
      awaited.notice();
      try {
        return await deciding;
      } finally {
        awaited.notice();
        delivery.wake();
      }
    }
  } catch (error) {
    await closed(opened);
    throw error;
  }
}

/** Last come, first gone. */
async function closed(opened: readonly (() => Promise<void>)[]): Promise<void> {
  for (const close of opened.toReversed()) await close();
}

async function listenForPages(
  workplace: Workplace,
  ready: () => Promise<Readiness>,
  log: Log,
  metrics: Metrics,
  decided: () => void,
): Promise<WebServer> {
  const { settings, house, store } = workplace;
  const { listen, publicUrl, trustedHeader } = settings.web;
  const words = await loadVocabularyWords(settings.rulesDir);
  const starting = startWeb(listen, {
    coverage: coverageNow(workplace),
    membership: async (since) => ({
      figures: await membershipFigures(workplace, workplace.clock(), since),
      months: membersByMonth(house.book.table, await store.pastChanges(), workplace.clock(), 12),
    }),
    readiness: ready,
    metrics: () => metrics.text(),
    desk: createDesk(workplace, words, decided),
    publicUrl,
    proxy: trustedHeader === null ? null : { header: trustedHeader.name, isAt: addressSet(trustedHeader.from).has },
    report: log,
    failed: (path, error) => log({ event: 'web-failed', path, error: errorText(error) }),
  });
  return atAddress('web.listen', listen, starting);
}

const LISTENER_LINES_PER_MINUTE = 120;
/** Decisions of mails that come together are written together: one sync, and two thirds of the pages that they change alone. */
const COMPANY_MS = 5;

function receptionSettings({ settings, authSettings, house }: Workplace): ReceptionSettings {
  const { listen, protocol, behindQueue, tls, trustedRelays, maxBytes, maxConnections } = settings.smtp;
  return {
    listener: {
      listen,
      protocol,
      behindQueue,
      hostname: settings.hostname,
      mailbox: settings.mailbox,
      tls: tls === null ? null : { cert: tls.cert.pem, key: tls.key.pem },
      trustedRelays,
      maxBytes,
      maxConnections,
      limits: DEFAULT_LISTENER_LIMITS,
    },
    auth: authSettings,
    table: house.book.table,
  };
}
