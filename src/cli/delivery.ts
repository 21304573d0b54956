import { createPrivateKey } from 'node:crypto';
import { hostPortText, type Settings, type Smarthost } from '../config/settings.ts';
import { MINUTE } from '../core/instant.ts';
import type { Log } from '../ops/log.ts';
import { errorText } from '../ops/masking.ts';
import type { Metrics } from '../ops/metrics.ts';
import { recordGivenUp } from '../schedule/given-up.ts';
import { type OutboxWorker, startOutboxDelivery } from '../schedule/outbox-delivery.ts';
import { nextAttempt } from '../smtp/retry-schedule.ts';
import { openDeliverer } from '../threads/deliverer.ts';
import type { Workplace } from './workplace.ts';

const DELIVERY_TIMEOUT = MINUTE;
/** No smarthost finds it many. */
const CONNECTIONS = 5;
/** Enough that no connection ever waits for the database, and that mails share the cost of handing them out. */
const AT_ONCE = 4 * CONNECTIONS;

/** Hands what waits in the outbox to the smarthost of the settings, until it is stopped. */
export function startDelivery(
  settings: Settings,
  { store, house, clock }: Workplace,
  log: Log,
  metrics: Metrics,
  isBusy: () => boolean,
): OutboxWorker {
  const { dkim, smarthost } = settings.outbound;
  const deliverer = openDeliverer({
    smarthost: smarthostUrl(smarthost),
    hostname: settings.hostname,
    from: { name: settings.mailbox.name, address: settings.mailbox.admin },
    dkim:
      dkim === null
        ? null
        : { domain: dkim.domain, selector: dkim.selector, privateKey: createPrivateKey(dkim.key.pem) },
    timeoutMs: DELIVERY_TIMEOUT,
    connections: CONNECTIONS,
  });
  const worker = startOutboxDelivery({
    store,
    clock,
    deliver: (mail, signal) => deliverer.deliver(mail, signal),
    nextAttempt,
    atOnce: AT_ONCE,
    toManyPerMinute: settings.outbound.bulkPerMinute,
    isBusy,
    report(mail, delivery, givenUp) {
      metrics.mailHandedOver(delivery.result);
      const about = { id: mail.id, ref: mail.ref, to: mail.to, attempts: mail.attempts + 1 };
      if (delivery.result === 'delivered') log({ event: 'mail-delivered', ...about });
      else log({ event: givenUp ? 'mail-given-up' : 'mail-deferred', ...about, reason: delivery.reason });
    },
    onGivenUp: (mail, delivery) => recordGivenUp(house, store, mail, delivery, clock()),
    onTrouble: (error) => log({ event: 'unexpected', where: 'outbox', error: errorText(error) }),
  });
  return {
    wake: () => worker.wake(),
    commit: (plan) => worker.commit(plan),
    async stop() {
      await worker.stop();
      await deliverer.close();
    },
  };
}

/** As nodemailer takes it; it holds the password. */
export function smarthostUrl({ host, port, implicitTls, login }: Smarthost): string {
  const credentials = login === null ? '' : `${encodeURIComponent(login.user)}:${encodeURIComponent(login.password)}@`;
  return `${implicitTls ? 'smtps' : 'smtp'}://${credentials}${hostPortText({ host, port })}`;
}
