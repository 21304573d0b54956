import { isIP } from 'node:net';
import { asciiDomain } from '../core/email-address.ts';
import { CommandFailure } from './exit.ts';

/** What the SMTP session would have told about a mail; the sender is without angle brackets, and empty where there was none. */
export type GivenEnvelope = { readonly ip?: string; readonly helo?: string; readonly mailFrom?: string };

/** Of `--ip`, `--helo` and `--mail-from`. Throws {@link CommandFailure} 2 for what no SMTP session can have told. */
export function givenEnvelope({ ip, helo, mailFrom }: GivenEnvelope): GivenEnvelope {
  if (ip !== undefined && isIP(ip) === 0) {
    throw new CommandFailure(2, `--ip needs an IP address such as 192.0.2.25, not "${ip}".`);
  }
  if (helo !== undefined && !isHelo(helo)) {
    throw new CommandFailure(2, `--helo needs a name such as mx.nic.example, or [192.0.2.25], not "${helo}".`);
  }
  return {
    ...(ip === undefined ? {} : { ip }),
    ...(helo === undefined ? {} : { helo }),
    ...(mailFrom === undefined ? {} : { mailFrom: senderIn(mailFrom) }),
  };
}

/** RFC 5321 §4.1.3, and what servers say all the same: underscores, addresses without brackets. */
function isHelo(text: string): boolean {
  const literal = /^\[(?:IPv6:)?([^\]]+)\]$/iu.exec(text)?.[1];
  if (isIP(literal ?? text) !== 0) return true;
  return text.length <= 255 && /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?$/iu.test(text);
}

function senderIn(written: string): string {
  const sender = written.trim().replace(/^<(.*)>$/u, '$1');
  if (sender === '' || isSender(sender)) return sender;
  throw new CommandFailure(
    2,
    `--mail-from needs an address such as admin@nic.example, or <> where there was no sender, not "${written}".`,
  );
}

/** Wider than the addresses that we write to: the server that took the mail was content with it. */
function isSender(text: string): boolean {
  const at = text.lastIndexOf('@');
  return (
    /^(?:"[^\r\n]*"|[^\s<>"@]+)$/u.test(text.slice(0, Math.max(at, 0))) && asciiDomain(text.slice(at + 1)) !== null
  );
}
