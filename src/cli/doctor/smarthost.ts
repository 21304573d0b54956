import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { hostPortText, type Settings } from '../../config/settings.ts';
import { LOOPBACK } from '../../smtp/client-address.ts';
import { smarthostOptions } from '../../smtp/smarthost.ts';
import { smarthostUrl } from '../delivery.ts';
import { fault, type Finding, ok, warning } from './finding.ts';

const PATIENCE_MS = 8000;

/** Greets the smarthost as a delivery would: EHLO, TLS, and the login where one is set. Sends no mail. */
export async function smarthostAnswers({
  outbound: { smarthost },
  hostname,
}: Pick<Settings, 'outbound' | 'hostname'>): Promise<Finding> {
  const at = hostPortText(smarthost);
  const { auth, ...options } = smarthostOptions(smarthostUrl(smarthost), PATIENCE_MS);
  const connection = new SMTPConnection({ ...options, name: hostname, logger: false });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(new Error('it does not answer in time')), PATIENCE_MS);
  try {
    connection.on('error', reject);
    connection.connect(() => {
      if (auth === undefined) resolve();
      else
        connection.login({ credentials: auth }, (error) =>
          error === null || error === undefined ? resolve() : reject(error),
        );
    });
    await promise;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fault(
      'smarthost',
      `${at} does not take our mail: ${reason}.`,
      'Mend outbound.smarthost, or the server there. Mail waits for five days; afterwards: tldops outbox retry',
    );
  } finally {
    clearTimeout(timer);
    connection.close();
  }
  const login = auth === undefined ? '' : ' and lets us in';
  if (connection.secure) return ok('smarthost', `${at} answers, with TLS${login}.`);
  if (LOOPBACK.has(smarthost.host)) return ok('smarthost', `${at} answers${login}; on this host no TLS is needed.`);
  return warning(
    'smarthost',
    `${at} answers${login}, but offers no TLS: the list of contacts leaves unencrypted.`,
    'Let the smarthost offer STARTTLS, or use smtps://.',
  );
}
