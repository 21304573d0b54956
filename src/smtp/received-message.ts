import { hash } from 'node:crypto';
import type { Instant } from '../core/instant.ts';
import { type Digest, parseDigest, type ReceivedMessage, type Recipient } from '../core/message.ts';
import { answerableClient } from './client-address.ts';
import type { Mailbox } from './listener-settings.ts';
import { recipientOf, reversePath } from './mailboxes.ts';
import type { Session } from './session.ts';

/** What came over a session, with what is known of its client and envelope. */
export function receivedMessage(
  raw: Uint8Array,
  session: Session,
  mailbox: Mailbox,
  receivedAt: Instant,
): ReceivedMessage {
  const { envelope, xForward, xClient } = session.session;
  const peer = { ip: session.remoteAddress, helo: session.hostNameAppearsAs || '' };
  const sender = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
  return {
    raw,
    sha256: digestOf(raw),
    receivedAt,
    client: answerableClient(peer, xForward, xClient),
    mailFrom: reversePath(session.writtenReversePath ?? sender),
    recipients: envelope.rcptTo
      .map(({ address }) => recipientOf(address, mailbox))
      .filter((recipient): recipient is Recipient => recipient !== null),
  };
}

function digestOf(raw: Uint8Array): Digest {
  const digest = parseDigest(hash('sha256', raw));
  if (digest === null) throw new TypeError('SHA-256 is not 64 hexadecimal digits');
  return digest;
}
