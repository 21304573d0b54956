import { X509Certificate } from 'node:crypto';
import type { Settings } from '../../config/settings.ts';
import { DAY, epochMs, type Instant } from '../../core/instant.ts';
import { LOOPBACK } from '../../smtp/client-address.ts';
import { counted } from '../counted.ts';
import { fault, type Finding, ok, warning } from './finding.ts';

const RENEW_BEFORE = 14 * DAY;

/** The certificate for STARTTLS. That its key belongs to it the settings have checked. */
export function certificate(
  { smtp: { tls, listen }, hostname }: Pick<Settings, 'smtp' | 'hostname'>,
  now: Instant,
): Finding {
  if (tls === null) {
    if (LOOPBACK.has(listen.host)) return ok('tls', 'No certificate is needed: mail is taken from this host only.');
    const mend = 'Set smtp.tls.cert and smtp.tls.key to a certificate for the hostname.';
    return warning('tls', 'Mail comes in unencrypted: smtp.tls is not set.', mend);
  }
  const found = new X509Certificate(tls.cert.pem);
  const left = found.validToDate.getTime() - epochMs(now);
  const ends = `ends on ${found.validToDate.toISOString().slice(0, 10)}`;
  const mend = `Renew ${tls.cert.path}, then restart the server.`;
  if (found.validFromDate.getTime() > epochMs(now))
    return fault('tls', `The certificate begins on ${found.validFromDate.toISOString().slice(0, 10)} only.`, mend);
  if (left <= 0) return fault('tls', `The certificate is over: it ${ends}.`, mend);
  if (found.checkHost(hostname) === undefined)
    return warning(
      'tls',
      `The certificate is not for ${hostname} (${found.subjectAltName ?? found.subject}).`,
      `Get one for ${hostname}: servers that verify it do not deliver here otherwise.`,
    );
  if (left < RENEW_BEFORE)
    return warning('tls', `The certificate ${ends}, in ${counted(Math.floor(left / DAY), 'day')}.`, mend);
  return ok('tls', `The certificate is for ${hostname} and ${ends}.`);
}
