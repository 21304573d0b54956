import { readFileSync } from 'node:fs';
import { instantOf } from '../../src/core/instant.ts';
import { type EmailAddress, parseEmailAddress } from '../../src/core/email-address.ts';
import type { ReceivedMessage } from '../../src/core/message.ts';
import { type SmtpAnswer, smtpAnswer } from '../../src/core/smtp-answer.ts';
import { type Listener, startListener } from '../../src/smtp/listener.ts';
import {
  type Accept,
  DEFAULT_LISTENER_LIMITS,
  type ListenerEvent,
  type ListenerLimits,
  type ListenerSettings,
} from '../../src/smtp/listener-settings.ts';

export function address(text: string): EmailAddress {
  const reading = parseEmailAddress(text);
  if (!reading.ok) throw new Error(text);
  return reading.address;
}

export const PEM = {
  cert: readFileSync(new URL('../../fixtures/smtp/loopback-cert.pem', import.meta.url), 'utf8'),
  key: readFileSync(new URL('../../fixtures/smtp/loopback-key.pem', import.meta.url), 'utf8'),
};

/** A listener on loopback with everything that it handed over and reported. */
export type Listening = {
  readonly listener: Listener;
  readonly port: number;
  readonly taken: ReceivedMessage[];
  readonly events: ListenerEvent[];
};

export async function listening(
  changes: Partial<Omit<ListenerSettings, 'limits'>> & { readonly limits?: Partial<ListenerLimits> } = {},
  accept: Accept = answerBySubject,
): Promise<Listening> {
  const taken: ReceivedMessage[] = [];
  const events: ListenerEvent[] = [];
  const listener = await startListener(
    {
      listen: { host: '127.0.0.1', port: 0 },
      protocol: 'smtp',
      behindQueue: false,
      hostname: 'mx.tld-ops.example',
      mailbox: { admin: address('tld-ops-admin@tld-ops.example'), aliases: [address('secretariat@tld-ops.example')] },
      tls: null,
      trustedRelays: [],
      maxBytes: 64 * 1024,
      maxConnections: 20,
      ...changes,
      limits: { ...DEFAULT_LISTENER_LIMITS, ...changes.limits },
    },
    async (message, undecided) => {
      taken.push(message);
      return accept(message, undecided);
    },
    () => instantOf(Date.UTC(2026, 0, 2)),
    (event) => events.push(event),
  );
  return { listener, port: listener.address.port, taken, events };
}

/** The script of the conversations: the Subject says what is answered (`550 5.6.0 close`, `throw`), else 250. */
export async function answerBySubject(message: ReceivedMessage): Promise<SmtpAnswer> {
  const subject = /^Subject: (.*)\r$/mu.exec(Buffer.from(message.raw).toString('latin1'))?.[1] ?? '';
  if (subject === 'throw') throw new Error('a bug');
  const scripted = /^(421|451|452|550|552|554) (\S+)( close)?$/u.exec(subject);
  if (scripted === null) return smtpAnswer(250, '2.0.0', '2026-000001 info');
  const codes = [421, 451, 452, 550, 552, 554] as const;
  const code = codes.find((known) => String(known) === scripted[1]) ?? 451;
  return { ...smtpAnswer(code, scripted[2] ?? '', 'as the subject asks'), close: scripted[3] !== undefined };
}

/** What was handed over, as one line of text for a conversation file. */
export function described(message: ReceivedMessage): string {
  const to = message.recipients.map(({ mailbox, detail }) => (detail === null ? mailbox : `${mailbox}+${detail}`));
  return [
    `from=<${message.mailFrom}>`,
    `to=${to.join(',')}`,
    `ip=${message.client.ip}`,
    `helo=${message.client.helo}`,
    `raw=${JSON.stringify(Buffer.from(message.raw).toString('latin1'))}`,
  ].join(' ');
}
