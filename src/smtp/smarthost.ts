import { LOOPBACK } from './client-address.ts';

/** How nodemailer reaches the smarthost. */
export type SmarthostOptions = {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly requireTLS: boolean;
  readonly opportunisticTLS: boolean;
  readonly tls: { readonly rejectUnauthorized: boolean };
  readonly auth?: { readonly user: string; readonly pass: string };
  readonly connectionTimeout: number;
  readonly greetingTimeout: number;
  readonly socketTimeout: number;
  readonly dnsTimeout: number;
  readonly allowInternalNetworkInterfaces: boolean;
};

/**
 * Reads the smarthost's URL. `smtp:` uses STARTTLS where it is offered, with any certificate (RFC 7435: better than no TLS,
 * and a self-signed certificate loses no mail). `smtps:` and credentials ask for TLS with a certificate that verifies,
 * but on loopback, where nobody listens in. Throws TypeError.
 */
export function smarthostOptions(url: string, timeoutMs: number): SmarthostOptions {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.hostname === '' || !['smtp:', 'smtps:'].includes(parsed.protocol)) {
    // The URL itself is not repeated: it may hold a password.
    throw new TypeError('the smarthost is not given as smtp://host:port or smtps://host:port');
  }
  const host = parsed.hostname.replace(/^\[|\]$/gu, '');
  const secure = parsed.protocol === 'smtps:';
  const loopback = host === 'localhost' || LOOPBACK.has(host);
  const credentials = parsed.username !== '';
  const strict = (secure || credentials) && !loopback;
  return {
    host,
    port: parsed.port === '' ? (secure ? 465 : 25) : Number(parsed.port),
    secure,
    requireTLS: strict && !secure,
    opportunisticTLS: !strict,
    tls: { rejectUnauthorized: strict },
    ...(credentials
      ? { auth: { user: decodeURIComponent(parsed.username), pass: decodeURIComponent(parsed.password) } }
      : {}),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    allowInternalNetworkInterfaces: loopback,
  };
}
