import type { IntakeEvent } from '../intake/intake.ts';
import type { Log } from '../ops/log.ts';
import { errorText } from '../ops/masking.ts';
import type { Metrics } from '../ops/metrics.ts';
import type { ListenerEvent } from '../smtp/listener-settings.ts';
import type { IanaSync } from '../schedule/iana-sync.ts';

// RFC 3463 §3.5: the other reasons to put off a mail are our own.
const DNS_SILENT = '4.4.3';

/** What became of a mail. */
export function logIntake(log: Log, metrics: Metrics, event: IntakeEvent): void {
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
    case 'mail-duplicate':
      log({
        event: 'mail-answered',
        ref: event.ref,
        code: event.answer.code,
        enhanced: event.answer.enhanced,
        verdict: 'duplicate',
        rules: [],
      });
      return;
    case 'mail-returned':
      metrics.mailReturned(event.bounce.severity);
      log({
        event: 'mail-returned',
        ref: event.ref,
        severity: event.bounce.severity,
        status: event.bounce.status,
      });
      return;
    case 'mail-deferred':
      if (event.answer.enhanced === DNS_SILENT) metrics.dnsFailed();
      log({
        event: 'mail-answered',
        ref: null,
        code: event.answer.code,
        enhanced: event.answer.enhanced,
        verdict: 'defer',
        rules: [],
      });
      return;
    case 'mail-suppressed':
      log({ event: 'mail-suppressed', ref: event.ref, to: event.to, kind: event.kind });
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

/** What happened on the line before a mail was whole. @param paced for what strangers cause */
export function logListener(log: Log, paced: Log, metrics: Metrics, event: ListenerEvent): void {
  switch (event.event) {
    case 'smtp-connection-refused':
      metrics.smtpTurnedAway(event.why);
      paced({ event: 'smtp-refused', ip: event.ip, why: event.why });
      return;
    case 'smtp-connection-displaced':
      metrics.smtpTurnedAway('displaced');
      paced({ event: 'smtp-refused', ip: event.ip, why: 'displaced' });
      return;
    case 'smtp-message-dropped':
      metrics.smtpTurnedAway(event.why);
      paced({ event: 'smtp-refused', ip: event.ip, why: event.why });
      return;
    case 'smtp-recipient-refused':
      metrics.smtpTurnedAway('recipient');
      paced({ event: 'smtp-refused', ip: event.ip, why: 'recipient' });
      return;
    case 'smtp-utf8-undeclared':
      metrics.smtpTurnedAway('undeclared-utf8');
      paced({ event: 'smtp-refused', ip: event.ip, why: 'undeclared-utf8' });
      return;
    case 'smtp-mail-discarded':
      metrics.smtpTurnedAway(`discarded-${event.why}`);
      paced({ event: 'smtp-discarded', ip: event.ip, why: event.why });
      return;
    case 'smtp-deadline':
      metrics.smtpTurnedAway('deadline');
      paced({ event: 'smtp-deadline', ip: event.ip, during: event.during });
      return;
    case 'smtp-transfer-aborted':
      metrics.smtpTurnedAway('aborted');
      paced({ event: 'smtp-transfer-aborted', ip: event.ip, bytes: event.bytes });
      return;
    case 'smtp-socket-error':
      paced({ event: 'smtp-socket-error', error: errorText(event.error) });
      return;
    case 'smtp-accept-failed':
      log({ event: 'unexpected', where: 'smtp', error: errorText(event.error) });
      return;
  }
}

/** One look at the IANA source, and every admin address that is another one since. */
export function logIana(log: Log, sync: IanaSync): void {
  const { source, asked, read, news, failures, warnings, ended } = sync;
  const moved = news.flatMap((one) => (one.kind === 'address' ? [one] : []));
  const faults = [...failures.map(({ tld, reason }) => `.${tld}: ${reason}`), ...warnings];
  if (ended !== null) log({ event: 'iana-failed', source, reason: ended });
  if (ended === null || asked > 0) {
    log({ event: 'iana-looked', source, records: read, changed: moved.length, warnings: faults.length });
  }
  for (const warning of faults) log({ event: 'iana-warning', source, warning });
  for (const { tld, before, after } of moved) {
    log({ event: 'iana-admin-changed', tld, before: before.adminEmail, after: after.adminEmail });
  }
}
