import type { SMTPServerAddress } from 'smtp-server';
import { asciiDomain, domainOf, type EmailAddress, parseEmailAddress } from '../core/email-address.ts';
import type { Recipient } from '../core/message.ts';
import type { Mailbox } from './listener-settings.ts';

/**
 * Which of our mailboxes a forward-path (without angle brackets) names; null for every other path: quoted local
 * parts, source routes, `%` and `!` paths and IP literals included, so that nothing is ever relayed.
 */
export function recipientOf(path: string, mailbox: Mailbox): Recipient | null {
  // RFC 5321 §4.5.1: postmaster without a domain is always local.
  if (path.toLowerCase() === 'postmaster') return { mailbox: 'postmaster', detail: null };
  const reading = parseEmailAddress(path);
  if (!reading.ok) return null;
  const address = reading.address.toLowerCase();
  for (const own of [mailbox.admin, ...mailbox.aliases]) {
    const detail = detailBehind(own, address);
    if (detail !== null) return { mailbox: 'admin', detail: detail === '' ? null : detail };
  }
  const domain = domainOf(mailbox.admin);
  if (address === `postmaster@${domain}`) return { mailbox: 'postmaster', detail: null };
  if (address === `abuse@${domain}`) return { mailbox: 'abuse', detail: null };
  return null;
}

/**
 * Whether a path leads to a domain of ours, whatever stands in front of its last `@`: a server in front that takes all names of
 * the domain takes quoted ones, `%`, `!` and source routes as well. What is thrown away relays nothing.
 */
export function isInOurDomains(path: string, { admin, aliases }: Mailbox): boolean {
  const at = path.lastIndexOf('@');
  if (at < 0) return false;
  const domain = asciiDomain(path.slice(at + 1));
  return [admin, ...aliases].some((own) => domainOf(own).toLowerCase() === domain);
}

/** What stands behind the plus sign; empty where nothing does; null where the address is another mailbox's. */
function detailBehind(own: EmailAddress, address: string): string | null {
  const mine = own.toLowerCase();
  if (address === mine) return '';
  const at = mine.lastIndexOf('@');
  const prefix = `${mine.slice(0, at)}+`;
  const suffix = mine.slice(at);
  if (!address.startsWith(prefix) || !address.endsWith(suffix)) return null;
  return address.slice(prefix.length, -suffix.length);
}

/** RFC 5321 §4.1.2: a quoted local part may hold angle brackets; a quotation mark that does not end is one character more. */
const PATH = /^(\s*(?:MAIL\s+FROM|RCPT\s+TO)\s*:\s*<)([^<>"]*(?:"(?:[^"\\]|\\.)*"[^<>"]*)*|[^<>]*)>/iu;

/** The path of a MAIL or RCPT command as the client wrote it, without angle brackets; null where there is none. */
export function pathIn(command: string): string | null {
  return PATH.exec(command)?.[2] ?? null;
}

/** The same command, its parameters included, with another path. An empty path stays: it says that there is no sender. */
export function withPath(command: string, path: string): string {
  return command.replace(PATH, (whole, before: string, written: string) =>
    written === '' ? whole : `${before}${path}>`,
  );
}

export const UNDECLARED_UTF8 =
  '5.6.7 An address outside ASCII needs the parameter SMTPUTF8 behind MAIL FROM; or write its domain as A-labels (xn--)';

/** Whether a path as the client wrote it goes beyond ASCII in a transaction that did not ask for that (RFC 6531 §3.4, §3.5). */
export function isUndeclaredUtf8(path: string, { args }: Pick<SMTPServerAddress, 'args'>): boolean {
  const declared = typeof args === 'object' && 'SMTPUTF8' in args;
  return !declared && /[^\x00-\x7f]/u.test(path);
}

/** A reverse-path without its source route (RFC 5321 appendix C), its domain as A-labels where it is a domain. */
export function reversePath(path: string): string {
  const bare = path.replace(/^@[^:]*:/u, '');
  const at = bare.lastIndexOf('@');
  if (at < 0) return bare;
  const domain = bare.slice(at + 1);
  return `${bare.slice(0, at)}@${asciiDomain(domain) ?? domain}`;
}
