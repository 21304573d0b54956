import { hostPortText, type Settings, type Smarthost } from '../config/settings.ts';
import { elapsed, HOUR, MINUTE } from '../core/instant.ts';
import { type IntakeEvent, receive } from '../intake/receive.ts';
import { watchFile } from '../iana/watch-file.ts';
import type { Log } from '../ops/log.ts';
import type { Readiness } from '../ops/health.ts';
import { errorText } from '../ops/masking.ts';
import { createMetrics, type Metrics } from '../ops/metrics.ts';
import { coverage } from '../roster-out/coverage.ts';
import { every } from '../schedule/every.ts';
import { givenUpNotice } from '../schedule/given-up.ts';
import { type OutboxWorker, startOutboxDelivery } from '../schedule/outbox-delivery.ts';
import { attendWaitingCases } from '../schedule/waiting-cases.ts';
import { createDeliverer } from '../smtp/deliverer.ts';
import { DEFAULT_LISTENER_LIMITS } from '../smtp/listener-settings.ts';
import { startListener } from '../smtp/listener.ts';
import { nextAttempt } from '../smtp/retry-schedule.ts';
import { startWeb } from '../web/server.ts';
import { refreshIana } from './refresh-iana.ts';
import { openWorkplace, type Workplace } from './workplace.ts';

/** The running program. */
export type Service = {
  /** `127.0.0.1:2525`: where it really listens. */
  readonly smtp: string;
  readonly web: string;
  readonly workplace: Workplace;
  /** Stops accepting, finishes what runs, and closes; at most ten seconds. */
  stop(): Promise<void>;
};

const DELIVERY_TIMEOUT = MINUTE;
/** Mail that waits longer than this says that the outbox does not move. */
const OUTBOX_PATIENCE = HOUR;

/** Listener, delivery, schedule and web in one process. */
export async function startService(settings: Settings, log: Log): Promise<Service> {
  const metrics = createMetrics();
  const workplace = await openWorkplace(settings, (event) => logIntake(log, metrics, event));
  const { store, house, intake, clock } = workplace;
  const trouble = (where: string) => (error: unknown) => log({ event: 'unexpected', where, error: errorText(error) });

  await lookAtIana(workplace, log, metrics);
  const { file } = settings.iana;
  const watch =
    workplace.ianaSource === null || file === null
      ? null
      : await watchFile(file, () => lookAtIana(workplace, log, metrics), trouble('iana'));

  const outbox = startDelivery(settings, workplace, log, metrics);
  const listener = await startListener(
    {
      listen: settings.smtp.listen,
      protocol: settings.smtp.protocol,
      hostname: settings.hostname,
      mailbox: settings.mailbox,
      tls: settings.smtp.tls === null ? null : { cert: settings.smtp.tls.cert.pem, key: settings.smtp.tls.key.pem },
      trustedRelays: settings.smtp.trustedRelays,
      maxBytes: settings.smtp.maxBytes,
      maxConnections: settings.smtp.maxConnections,
      limits: DEFAULT_LISTENER_LIMITS,
    },
    async (message) => {
      const began = clock();
      const answer = await receive(intake, message);
      outbox.worker.wake();
      metrics.mailDecided(answer.text.split(' ').at(-1) ?? '', elapsed(began, clock()));
      metrics.smtpAnswered(answer.code);
      return answer;
    },
    clock,
    (event) => {
      if (event.event === 'smtp-accept-failed')
        log({ event: 'unexpected', where: 'smtp', error: errorText(event.error) });
      if (event.event === 'smtp-connection-refused') log({ event: 'smtp-refused', ip: event.ip, why: event.why });
      if (event.event === 'smtp-recipient-refused') log({ event: 'smtp-refused', ip: event.ip, why: 'recipient' });
    },
  );
  const waiting = every(
    MINUTE,
    async () => {
      const moved = await attendWaitingCases(house, store, clock());
      if (moved > 0) outbox.worker.wake();
    },
    trouble('waiting cases'),
  );
  const web = await startWeb(settings.web.listen, {
    coverage: async () =>
      coverage(house.book.table, new Map((await store.rosters()).map((roster) => [roster.tld, roster]))),
    readiness: () => readiness(workplace),
    metrics: () => metrics.text(),
    failed: (path, error) => log({ event: 'web-failed', path, error: errorText(error) }),
  });
  return {
    smtp: hostPortText(listener.address),
    web: web.address,
    workplace,
    async stop() {
      watch?.stop();
      await listener.close();
      await Promise.all([waiting.stop(), outbox.stop(), web.close()]);
      await workplace.close();
    },
  };
}

function startDelivery(
  settings: Settings,
  { store, house, clock }: Workplace,
  log: Log,
  metrics: Metrics,
): { readonly worker: OutboxWorker; stop(): Promise<void> } {
  const { dkim, smarthost } = settings.outbound;
  const deliverer = createDeliverer({
    smarthost: smarthostUrl(smarthost),
    hostname: settings.hostname,
    from: { name: settings.mailbox.name, address: settings.mailbox.admin },
    dkim: dkim === null ? null : { domain: dkim.domain, selector: dkim.selector, privateKeyPem: dkim.key.pem },
    timeoutMs: DELIVERY_TIMEOUT,
  });
  const worker = startOutboxDelivery({
    store,
    clock,
    deliver: (mail, signal) => deliverer.deliver(mail, signal),
    nextAttempt,
    report(mail, delivery, givenUp) {
      metrics.mailHandedOver(delivery.result);
      const about = { id: mail.id, ref: mail.ref, to: mail.to, attempts: mail.attempts + 1 };
      if (delivery.result === 'delivered') log({ event: 'mail-delivered', ...about });
      else log({ event: givenUp ? 'mail-given-up' : 'mail-deferred', ...about, reason: delivery.reason });
    },
    onGivenUp: (mail, reason) => givenUpNotice(house, store, mail, reason, clock()),
    onTrouble: (error) => log({ event: 'unexpected', where: 'outbox', error: errorText(error) }),
  });
  return {
    worker,
    async stop() {
      await worker.stop();
      deliverer.close();
    },
  };
}

function smarthostUrl({ host, port, implicitTls, login }: Smarthost): string {
  const credentials = login === null ? '' : `${encodeURIComponent(login.user)}:${encodeURIComponent(login.password)}@`;
  return `${implicitTls ? 'smtps' : 'smtp'}://${credentials}${hostPortText({ host, port })}`;
}

async function lookAtIana(workplace: Workplace, log: Log, metrics: Metrics): Promise<void> {
  const source = workplace.ianaSource?.kind ?? 'none';
  const { ok, asked, changed, warnings } = await refreshIana(workplace);
  metrics.ianaLooked(ok);
  if (ok) log({ event: 'iana-looked', source, records: asked, changed, warnings: warnings.length });
  for (const warning of warnings)
    log(ok ? { event: 'iana-warning', source, warning } : { event: 'iana-failed', source, reason: warning });
}

async function readiness({ store, house, clock }: Workplace): Promise<Readiness> {
  const now = clock();
  const records = await store.ianaRecords();
  const stale = records.filter(
    ({ asOf, source }) => source !== 'manual' && elapsed(asOf, now) > house.book.limits.ianaFreshFor,
  ).length;
  const waiting = (await store.outbox()).filter(({ state }) => state === 'waiting');
  const late = waiting.filter(({ createdAt }) => elapsed(createdAt, now) > OUTBOX_PATIENCE).length;
  const databaseWritable = await store.isWritable();
  return {
    databaseWritable,
    outboxMoving: late === 0,
    ianaFresh: records.length > 0 && stale === 0,
    details: [
      ...(databaseWritable ? [] : ['The database cannot be written.']),
      ...(late === 0 ? [] : [`${late} mails have waited in the outbox for more than an hour.`]),
      ...(records.length > 0 ? [] : ['Nothing is known from IANA yet.']),
      ...(stale === 0 ? [] : [`What is known from IANA about ${stale} ccTLDs is too old.`]),
    ],
  };
}

function logIntake(log: Log, metrics: Metrics, event: IntakeEvent): void {
  switch (event.event) {
    case 'mail-decided':
    case 'mail-refused':
      log({
        event: 'mail-answered',
        ref: event.ref,
        code: event.answer.code,
        enhanced: event.answer.enhanced,
        verdict: event.event === 'mail-decided' ? event.verdict : event.why,
        rules: event.event === 'mail-decided' ? event.rules : [],
      });
      return;
    case 'mail-deferred':
      metrics.dnsFailed();
      log({
        event: 'mail-answered',
        ref: null,
        code: event.answer.code,
        enhanced: event.answer.enhanced,
        verdict: 'defer',
        rules: [],
      });
      return;
    case 'identity-disputed':
      log({ event: 'identity-disputed', ref: event.ref });
      return;
    case 'mail-failed':
      log({ event: 'mail-failed', ref: event.ref, error: errorText(event.error) });
      return;
    case 'store-trouble':
      log({ event: 'unexpected', where: 'store', error: errorText(event.error) });
      return;
  }
}
