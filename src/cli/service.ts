import { hostPortText, type Settings } from '../config/settings.ts';
import { elapsed, type Instant, MINUTE } from '../core/instant.ts';
import type { SmtpAnswer } from '../core/smtp-answer.ts';
import { watchFile } from '../iana/watch-file.ts';
import { receive } from '../intake/receive.ts';
import type { Log } from '../ops/log.ts';
import { errorText } from '../ops/masking.ts';
import { createMetrics, type Metrics } from '../ops/metrics.ts';
import { coverage } from '../roster-out/coverage.ts';
import { every } from '../schedule/every.ts';
import { attendWaitingCases } from '../schedule/waiting-cases.ts';
import { DEFAULT_LISTENER_LIMITS } from '../smtp/listener-settings.ts';
import { type Listener, startListener } from '../smtp/listener.ts';
import { startWeb, type WebServer } from '../web/server.ts';
import { startDelivery } from './delivery.ts';
import { atAddress } from './listen-failure.ts';
import { readiness } from './readiness.ts';
import { refreshIana } from './refresh-iana.ts';
import { logIana, logIntake, logListener } from './service-log.ts';
import { openWorkplace, systemClock, type Workplace } from './workplace.ts';

/** The running program. */
export type Service = {
  /** `127.0.0.1:2525`: where it really listens. */
  readonly smtp: string;
  readonly web: string;
  readonly workplace: Workplace;
  /** Stops accepting, finishes what runs, and closes; at most ten seconds. */
  stop(): Promise<void>;
};

/**
 * Listener, delivery, schedule and web in one process. Where one of them cannot start, the others are stopped again and
 * it throws.
 */
export async function startService(settings: Settings, log: Log, clock: () => Instant = systemClock): Promise<Service> {
  const metrics = createMetrics();
  const workplace = await openWorkplace(settings, (event) => logIntake(log, metrics, event), clock);
  const { house, store } = workplace;
  const trouble = (where: string) => (error: unknown) => log({ event: 'unexpected', where, error: errorText(error) });
  // What is to be closed at the end, in the order of its start.
  const opened: (() => Promise<void>)[] = [() => workplace.close()];
  try {
    const iana = await watchIana(workplace, log, metrics);
    opened.push(iana.stop);
    await store.releaseLeases();
    const delivery = startDelivery(settings, workplace, log, metrics);
    opened.push(() => delivery.stop());
    const rounds = every(
      MINUTE,
      async () => {
        if ((await attendWaitingCases(house, store, clock())) > 0) delivery.wake();
        await countWhatWaits(workplace, metrics);
      },
      trouble('waiting cases'),
    );
    opened.push(() => rounds.stop());
    const web = await listenForPages(workplace, log, metrics);
    opened.push(() => web.close());
    const listener = await listenForMail(workplace, log, metrics, iana.look, () => delivery.wake());
    opened.push(() => listener.close());
    return { smtp: hostPortText(listener.address), web: web.address, workplace, stop: () => closed(opened) };
  } catch (error) {
    await closed(opened);
    throw error;
  }
}

/** Last come, first gone. */
async function closed(opened: readonly (() => Promise<void>)[]): Promise<void> {
  for (const close of opened.toReversed()) await close();
}

type IanaWatch = { readonly look: () => Promise<void>; readonly stop: () => Promise<void> };

/** Looks at the source, and again whenever its file is written. */
async function watchIana(workplace: Workplace, log: Log, metrics: Metrics): Promise<IanaWatch> {
  const { ianaSource, settings } = workplace;
  const look = async (): Promise<void> => {
    const refresh = await refreshIana(workplace);
    metrics.ianaLooked(refresh.ok);
    logIana(log, ianaSource.kind, refresh);
  };
  const failed = (error: unknown): void => log({ event: 'unexpected', where: 'iana', error: errorText(error) });
  const { file } = settings.iana;
  const watch = ianaSource.kind === 'file' && file !== null ? await watchFile(file, look, failed) : null;
  await look();
  return { look: async () => watch?.look(), stop: async () => watch?.stop() };
}

/** The gauges of `/metrics`. */
async function countWhatWaits({ store }: Workplace, metrics: Metrics): Promise<void> {
  metrics.outboxHolds((await store.outbox()).filter(({ state }) => state === 'waiting').length);
  metrics.casesOpen((await store.heldCases()).filter(({ state }) => state === 'open').length);
}

function listenForPages(workplace: Workplace, log: Log, metrics: Metrics): Promise<WebServer> {
  const { settings, house, store } = workplace;
  const { listen } = settings.web;
  const starting = startWeb(listen, {
    coverage: async () =>
      coverage(house.book.table, new Map((await store.rosters()).map((roster) => [roster.tld, roster]))),
    readiness: () => readiness(workplace),
    metrics: () => metrics.text(),
    failed: (path, error) => log({ event: 'web-failed', path, error: errorText(error) }),
  });
  return atAddress('web.listen', listen, starting);
}

/** What became of a mail, in one word of a closed list: of the receipt, or of the refusal. */
function outcomeOf({ code, text }: SmtpAnswer): string {
  if (code === 250) return text.split(' ').at(-1) ?? '';
  return code < 500 ? 'deferred' : 'refused';
}

function listenForMail(
  workplace: Workplace,
  log: Log,
  metrics: Metrics,
  lookAtIana: () => Promise<void>,
  decided: () => void,
): Promise<Listener> {
  const { settings, intake, clock } = workplace;
  const { listen, protocol, tls, trustedRelays, maxBytes, maxConnections } = settings.smtp;
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
    async (message) => {
      const began = clock();
      // A mail is judged on who is the Admin Contact now, not a second ago.
      await lookAtIana();
      const answer = await receive(intake, message);
      decided();
      metrics.mailDecided(outcomeOf(answer), elapsed(began, clock()));
      metrics.smtpAnswered(answer.code);
      return answer;
    },
    clock,
    (event) => logListener(log, event),
  );
  return atAddress('smtp.listen', listen, starting);
}
