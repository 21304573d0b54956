import { loadVocabularyWords } from '../config/vocabulary-words.ts';
import { hostPortText, type Settings } from '../config/settings.ts';
import { elapsed, type Instant } from '../core/instant.ts';
import type { SmtpAnswer } from '../core/smtp-answer.ts';
import { type Intake, receive } from '../intake/receive.ts';
import type { Readiness } from '../ops/health.ts';
import type { Log } from '../ops/log.ts';
import { pacedLog } from '../ops/line-pace.ts';
import { errorText } from '../ops/masking.ts';
import { createMetrics, type Metrics } from '../ops/metrics.ts';
import { createDesk } from '../review/desk.ts';
import { membersByMonth } from '../roster-out/members-by-month.ts';
import { awaitedMails } from '../schedule/awaited-mails.ts';
import { inCompany } from '../schedule/in-company.ts';
import { addressSet } from '../smtp/client-address.ts';
import { type Accept, DEFAULT_LISTENER_LIMITS } from '../smtp/listener-settings.ts';
import { type Listener, startListener } from '../smtp/listener.ts';
import { startWeb, type WebServer } from '../web/server.ts';
import { startAttendance } from './attendance.ts';
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
import { openWorkplace, systemClock, type Workplace } from './workplace.ts';

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
export async function startService(
  settings: Settings,
  write: Log,
  clock: () => Instant = systemClock,
): Promise<Service> {
  const metrics = createMetrics();
  const log: Log = (event) => {
    metrics.logged(event.event);
    write(event);
  };
  const workplace = await openWorkplace(settings, (event) => logIntake(log, metrics, event), clock);
  const { store } = workplace;
  const trouble = (where: string) => (error: unknown) => log({ event: 'unexpected', where, error: errorText(error) });
  // What is to be closed at the end, in the order of its start.
  const opened: (() => Promise<void>)[] = [() => workplace.close()];
  try {
    const iana = await watchIana(workplace, log, metrics);
    opened.push(iana.stop);
    const ready = (): Promise<Readiness> => readiness(workplace, iana.trouble());
    await store.releaseLeases();
    const awaited = awaitedMails();
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
    const together = inCompany(awaited.soon, COMPANY_MS);
    const intake: Intake = {
      ...workplace.intake,
      store: { ...store, commit: (plan) => together(() => delivery.commit(plan)) },
    };
    const listener = await listenForMail(workplace, log, metrics, async (message, undecided) => {
      const answered = awaited.came(undecided);
      try {
        // A mail is judged on who is the Admin Contact now, not a second ago.
        return await receive(intake, message, iana.look(), undecided);
      } finally {
        answered();
        delivery.wake();
      }
    });
    opened.push(() => listener.close());
    metrics.watch('tldops_smtp_connections', listener.connections);
    return { smtp: hostPortText(listener.address), web: web.address, workplace, log, stop: () => closed(opened) };
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

/** What became of a mail, in one word of a closed list: of the receipt, or of the refusal. */
function outcomeOf({ code, text }: SmtpAnswer): string {
  if (code === 250) return text.split(' ').at(-1) ?? '';
  return code < 500 ? 'deferred' : 'refused';
}

const LISTENER_LINES_PER_MINUTE = 120;
/** Decisions of mails that come together are written together: one sync, and two thirds of the pages that they change alone. */
const COMPANY_MS = 5;

function listenForMail(workplace: Workplace, log: Log, metrics: Metrics, decide: Accept): Promise<Listener> {
  const { settings, clock } = workplace;
  const { listen, protocol, tls, trustedRelays, maxBytes, maxConnections } = settings.smtp;
  const paced = pacedLog(log, LISTENER_LINES_PER_MINUTE, clock);
  const starting = startListener(
    {
      listen,
      protocol,
      hostname: settings.hostname,
      mailbox: settings.mailbox,
      tls: tls === null ? null : { cert: tls.cert.pem, key: tls.key.pem },
      trustedRelays,
      maxBytes,
      maxConnections,
      limits: DEFAULT_LISTENER_LIMITS,
    },
    async (message, undecided) => {
      const began = clock();
      const answer = await decide(message, undecided);
      metrics.mailDecided(outcomeOf(answer), elapsed(began, clock()));
      metrics.smtpAnswered(answer.code);
      return answer;
    },
    clock,
    (event) => logListener(log, paced, metrics, event),
  );
  return atAddress('smtp.listen', listen, starting);
}
