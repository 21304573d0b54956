import { isIP } from 'node:net';
import { type EmailAddress, asciiDomain, parseEmailAddress } from '../core/email-address.ts';
import { type HostPort, type Settings, type Smarthost, type TimeOfDay, WEEKDAYS, hostPortText } from './settings.ts';

/** What one value of the file or the environment means, or what it should look like. */
export type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

/** Reads a scalar of the file (number and boolean included) or the text of an environment variable. */
export type Read<T> = (written: unknown) => Reading<T>;

export function fits<T>(value: T): Reading<T> {
  return { ok: true, value };
}

export function unfit(message: string): { readonly ok: false; readonly message: string } {
  return { ok: false, message };
}

/** A reader that gets text only; a number is handed on as text, anything else is told to be a text. */
export function fromText<T>(read: (text: string) => Reading<T>): Read<T> {
  return (written) => {
    if (typeof written === 'number') return read(String(written));
    if (typeof written !== 'string') return unfit('must be a text');
    return read(written.trim());
  };
}

/** One visible line. */
export const line: Read<string> = fromText((text) => {
  if (text === '') return unfit('must not be empty');
  if (text.length > 200) return unfit('must not be longer than 200 characters');
  return /[\p{Cc}\p{Zl}\p{Zp}]/u.test(text) ? unfit('must be one line without control characters') : fits(text);
});

export function oneOf<const T extends string>(choices: readonly T[]): Read<T> {
  return fromText((text) => {
    const found = choices.find((choice) => choice === text);
    return found === undefined ? unfit(`must be one of ${choices.join(', ')}`) : fits(found);
  });
}

export const yesOrNo: Read<boolean> = (written) => {
  if (written === true || written === 'true') return fits(true);
  if (written === false || written === 'false') return fits(false);
  return unfit('must be true or false');
};

export function integer(least: number, most: number): Read<number> {
  return (written) => {
    const number = typeof written === 'string' && /^\d+$/u.test(written) ? Number(written) : written;
    if (typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most)
      return fits(number);
    return unfit(`must be a whole number from ${least} to ${most}`);
  };
}

export const address: Read<EmailAddress> = fromText((text) => {
  const reading = parseEmailAddress(text);
  return reading.ok ? fits(reading.address) : unfit(`must be an e-mail address such as john@example.org`);
});

/** The mailbox that takes commands: its plus-addresses are its own, so it cannot be one. */
export const plainAddress: Read<EmailAddress> = (written) => {
  const reading = address(written);
  return reading.ok && reading.value.includes('+') ? unfit('must not contain a "+"') : reading;
};

/** A host name, a mail domain, or a DKIM selector (RFC 6376 §3.1: one or several labels as well). */
export const domain: Read<string> = fromText((text) => {
  const ascii = asciiDomain(text);
  return ascii === null ? unfit('must be a domain name such as mx.example.org') : fits(ascii);
});

/** `192.0.2.1`, `2001:db8::/32`. */
export const ipRange: Read<string> = fromText((text) => {
  const [ip = '', bits, ...more] = text.toLowerCase().split('/');
  const longest = isIP(ip) === 4 ? 32 : isIP(ip) === 6 ? 128 : -1;
  const fine =
    longest > 0 && more.length === 0 && (bits === undefined || (/^\d{1,3}$/u.test(bits) && Number(bits) <= longest));
  return fine ? fits(text.toLowerCase()) : unfit('must be an IP address or a range such as 192.0.2.0/24');
});

/** Headers that browsers and proxies send for reasons of their own: whoever believed one would believe anybody. */
const EVERYBODYS_HEADERS =
  /^(?:accept.*|authorization|cache-control|connection|content-.*|cookie|date|expect|forwarded|from|host|origin|pragma|proxy-.*|referer|sec-.*|te|trailer|transfer-encoding|upgrade.*|user-agent|via|x-forwarded-.*|x-real-ip)$/u;

/** A header in which only one's own proxy says something. */
export const ownHeader: Read<string> = fromText((text) => {
  const name = text.toLowerCase();
  return /^[a-z][a-z0-9-]{0,99}$/u.test(name) && !EVERYBODYS_HEADERS.test(name)
    ? fits(name)
    : unfit('must be a header that only the proxy sets, such as X-Remote-User');
});

/** @param usual the port where none is written; null: one must be. @param lowest 0 lets the system choose a free one. */
export function hostPort(usual: number | null, lowest: 0 | 1): Read<HostPort> {
  const example = usual === null ? '127.0.0.1:2525 or [::1]:2525' : `host, host:${usual} or [::1]:${usual}`;
  const wrong = unfit(`must be a host and a port such as ${example}`);
  return fromText((text) => {
    const parts = /^(?:\[(?<six>[0-9a-f:.]+)\]|(?<host>[^:[\]]+))(?::(?<port>\d{1,5}))?$/iu.exec(text)?.groups;
    if (usual !== null && isIP(text) === 6) return fits({ host: text.toLowerCase(), port: usual });
    const host =
      parts?.['six'] === undefined ? hostName(parts?.['host'] ?? '') : isIP(parts['six']) === 6 ? parts['six'] : null;
    const port = parts?.['port'] === undefined ? usual : Number(parts['port']);
    if (host === null || port === null || port > 65_535 || port < lowest) return wrong;
    return fits({ host: host.toLowerCase(), port });
  });
}

function hostName(text: string): string | null {
  return isIP(text) === 4 ? text : asciiDomain(text);
}

/** A resolver by its address, since a name would need a resolver. */
export const nameServer: Read<string> = (written) => {
  const reading = hostPort(53, 1)(written);
  if (!reading.ok || isIP(reading.value.host) === 0)
    return unfit('must be an IP address with or without a port, such as 127.0.0.1:53');
  return fits(hostPortText(reading.value));
};

export const webUrl: Read<string> = fromText((text) => {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/u.test(url.protocol)) return unfit('must begin with https:// or http://');
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    return unfit('must have no user, query or fragment');
  }
  return fits(url.href.replace(/\/+$/u, ''));
});

/** The trust anchor: only TLS proves who answers, but on this machine nobody stands in between. */
export const provedUrl: Read<string> = (written) => {
  const reading = webUrl(written);
  const onThisMachine = /^http:\/\/(?:localhost|127(?:\.\d+){3}|\[::1\])(?:[:/]|$)/u;
  return !reading.ok || reading.value.startsWith('https:') || onThisMachine.test(reading.value)
    ? reading
    : unfit('must begin with https://; http:// is for a server on this machine only');
};

export const smarthost: Read<Smarthost> = fromText((text) => {
  const url = URL.parse(text);
  if (url === null || !/^smtps?:$/u.test(url.protocol) || url.hostname === '') {
    return unfit('must be a URL such as smtp://127.0.0.1:25 or smtps://user:password@mail.example.org');
  }
  if (!/^\/?$/u.test(url.pathname) || url.search !== '' || url.hash !== '') return unfit('must end with host and port');
  const implicitTls = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[|\]$/gu, '');
  const port = url.port === '' ? (implicitTls ? 465 : 25) : Number(url.port);
  const user = percentDecoded(url.username);
  const password = percentDecoded(url.password);
  if (user === null || password === null) return unfit('must have user and password percent-encoded');
  if (port === 0) return unfit('must not have port 0');
  if ((user === '') !== (password === '')) return unfit('must have both user and password, or neither');
  return fits({ host, port, implicitTls, login: user === '' ? null : { user, password } });
});

function percentDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** `1 06:00`. Days that some month lacks are refused. */
export const monthly: Read<Settings['schedule']['monthly']> = fromText((text) => {
  const [day = '', time = '', ...more] = text.split(/\s+/u);
  const clock = timeOfDay(time);
  if (clock === null || more.length > 0 || !/^\d{1,2}$/u.test(day) || Number(day) < 1 || Number(day) > 28) {
    return unfit('must be a day from 1 to 28 and a time in UTC such as "1 06:00"');
  }
  return fits({ day: Number(day), ...clock });
});

/** `mon 06:00`. */
export const weekly: Read<Settings['schedule']['weekly']> = fromText((text) => {
  const [day = '', time = '', ...more] = text.toLowerCase().split(/\s+/u);
  const clock = timeOfDay(time);
  const weekday = WEEKDAYS.find((name) => name === day);
  if (clock === null || weekday === undefined || more.length > 0)
    return unfit('must be a weekday and a time in UTC such as "mon 06:00"');
  return fits({ weekday, ...clock });
});

function timeOfDay(text: string): TimeOfDay | null {
  const parts = /^(?<hour>[01]?\d|2[0-3]):(?<minute>[0-5]\d)$/u.exec(text)?.groups;
  return parts === undefined ? null : { hour: Number(parts['hour']), minute: Number(parts['minute']) };
}
